import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import type { SecretStore } from '../sync/secret-store.ts';

/** Turns text into what lies on the disk, and back; null for what cannot be read any more. */
export interface SecretCipher {
  seal(text: string): string;
  open(sealed: string): string | null;
}

/**
 * Secrets in one small file that only its owner may read, replaced whole at each change. A file that is damaged, or that
 * `cipher` cannot open on this machine any more, counts as empty: a profile signs in again.
 */
export function createFileSecretStore(file: string, cipher: SecretCipher | null = null): SecretStore {
  let last: Promise<unknown> = Promise.resolve();
  let values: Map<string, string> | null = null;

  async function load(): Promise<Map<string, string>> {
    if (values !== null) return values;
    let text: string | null = null;
    try {
      const stored = await readFile(file, 'utf8');
      text = cipher === null ? stored : cipher.open(stored);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    values = readValues(text);
    return values;
  }

  async function save(): Promise<void> {
    const text = JSON.stringify(Object.fromEntries(await load()));
    const next = `${file}.next`;
    await writeFile(next, cipher === null ? text : cipher.seal(text), { mode: 0o600, flush: true });
    // A file that was there before keeps its own mode otherwise.
    await chmod(next, 0o600);
    await rename(next, file);
  }

  /** One after the other: each rewrites the whole file. */
  function change(edit: (stored: Map<string, string>) => void): Promise<void> {
    const work = last.then(async () => {
      edit(await load());
      await save();
    });
    last = work.catch(() => undefined);
    return work;
  }

  return {
    async read(name) {
      await last;
      return (await load()).get(name) ?? null;
    },
    write: (name, value) => change((stored) => stored.set(name, value)),
    remove: (name) => change((stored) => stored.delete(name)),
  };
}

function readValues(text: string | null): Map<string, string> {
  if (text === null) return new Map();
  try {
    const stored: unknown = JSON.parse(text);
    if (typeof stored !== 'object' || stored === null) return new Map();
    return new Map(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch (error) {
    if (error instanceof SyntaxError) return new Map();
    throw error;
  }
}
