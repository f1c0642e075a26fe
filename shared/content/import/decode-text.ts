/** From the bytes of a file to text. */

/** ISO-8859-9 is read as windows-1254, which has the same letters and more punctuation; so do browsers. */
export const textEncodingNames = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1254', 'windows-1252'] as const;
export type TextEncodingName = (typeof textEncodingNames)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** Some bytes meant nothing in this encoding: U+FFFD stands in their place. */
  readonly isDamaged: boolean;
}

/** Zero bytes among the first ones tell UTF-16 without a mark: half of the bytes of Latin text are zero there. */
const sampleBytes = 1024;

/**
 * The first of these that fits: a byte order mark; zero bytes at every second place (UTF-16); valid UTF-8; the encoding
 * that an XML declaration names; UTF-8 with damage, when the file is JSON, holds a zero byte, or has more whole UTF-8
 * letters than stray bytes; else windows-1254. `given`, when a person has said so, goes before all of these. A mark is not
 * part of the text. Never throws.
 */
export function decodeText(bytes: Uint8Array, given?: TextEncodingName): DecodedText {
  if (given !== undefined) {
    const read = decodeWhole(bytes, given);
    return { text: read ?? new TextDecoder(given).decode(bytes), encoding: given, isDamaged: read === null };
  }
  const wide = detectWideEncoding(bytes);
  const whole = decodeWhole(bytes, wide ?? 'utf-8');
  if (whole !== null) return { text: whole, encoding: wide ?? 'utf-8', isDamaged: false };
  const damaged = (): DecodedText => {
    const encoding = wide ?? 'utf-8';
    return { text: new TextDecoder(encoding).decode(bytes), encoding, isDamaged: true };
  };
  if (wide !== null || hasUtf8Mark(bytes)) return damaged();
  const encoding = declaredEncoding(bytes) ?? (isDamagedUtf8(bytes) ? null : 'windows-1254');
  if (encoding === null || encoding === 'utf-8') return damaged();
  return { text: new TextDecoder(encoding).decode(bytes), encoding, isDamaged: false };
}

function decodeWhole(bytes: Uint8Array, encoding: TextEncodingName): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null; // Only `fatal` decoding throws: another encoding is tried, or the damage is found entry by entry.
  }
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function detectWideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, sampleBytes);
  const zerosAt = (parity: number) => sample.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const [evenZeros, oddZeros] = [zerosAt(0), zerosAt(1)];
  if (oddZeros > sample.length / 4 && evenZeros === 0) return 'utf-16le';
  if (evenZeros > sample.length / 4 && oddZeros === 0) return 'utf-16be';
  return null;
}

const declarations: Readonly<Record<string, TextEncodingName>> = {
  'utf-8': 'utf-8',
  'iso-8859-9': 'windows-1254',
  'windows-1254': 'windows-1254',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
};

function declaredEncoding(bytes: Uint8Array): TextEncodingName | null {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  const name = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(declarations, name) ? (declarations[name] ?? null) : null;
}

/** JSON is UTF-8 by its standard; one bad byte in a file of sound letters is damage and no sign of another encoding. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const first = bytes.find((byte) => byte > 0x20);
  if (first === 0x7b || first === 0x5b || bytes.includes(0)) return true;
  let [wholeLetters, strayBytes] = [0, 0];
  for (let at = 0; at < bytes.length; ) {
    const length = utf8LetterLength(bytes, at);
    if (length === 0) strayBytes += 1;
    else if (length > 1) wholeLetters += 1;
    at += Math.max(1, length);
  }
  return wholeLetters > strayBytes;
}

/** How many bytes the UTF-8 character at this place has; 0 when there is none. */
function utf8LetterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  for (let next = at + 1; next < at + length; next += 1) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
