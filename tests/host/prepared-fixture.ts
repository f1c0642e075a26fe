/** The prepared data directory for tests: made once for each state of the schema and content, then kept. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withBuildLock } from '../../commands/build-lock.ts';
import { allTemplates } from '../../shared/content/maths-pack/all-templates.ts';
import { mathsTopics } from '../../shared/content/maths-pack/topics.ts';
import { makePreparedDirectory } from '../../shared/database/make-prepared-directory.ts';
import type { Migration } from '../../shared/database/migration.ts';
import { postgresMajor } from '../../shared/database/postgres-major.ts';
import {
  type PreparedManifest,
  preparedArchiveName,
  preparedManifestName,
} from '../../shared/database/prepared-manifest.ts';
import { initdbParameters, startParameters } from '../../shared/database/start-parameters.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';

export const migrationsFolder = join(import.meta.dirname, '..', '..', 'sql', 'migrations');

/** A folder with archive and manifest, as the build makes it. */
export async function preparedFolder(): Promise<string> {
  const migrations = await readMigrations(migrationsFolder);
  const state = JSON.stringify([
    migrations,
    mathsTopics,
    allTemplates,
    startParameters,
    initdbParameters,
    postgresMajor,
  ]);
  const key = createHash('sha256').update(state).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `endstp-test-prepared-${key}`);
  const isThere = () =>
    readFile(join(folder, preparedManifestName)).then(
      () => true,
      () => false,
    );
  if (await isThere()) return folder;
  // Several files need it at the same moment: one makes it, which takes initdb and every migration.
  await withBuildLock(`${folder}.lock`, async () => {
    if (!(await isThere())) await makeFolder(folder, migrations);
  });
  return folder;
}

async function makeFolder(folder: string, migrations: readonly Migration[]): Promise<void> {
  const archive = await makePreparedDirectory(migrations);
  const manifest: PreparedManifest = {
    postgresMajor,
    archiveSha256: createHash('sha256').update(archive).digest('hex'),
    archiveBytes: archive.length,
    migrations: [],
  };
  const making = `${folder}.${randomUUID()}`;
  await mkdir(making, { recursive: true });
  await writeFile(join(making, preparedArchiveName), archive);
  await writeFile(join(making, preparedManifestName), JSON.stringify(manifest));
  await rename(making, folder);
}
