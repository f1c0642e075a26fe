import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileName = 'jwt-secret';

/** The secret that signs tokens: the one given, else one that is made once and readable by this user only. */
export async function readJwtSecret(given: string | null, dataFolder: string): Promise<Uint8Array<ArrayBuffer>> {
  if (given !== null) return new TextEncoder().encode(given);
  const path = join(dataFolder, fileName);
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(randomBytes(48).toString('base64url'));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = await readFile(path);
  if (secret.length < 32) throw new Error(`${path} is too short to be the secret that this server wrote; remove it`);
  return new Uint8Array(secret);
}
