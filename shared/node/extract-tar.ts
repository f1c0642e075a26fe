import { mkdir, open } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const blockBytes = 512;

/**
 * Writes the files of a gzipped ustar archive below `folder` and syncs each to the disk. Only plain files and folders
 * are expected (PGlite's `dumpDataDir` makes nothing else); anything else, or a name that leaves the folder, throws.
 */
export async function extractTarGzip(archive: Uint8Array, folder: string): Promise<void> {
  const tar = await promisify(gunzip)(archive);
  for (let offset = 0; offset + blockBytes <= tar.length; ) {
    const header = tar.subarray(offset, offset + blockBytes);
    if (header.every((byte) => byte === 0)) break;
    const name = [readText(header, 345, 155), readText(header, 0, 100)].filter((part) => part !== '').join('/');
    const sizeBytes = Number.parseInt(readText(header, 124, 12).trim() || '0', 8);
    const type = readText(header, 156, 1);
    const path = join(folder, name);
    if (!normalize(path).startsWith(normalize(folder) + sep) && normalize(path) !== normalize(folder)) {
      throw new Error('the archive names a file outside its folder');
    }
    offset += blockBytes;
    if (type === '5') {
      await mkdir(path, { recursive: true, mode: 0o700 });
    } else if (type === '0' || type === '') {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeSynced(path, tar.subarray(offset, offset + sizeBytes));
      offset += Math.ceil(sizeBytes / blockBytes) * blockBytes;
    } else {
      throw new Error(`the archive holds an entry of type ${type}`);
    }
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

function readText(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}
