import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Migration } from '../../shared/database/migration.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { projectFolder } from '../project-folder.ts';

export function readModules(): Promise<readonly Migration[]> {
  return readMigrations(join(projectFolder, 'sql', 'migrations'));
}

/** `sql/verify/adoption.sql`: what deploying will change of tables that an older release made. */
export function readAdoptionStatement(): Promise<string> {
  return readFile(join(projectFolder, 'sql', 'verify', 'adoption.sql'), 'utf8');
}

/** The statement files of a module, such as `sql/verify/006_smart_mistake_analyzer.sql`. */
export async function readModuleStatements(
  folder: 'verify' | 'rollback',
  { version, name }: Pick<Migration, 'version' | 'name'>,
): Promise<string> {
  return readFile(join(projectFolder, 'sql', folder, `${version}_${name}.sql`), 'utf8');
}
