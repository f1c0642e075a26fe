/** Reads a bundle line by line, however large it is; what is damaged is named and passed over. */
import { ExpectedError } from '../errors/outcome.ts';
import { DamagedCiphertextError, decrypt, isEncrypted } from './age-stream.ts';
import { type BundleLine, readLine } from './bundle-format.ts';
import { readMembers } from './gzip-members.ts';

export type ReadPart =
  | { readonly name: 'line'; readonly line: BundleLine }
  /** Lines `first` to `last` are not what was written, or are missing. `last` null: nobody knows. */
  | { readonly name: 'damage'; readonly first: number; readonly last: number | null };

/** A row is some hundred bytes, a question with pictures some megabytes. */
const maximumLineBytes = 32_000_000;

/**
 * Throws `ExpectedError` BUNDLE_PASSPHRASE_NEEDED, BUNDLE_PASSPHRASE_WRONG, BUNDLE_UNREADABLE (encryption).
 */
export async function* readBundle(
  source: AsyncIterable<Uint8Array>,
  passphrase: string | null,
): AsyncGenerator<ReadPart, void, undefined> {
  const { start, whole } = await peek(source, 22);
  if (isEncrypted(start) && (passphrase ?? '') === '') throw new ExpectedError('BUNDLE_PASSPHRASE_NEEDED');
  const plain = isEncrypted(start) ? decrypt(whole, passphrase ?? '') : whole;
  /** Of the next line, if none is missing. */
  let expected = 1;
  let isDamaged = false;
  for await (const text of splitLines(survive(readMembers(survive(plain))))) {
    const line = text === null ? null : await readLine(text);
    if (line === null) {
      isDamaged = true;
      continue;
    }
    if (isDamaged || line.number > expected) {
      if (line.number > expected) yield { name: 'damage', first: expected, last: line.number - 1 };
      isDamaged = false;
    }
    expected = line.number + 1;
    yield { name: 'line', line };
  }
  if (isDamaged) yield { name: 'damage', first: expected, last: null };
}

/** An end that comes too soon is an end: what is missing is told by the lines. */
async function* survive(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof DamagedCiphertextError)) throw error;
    yield new Uint8Array(0);
  }
}

/** Lines without their ends; null for one that cannot be a line, such as what a damaged member leaves. */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string | null, void, undefined> {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (last: Uint8Array): string | null => {
    const text = length + last.length > maximumLineBytes ? null : decoder.decode(concat([...parts, last]));
    parts = [];
    length = 0;
    return text;
  };
  for await (const chunk of chunks) {
    if (chunk.length === 0) {
      // The line under way has no end any more, and what follows belongs to another one.
      parts = [];
      length = 0;
      yield null;
      continue;
    }
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      yield take(chunk.subarray(from, end));
      from = end + 1;
    }
    length += chunk.length - from;
    if (length > maximumLineBytes) parts = [];
    else if (from < chunk.length) parts.push(chunk.slice(from));
  }
  if (length > 0) yield take(new Uint8Array(0));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

async function peek(source: AsyncIterable<Uint8Array>, byteCount: number) {
  const iterator = source[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let length = 0;
  let isOver = false;
  while (length < byteCount && !isOver) {
    const next = await iterator.next();
    if (next.done === true) isOver = true;
    else {
      taken.push(next.value);
      length += next.value.length;
    }
  }
  async function* whole(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* taken;
    while (!isOver) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { start: concat(taken).subarray(0, byteCount), whole: whole() };
}
