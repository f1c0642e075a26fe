import type { SecretStore } from '../../shared/sync/secret-store.ts';

const databaseName = 'end-stp-secrets';
const storeName = 'secrets';

/** Tokens of this origin, in IndexedDB: only the app's own code can read it, as with any sign-in of a web app. */
export function createBrowserSecretStore(): SecretStore {
  let opening: Promise<IDBDatabase> | null = null;

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(databaseName, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(storeName);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('IndexedDB did not open'));
    });
    return opening;
  }

  async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await open();
    return new Promise((resolve, reject) => {
      // A refresh token that is lost signs the profile out: written through to the disk.
      const transaction = database.transaction(storeName, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB gave up'));
    });
  }

  return {
    async read(name) {
      const value: unknown = await run('readonly', (store) => store.get(name));
      return typeof value === 'string' ? value : null;
    },
    async write(name, value) {
      await run('readwrite', (store) => store.put(value, name));
    },
    async remove(name) {
      await run('readwrite', (store) => store.delete(name));
    },
  };
}
