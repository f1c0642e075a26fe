export interface HostDescription {
  readonly place: 'browser' | 'desktop' | 'node';
  readonly storage: 'memory' | 'disk' | 'opfs' | 'indexeddb';
  readonly isPersistent: boolean;
  readonly postgresVersion: string;
  readonly schemaVersion: string;
  /** How the database was opened this time, and how long it took. */
  readonly openedBy: 'prepared_directory' | 'existing_directory' | 'initdb';
  readonly openedInMs: number;
  /**
   * Things a person should know of the opening:
   * - `DATABASE_RESTORED`: `cause` (`damaged`, `machine_ended` by a power cut, `missing`), `aside` (where the database
   *   that was there is kept, or empty), `factCount` written from the journal, `refusedCount` that could not be,
   *   `reason` as PostgreSQL gave it when it did.
   * - `FACTS_REPLAYED`: `factCount` that were in the journal but not in the database.
   */
  readonly notices: readonly { readonly code: string; readonly details: Readonly<Record<string, string | number>> }[];
}
