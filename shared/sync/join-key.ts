import type { SecretStore } from './secret-store.ts';

const keyName = (serverUrl: string) => `join-key:${serverUrl}`;

/**
 * What this device shows a server when it joins, so that it is known again: after an answer that was lost, and when its
 * student comes back to a class. Ids would prove nothing, because teachers see them and bundles carry them. Each server
 * is shown a key of its own. A key that is lost costs asking the teacher.
 *
 * @param makeKey at least 32 random characters. Rejects when the store cannot be written: a key that is not kept proves
 *   nothing later.
 */
export async function joinKeyOf(secrets: SecretStore, serverUrl: string, makeKey: () => string): Promise<string> {
  const present = await secrets.read(keyName(serverUrl));
  if (present !== null && present.length >= 32) return present;
  const made = makeKey();
  await secrets.write(keyName(serverUrl), made);
  return made;
}
