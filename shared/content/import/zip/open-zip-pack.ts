/**
 * A pack with pictures: a zip file with `pack.json` and the pictures that it names beside it.
 *
 * Nothing of it is ever written under a name of its own: names only look pictures up. Sizes are those that the zip
 * declares; a file that unpacks to more is cut there, so that a small zip cannot fill the memory.
 */
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { type Failure, failure, type Outcome, success } from '../../../errors/outcome.ts';
import { maximumPictureBytes } from '../../picture.ts';
import { maximumPackBytes } from '../import-limits.ts';
import { crc32, readZipChecksums } from './zip-checksums.ts';

/** Ten times the pictures that fit at their largest. */
export const maximumZipEntries = 2_000;
/** What pack and pictures come to, unpacked; they are held in memory together. */
export const maximumUnpackedBytes = 96 * 1024 * 1024;

/** What a pack has under a name: its bytes, or why they are not there. */
export type ZipPictures = ReadonlyMap<string, Uint8Array | 'too_large' | 'damaged'>;

export interface ZipPack {
  readonly packBytes: Uint8Array;
  /** By `pictureKey` of the path from the folder of `pack.json`. */
  readonly pictures: ZipPictures;
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Same file, same key: on the computers where packs are made, names differ in more than case and composition. */
export function pictureKey(path: string): string {
  return withSlashes(path).normalize('NFC').replace(/^\.\//, '').toLowerCase();
}

/** Programs of Windows (PowerShell 5's own among them) write `media\a.png` where the format wants a slash. */
function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

interface ListedFile {
  /** As the zip has it. */
  readonly name: string;
  /** The same with slashes. */
  readonly path: string;
  readonly originalSize: number;
  /** CRC-32 of its content, unpacked. */
  readonly checksum: number | undefined;
}

/**
 * Fails with PACK_UNREADABLE (problem `not_a_zip`, `damaged_file` with the `path` of the pack's own file, `unsafe_path`,
 * `same_name_twice`), PACK_TOO_LARGE (too many files, or
 * too much of them), and PACK_FORMAT_UNKNOWN when there is no `pack.json`, nor a single other JSON file.
 */
export function openZipPack(bytes: Uint8Array): Outcome<ZipPack> {
  const listed = listFiles(bytes);
  if (!listed.ok) return listed;
  const pack = findPack(listed.value);
  if (pack === null) return failure('PACK_FORMAT_UNKNOWN');
  if (pack.originalSize > maximumPackBytes)
    return failure('PACK_TOO_LARGE', { sizeBytes: pack.originalSize, limitBytes: maximumPackBytes });
  const folder = pack.path.slice(0, pack.path.lastIndexOf('/') + 1);
  const beside = listed.value.filter((file) => file !== pack && file.path.startsWith(folder));
  const wanted = [pack, ...beside.filter(({ originalSize }) => originalSize <= maximumPictureBytes)];
  const unpacked = unpackWhole(bytes, wanted);
  const packBytes = unpacked.get(pack.name);
  if (packBytes === undefined) return failure('PACK_UNREADABLE', { problem: 'damaged_file', path: pack.name });
  const pictures = beside.map(({ name, path, originalSize }) => {
    const found = unpacked.get(name) ?? (originalSize > maximumPictureBytes ? 'too_large' : 'damaged');
    return [pictureKey(path.slice(folder.length)), found] as const;
  });
  return success({ packBytes, pictures: new Map(pictures) });
}

/** The files that come out as they went in, by name. One that is damaged does not keep the others from being read. */
function unpackWhole(bytes: Uint8Array, wanted: readonly ListedFile[]): ReadonlyMap<string, Uint8Array> {
  const names = new Set(wanted.map(({ name }) => name));
  const together = unpack(bytes, ({ name }) => names.has(name));
  const whole = new Map<string, Uint8Array>();
  for (const { name, checksum } of wanted) {
    const found = (together ?? unpack(bytes, (file) => file.name === name))?.[name];
    if (found !== undefined && (checksum === undefined || crc32(found) === checksum)) whole.set(name, found);
  }
  return whole;
}

function listFiles(bytes: Uint8Array): Outcome<readonly ListedFile[]> {
  const files: ListedFile[] = [];
  const checksums = readZipChecksums(bytes);
  const keys = new Set<string>();
  let [entryCount, unpackedBytes] = [0, 0];
  let refusal: Failure | null = null;
  const refuse = (code: Failure['code'], details: Failure['details']) => {
    refusal ??= { code, details };
  };
  const list = unpack(bytes, (file) => {
    entryCount += 1;
    unpackedBytes += file.originalSize;
    const path = withSlashes(file.name);
    if (isUnsafe(path)) refuse('PACK_UNREADABLE', { problem: 'unsafe_path', path: file.name.slice(0, 100) });
    if (path.endsWith('/') || isClutter(path)) return false;
    const key = pictureKey(path);
    if (keys.has(key)) refuse('PACK_UNREADABLE', { problem: 'same_name_twice', path: file.name.slice(0, 100) });
    keys.add(key);
    files.push({ name: file.name, path, originalSize: file.originalSize, checksum: checksums[entryCount - 1] });
    return false;
  });
  if (list === null) return failure('PACK_UNREADABLE', { problem: 'not_a_zip' });
  if (entryCount > maximumZipEntries) return failure('PACK_TOO_LARGE', { problem: 'too_many_files' });
  if (unpackedBytes > maximumUnpackedBytes)
    return failure('PACK_TOO_LARGE', { sizeBytes: unpackedBytes, limitBytes: maximumUnpackedBytes });
  return refusal === null ? success(files) : { ok: false, error: refusal };
}

/** Null when the bytes are no zip, or one that is damaged, encrypted or packed by other means than the usual. */
function unpack(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> | null {
  try {
    return unzipSync(bytes, { filter });
  } catch {
    return null; // The library throws plain errors for everything that is no zip.
  }
}

/** The `pack.json` that lies highest; else the only JSON file. */
function findPack(files: readonly ListedFile[]): ListedFile | null {
  const json = files.filter(({ path }) => /\.json$/i.test(path));
  const depthOf = ({ path }: ListedFile) => path.split('/').length;
  const [named] = json
    .filter(({ path }) => /(?:^|\/)pack\.json$/i.test(path))
    .sort((left, right) => depthOf(left) - depthOf(right));
  return named ?? (json.length === 1 ? (json[0] ?? null) : null);
}

/** Paths that no program writes who means well: from the root, of a drive, upwards, with a NUL. */
function isUnsafe(path: string): boolean {
  const parts = path.split('/');
  return /^\/|^[a-z]:|\0/i.test(path) || parts.includes('..') || parts[0] === '__proto__';
}

/** What macOS and Windows put in beside. */
function isClutter(path: string): boolean {
  return path.startsWith('__MACOSX/') || /(?:^|\/)(?:\.[^/]*|thumbs\.db|desktop\.ini)$/i.test(path);
}
