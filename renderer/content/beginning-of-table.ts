/** Enough for the rows of a preview, and little to copy at each change of the mapping. */
const previewBytes = 256 * 1024;
const lineFeed = 0x0a;

/** The beginning of a file, cut behind a line feed, so that no letter is cut in two. */
export function beginningOfTable(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= previewBytes) return bytes;
  const end = bytes.lastIndexOf(lineFeed, previewBytes);
  // In UTF-16 the line feed has a second byte, before it or behind it.
  const isBehind = end !== -1 && bytes[end + 1] === 0 && end % 2 === 0;
  return bytes.slice(0, end === -1 ? previewBytes : end + (isBehind ? 2 : 1));
}
