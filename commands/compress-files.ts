import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** What is made of text or code; pictures, woff2 and the prepared directory are compressed in themselves. */
const compressible: ReadonlySet<string> = new Set([
  '.html',
  '.js',
  '.css',
  '.json',
  '.svg',
  '.webmanifest',
  '.wasm',
  '.data',
]);

/** With the headers of the app's policy this is still one packet, compressed or not. */
const smallestBytes = 700;

/**
 * PGlite's 15 MB take 1.2 s at this quality; at 9 they take 6 s and are 3 % smaller, at 11 over a minute and 10 %. The
 * large window is what counts: `pglite.data` repeats itself over megabytes.
 */
const brotliQuality = 5;
const brotliWindowBits = 24;

/**
 * Puts a brotli and a gzip file beside each file of a built page that is worth it, named as `@fastify/static` looks for
 * them: a server that compressed at each request would spend seconds on a database module that never changes. Browsers
 * take brotli from loopback and over HTTPS only, so a hub in a classroom needs the other.
 */
export async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  await Promise.all(
    entries
      .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)))
      .map((entry) => compressFile(join(entry.parentPath, entry.name))),
  );
}

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < smallestBytes) return;
  const [brotli, gzipped] = await Promise.all([
    brotliAsync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
        [constants.BROTLI_PARAM_LGWIN]: brotliWindowBits,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    gzipAsync(content, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await writeFile(`${path}.br`, brotli);
  await writeFile(`${path}.gz`, gzipped);
}
