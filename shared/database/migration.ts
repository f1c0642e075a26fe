/**
 * One module of the schema: the whole, idempotent text of `sql/migrations/NNN_name.sql`. In Node `readMigrations`
 * (shared/node) reads them from disk; a browser bundles the same files with `?raw` and makes them with `toMigration`.
 */
export interface Migration {
  /** Three digits, such as `006`. Modules are applied in this order. */
  readonly version: string;
  /** The rest of the file name, such as `smart_mistake_analyzer`. */
  readonly name: string;
  readonly sql: string;
}

const fileNamePattern = /(?:^|\/)(\d{3})_([a-z0-9_]+)\.sql$/;

/**
 * @param path file name or path ending in `NNN_name.sql`
 * @throws when the name has another shape: a file in `sql/migrations` that nobody would apply is a mistake
 */
export function toMigration(path: string, sql: string): Migration {
  const match = fileNamePattern.exec(path);
  const [, version, name] = match ?? [];
  if (version === undefined || name === undefined) {
    throw new Error(`${path}: a migration is named NNN_name.sql`);
  }
  return { version, name, sql };
}

/** Sorted by version. @throws when two modules share a version */
export function inOrder(migrations: readonly Migration[]): readonly Migration[] {
  const sorted = [...migrations].sort((a, b) => (a.version < b.version ? -1 : 1));
  for (const [index, migration] of sorted.entries()) {
    if (sorted[index + 1]?.version === migration.version) {
      throw new Error(`two migrations are numbered ${migration.version}`);
    }
  }
  return sorted;
}
