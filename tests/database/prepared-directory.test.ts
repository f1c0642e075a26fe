import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runTypeScript } from '../../commands/run-program.ts';
import { openStudyDatabase } from '../../shared/database/open-study-database.ts';
import type { PreparedManifest } from '../../shared/database/prepared-manifest.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { migrationsFolder } from '../host/prepared-fixture.ts';
import { temporaryFolder } from '../node/open-test-host.ts';

/** Tables that a new replica may find filled: what the migrations seed and the pack that ships with the app. */
const shippedTables = new Set([
  'analysis_presets',
  'mistake_types',
  'question_packs',
  'questions',
  'schema_migrations',
  'system_settings',
  'topics',
]);

it('holds schema and content, and nothing of anybody', async () => {
  const folder = await temporaryFolder();
  await runTypeScript('commands/prepare-data-directory.ts', [folder]);
  const archive = await readPreparedDirectory(folder);
  expect(archive).not.toBeNull();
  const manifest = JSON.parse(await readFile(join(folder, 'study-pg18.json'), 'utf8')) as PreparedManifest;
  const migrations = await readMigrations(migrationsFolder);
  expect(manifest.postgresMajor).toBe(18);
  expect(manifest.migrations).toEqual(
    migrations.map(({ version, name, sql }) => ({
      version,
      name,
      sha256: createHash('sha256').update(sql).digest('hex'),
    })),
  );

  const { database, pglite, openedBy } = await openStudyDatabase({
    storage: {},
    migrations,
    preparedDirectory: new Blob([archive ?? '']),
    hasDatabase: false,
    onDied: () => {},
  });
  expect(openedBy).toBe('prepared_directory');
  const tables = await database.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname`,
  );
  expect(tables.length).toBeGreaterThan(shippedTables.size);
  const filled: string[] = [];
  for (const { name } of tables) {
    const [counted] = await database.query<{ row_count: number }>(
      `SELECT (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I', $1::text), false, true, '')))[1]::text::int AS row_count`,
      [name],
    );
    if ((counted?.row_count ?? 0) > 0) filled.push(name);
  }
  expect(filled.filter((name) => !shippedTables.has(name))).toEqual([]);
  expect(filled).toContain('questions');
  const seeds = await database.query<{ who: string | null }>(
    'SELECT updated_by::text AS who FROM system_settings UNION SELECT updated_by::text FROM mistake_types',
  );
  expect(seeds.every(({ who }) => who === null)).toBe(true);
  await pglite.close();
});
