/**
 * What a page of the app may load, wherever it is served from (`app://`, the loopback server, the installed web app).
 *
 * - `wasm-unsafe-eval` compiles PGlite; nothing else may turn text into code.
 * - Inline styles are allowed because KaTeX positions glyphs with style attributes and Mantine writes its theme into a
 *   style element. They can load nothing: images and fonts come from the app itself.
 * - `connect-src 'self'` keeps imported questions from calling home.
 */
const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'media-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'object-src': "'none'",
  'frame-src': "'none'",
};

function join(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** Value of the `Content-Security-Policy` header of every response but the one below. */
export const contentSecurityPolicy = join({ ...directives, 'frame-ancestors': "'none'" });

/**
 * Of the study host's own script, a worker without a document: it exchanges with the server that a class belongs to,
 * encrypted, or with one on this machine. Pages, which show imported questions, still reach nothing but the app.
 */
const hostWorkerPolicy = join({
  ...directives,
  'connect-src': "'self' https: wss: http://127.0.0.1:* http://localhost:*",
  'frame-ancestors': "'none'",
});

/** The policy of one file of the app, by the path of its address. */
export function contentSecurityPolicyOf(path: string): string {
  return /^\/assets\/host-worker-[\w-]+\.js$/.test(path) ? hostWorkerPolicy : contentSecurityPolicy;
}

/** The same for a `<meta>` element, where browsers ignore `frame-ancestors`: holds on hosts whose headers are not ours. */
export const contentSecurityPolicyMeta = join(directives);
