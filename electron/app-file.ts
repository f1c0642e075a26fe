import { extname, join, sep } from 'node:path';

/** A request for a file of the page, resolved. */
export type AppFile =
  | { readonly name: 'file'; readonly path: string; readonly contentType: string; readonly isImmutable: boolean }
  /** Outside the app's folder, or not a name that a file of the app can have. */
  | { readonly name: 'refused' };

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.data': 'application/octet-stream',
  '.gz': 'application/gzip',
};

/**
 * Finds the file of `folder` that an `app://endstp/...` address names. Addresses without an extension are screens of the
 * page's router and get `index.html`. What decodes to a backslash, a drive, a NUL or a `..` segment is refused, whatever
 * the URL parser made of it before.
 */
export function resolveAppFile(folder: string, address: string): AppFile {
  const pathname = new URL(address).pathname;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    // Malformed percent encoding names no file.
    return { name: 'refused' };
  }
  const segments = decoded.split('/');
  // Percent signs that survive one decoding would be a second encoding; no file of the app has one.
  if (/[\\:\0%]/.test(decoded) || segments.includes('..') || segments.includes('.')) return { name: 'refused' };
  const extension = extname(decoded);
  const path = extension === '' ? join(folder, 'index.html') : join(folder, ...segments);
  if (!path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return { name: 'refused' };
  const contentType = contentTypes[extension === '' ? '.html' : extension.toLowerCase()];
  if (contentType === undefined) return { name: 'refused' };
  // Vite puts a hash of the content into every name under assets/.
  return { name: 'file', path, contentType, isImmutable: decoded.startsWith('/assets/') };
}
