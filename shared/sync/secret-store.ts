/**
 * Where a device keeps tokens and claim secrets: Electron's safeStorage, the browser's own storage, a file that only its
 * owner reads. Values are text; a value that is lost costs a new sign-in and nothing else.
 */
export interface SecretStore {
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** For a host whose database is in memory, too. */
export function createMemorySecretStore(): SecretStore {
  const values = new Map<string, string>();
  return {
    read: async (name) => values.get(name) ?? null,
    async write(name, value) {
      values.set(name, value);
    },
    async remove(name) {
      values.delete(name);
    },
  };
}
