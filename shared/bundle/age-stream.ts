/** A bundle under a passphrase: a plain age file (age-encryption.org/v1, scrypt), which the `age` command opens too. */
import { Decrypter, Encrypter } from 'age-encryption';
import { ExpectedError } from '../errors/outcome.ts';

const ageStart = new TextEncoder().encode('age-encryption.org/v1\n');

/** Whether a file is encrypted, by its first bytes (22 are enough). */
export function isEncrypted(start: Uint8Array): boolean {
  return start.length >= ageStart.length && ageStart.every((byte, index) => start[index] === byte);
}

export async function* encrypt(
  bytes: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  yield* readStream(await encrypter.encrypt(toStream(bytes)));
}

/** Throws `ExpectedError` BUNDLE_PASSPHRASE_WRONG, BUNDLE_UNREADABLE; `DamagedCiphertextError` once bytes were given out. */
export async function* decrypt(
  bytes: AsyncIterable<Uint8Array>,
  passphrase: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let plain: ReadableStream<Uint8Array>;
  try {
    plain = await decrypter.decrypt(toStream(bytes));
  } catch (error) {
    if (error instanceof Error && /no identity matched/.test(error.message)) {
      throw new ExpectedError('BUNDLE_PASSPHRASE_WRONG', {}, { cause: error });
    }
    throw new ExpectedError('BUNDLE_UNREADABLE', { problem: 'encryption' }, { cause: error });
  }
  yield* readStream(plain);
}

/** Chunks that no longer carry their authentication tag: what came before them is sound. */
export class DamagedCiphertextError extends Error {}

function toStream(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

async function* readStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (;;) {
      let next: { done: boolean; value?: Uint8Array | undefined };
      try {
        next = await reader.read();
      } catch (error) {
        if (error instanceof ExpectedError) throw error;
        throw new DamagedCiphertextError('the encrypted part is damaged', { cause: error });
      }
      if (next.value !== undefined) yield next.value;
      if (next.done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
