/** The slow hash of a PIN, by WebCrypto, which a browser's worker and Node have alike. */

/**
 * At least what OWASP's password storage cheat sheet (2023) asks of PBKDF2-HMAC-SHA256. Four digits can be tried out by
 * whoever copies the database whatever the number is; it only makes that slower.
 */
export const pinIterations = 600_000;
export const shortestPin = 4;
export const longestPin = 8;

const saltBytes = 16;
const hashBits = 256;

export interface HashedPin {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
}

/** Hashes a new PIN with a salt of its own. Takes some tenths of a second, off the calling thread. */
export async function hashPin(pin: string): Promise<HashedPin> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  return { salt, hash: await derive(pin, salt, pinIterations), iterations: pinIterations };
}

export async function isRightPin(pin: string, known: HashedPin): Promise<boolean> {
  const hash = await derive(pin, known.salt, known.iterations);
  if (hash.length !== known.hash.length) return false;
  // Every byte is looked at: how long it takes says nothing of where the two differ.
  let difference = 0;
  for (const [place, byte] of hash.entries()) difference |= byte ^ (known.hash[place] ?? 0);
  return difference === 0;
}

async function derive(
  pin: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, hashBits);
  return new Uint8Array(bits);
}
