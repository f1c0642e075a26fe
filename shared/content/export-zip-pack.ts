/** Writes a pack with its pictures as a zip file. Reading it back gives the same questions with the same version ids. */
import { strToU8, zipSync } from 'fflate';
import { type ExportablePack, exportPack } from './export-pack.ts';
import type { MediaFile } from './pack.ts';
import { picturePath } from './picture.ts';

/** Any fixed moment that zip can hold: the same pack gives the same file. */
const madeAt = new Date(2000, 0, 1);

export function exportZipPack(pack: ExportablePack, media: readonly MediaFile[]): Uint8Array {
  const pictures = media.map((file) => [picturePath(file.sha256, file.mediaType), file.bytes] as const);
  return zipSync({
    'pack.json': [strToU8(exportPack(pack)), { level: 6, mtime: madeAt }],
    // Pictures are packed already.
    ...Object.fromEntries(pictures.map(([path, bytes]) => [path, [bytes, { level: 0, mtime: madeAt }]])),
  });
}
