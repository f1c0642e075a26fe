import { hash, verify } from '@node-rs/argon2';

/** Argon2id with OWASP's second recommendation (19 MiB, 2 passes): some 30 ms on a small server. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Shorter ones are guessed. */
export const shortestPassword = 10;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), parameters);
}

/** What is compared with where there is no account, so that the time an answer takes tells nothing. */
let nobodysHash: Promise<string> | null = null;

/** `passwordHash` is null for an account that does not exist or signs in elsewhere: then the answer is always no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('an account that does not exist');
  const isRight = await verify(passwordHash ?? (await nobodysHash), password.normalize('NFKC'));
  return isRight && passwordHash !== null;
}
