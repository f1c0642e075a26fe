/** What a zip file says of its files' content. The library that unpacks them does not look at it. */

const endOfDirectory = 0x06054b50;
const endOfLargeDirectory = 0x06064b50;
const directoryEntry = 0x02014b50;

/**
 * The CRC-32 of each file, in the order of the zip's directory, which is the order that `unzipSync` goes by. As many as
 * could be read: a directory that is damaged itself is for whoever unpacks to find.
 */
export function readZipChecksums(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const checksums: number[] = [];
  const directory = findDirectory(view);
  let at = directory?.offset ?? 0;
  for (let left = directory?.count ?? 0; left > 0 && at + 46 <= view.byteLength; left -= 1) {
    if (view.getUint32(at, true) !== directoryEntry) break;
    checksums.push(view.getUint32(at + 16, true));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return checksums;
}

/** From the record at the file's end, behind which a comment may stand; the large record where that one points to it. */
function findDirectory(view: DataView): { readonly offset: number; readonly count: number } | null {
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== endOfDirectory) end -= 1;
  if (end < 0) return null;
  const found = { offset: view.getUint32(end + 16, true), count: view.getUint16(end + 8, true) };
  if (found.offset !== 0xffffffff && found.count !== 0xffff) return found;
  const large = end >= 12 ? view.getUint32(end - 12, true) : view.byteLength;
  if (large + 56 > view.byteLength || view.getUint32(large, true) !== endOfLargeDirectory) return found;
  return { offset: view.getUint32(large + 48, true), count: view.getUint32(large + 32, true) };
}

/** CRC-32 as zip, PNG and gzip use it: polynomial 0xEDB88320, reflected. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
