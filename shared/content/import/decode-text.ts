/** From the bytes of a file to text. */

export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Some bytes meant nothing in this encoding: U+FFFD stands in their place. */
  readonly isDamaged: boolean;
}

/** Zero bytes among the first ones tell UTF-16 without a mark: half of the bytes of Latin text are zero there. */
const sampleBytes = 1024;

/** UTF-8 or UTF-16, with or without a byte order mark; the mark is not part of the text. Never throws. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = detectEncoding(bytes);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, isDamaged: false };
  } catch {
    // Only `fatal` decoding throws: the file is read all the same, and the damaged entries are found one by one.
    return { text: new TextDecoder(encoding).decode(bytes), encoding, isDamaged: true };
  }
}

function detectEncoding(bytes: Uint8Array): DecodedText['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, sampleBytes);
  const zerosAt = (parity: number) => sample.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const [evenZeros, oddZeros] = [zerosAt(0), zerosAt(1)];
  if (oddZeros > sample.length / 4 && evenZeros === 0) return 'utf-16le';
  if (evenZeros > sample.length / 4 && oddZeros === 0) return 'utf-16be';
  return 'utf-8';
}
