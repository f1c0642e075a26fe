import { readFile } from 'node:fs/promises';
import { type CustomScheme, protocol } from 'electron';
import { contentSecurityPolicy } from '../shared/host/content-security-policy.ts';
import { appHost, appScheme } from './app-address.ts';
import { resolveAppFile } from './app-file.ts';

/** To be registered before the app is ready. Standard and secure: storage, workers, wasm streaming and fetch work. */
export const appSchemePrivileges: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function refuse(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' } });
}

/** Answers one `app://` request with a file of `rendererFolder`. */
export async function answerAppRequest(rendererFolder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD.');
  if (new URL(request.url).host !== appHost) return refuse(404, 'No such host.');
  const file = resolveAppFile(rendererFolder, request.url);
  if (file.name === 'refused') return refuse(403, 'Not a file of this app.');
  let content: Buffer<ArrayBuffer>;
  try {
    // Electron's fs reads from inside the asar; streaming would buy nothing for files of a few megabytes on a disk.
    content = (await readFile(file.path)) as Buffer<ArrayBuffer>;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return refuse(404, 'No such file.');
    throw error;
  }
  return new Response(request.method === 'HEAD' ? null : content, {
    headers: {
      ...securityHeaders,
      'content-type': file.contentType,
      'content-length': String(content.byteLength),
      'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}

/** Serves the built page under `app://endstp/`. Call once the app is ready. */
export function serveAppFiles(rendererFolder: string): void {
  protocol.handle(appScheme, (request) => answerAppRequest(rendererFolder, request));
}
