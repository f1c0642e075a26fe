import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inOrder, type Migration, toMigration } from '../database/migration.ts';

/**
 * Reads every `NNN_name.sql` of a folder, in order.
 *
 * @param directory path of `sql/migrations`
 * @throws when the folder cannot be read or holds a `.sql` file with another kind of name
 */
export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql'));
  const migrations = await Promise.all(
    names.map(async (name) => toMigration(name, await readFile(join(directory, name), 'utf8'))),
  );
  return inOrder(migrations);
}
