/**
 * What initdb makes takes seconds, and so do the modules; both are the same each time. They are made once on a machine,
 * kept in the folder for temporary files under a name that says what made them, and copied for each database of the tests.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import type { Migration } from '../../shared/database/migration.ts';
import { migrate } from '../../shared/database/migration-runner.ts';
import { pgliteSession } from '../../shared/database/pglite-session.ts';
import { initdbParameters, startParameters } from '../../shared/database/start-parameters.ts';
import { openSqlTarget } from '../../shared/node/open-sql-target.ts';

/** What nobody used for so long was made of SQL that has changed since. */
const forgottenAfterMs = 24 * 3_600_000;

/** Made under another name and moved when it is whole, so that nobody ever sees half of it. */
async function keepFolder(label: string, madeBy: string, make: (folder: string) => Promise<void>): Promise<string> {
  const key = createHash('sha256').update(`${madeBy} ${process.getuid?.()}`).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `endstp-test-${label}-${key}`);
  const now = new Date();
  const isThere = await utimes(folder, now, now).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;
  for (const name of await readdir(tmpdir())) {
    const older = join(tmpdir(), name);
    if (!name.startsWith(`endstp-test-${label}-`)) continue;
    const lastUsedMs = (await stat(older).catch(() => null))?.mtimeMs ?? now.getTime();
    if (lastUsedMs < now.getTime() - forgottenAfterMs) await rm(older, { recursive: true, force: true });
  }
  const making = `${folder}.${randomUUID()}`;
  await mkdir(making, { recursive: true, mode: 0o755 });
  await make(making);
  // Another process may have been faster: its folder serves as well.
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }));
  return folder;
}

async function versionOf(packageName: string): Promise<string> {
  const file = join(import.meta.dirname, '..', '..', 'node_modules', packageName, 'package.json');
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
}

/** Hints are on, as on a server: many tests listen for them. */
export const testStartParameters: readonly string[] = [...startParameters, '-c', 'endstp.sync_hints=on'];

/**
 * A file for `loadDataDir`: an empty database, made as small as the one that ships with the app is (without templates,
 * with segments of 1 MB), because every file of it is written at each opening.
 */
export async function keepInitialisedPglite(): Promise<string> {
  const madeBy = JSON.stringify([await versionOf('@electric-sql/pglite'), testStartParameters, initdbParameters]);
  const folder = await keepFolder('pglite', madeBy, async (making) => {
    const database = await PGlite.create({
      startParams: [...testStartParameters],
      initDbStartParams: [...initdbParameters],
    });
    await database.exec('UPDATE pg_database SET datistemplate = false');
    await database.exec('DROP DATABASE template0');
    await database.exec('DROP DATABASE template1');
    await dumpInto(database, making);
  });
  return join(folder, 'data.tar');
}

/** The same with every module applied. */
export async function keepMigratedPglite(migrations: readonly Migration[]): Promise<string> {
  const empty = await keepInitialisedPglite();
  const folder = await keepFolder('pglite-migrated', `${empty} ${JSON.stringify(migrations)}`, async (making) => {
    const database = await PGlite.create({
      startParams: [...testStartParameters],
      loadDataDir: new Blob([new Uint8Array(await readFile(empty))]),
    });
    await assertMigrated(migrate(pgliteSession(database), migrations));
    await dumpInto(database, making);
  });
  return join(folder, 'data.tar');
}

async function dumpInto(database: PGlite, folder: string): Promise<void> {
  await database.exec('CHECKPOINT');
  const dump = await database.dumpDataDir('none');
  await database.close();
  await writeFile(join(folder, 'data.tar'), new Uint8Array(await dump.arrayBuffer()));
}

/** Gives the report of a run that has to succeed. */
export async function assertMigrated(run: ReturnType<typeof migrate>) {
  const outcome = await run;
  if (!outcome.ok) throw new Error(`migrating failed: ${JSON.stringify(outcome.error)}`);
  return outcome.value;
}

/** A data directory as the tools of `npm run db` make it, without anything in it, to be copied. */
export async function keepInitialisedDirectory(): Promise<string> {
  const madeBy = JSON.stringify([await versionOf('@electric-sql/pglite'), startParameters, initdbParameters]);
  const folder = await keepFolder('directory', madeBy, async (making) => {
    const target = await openSqlTarget({ kind: 'directory', path: join(making, 'data') }, { mayCreate: true });
    await target.close();
  });
  return join(folder, 'data');
}

/** The same with every module applied. */
export async function keepMigratedDirectory(migrations: readonly Migration[]): Promise<string> {
  const empty = await keepInitialisedDirectory();
  const folder = await keepFolder('directory-migrated', `${empty} ${JSON.stringify(migrations)}`, async (making) => {
    const path = join(making, 'data');
    await copyCluster(empty, path);
    const target = await openSqlTarget({ kind: 'directory', path }, { mayCreate: false });
    await assertMigrated(migrate(target.session, migrations));
    await target.close();
  });
  return join(folder, 'data');
}

/**
 * A server's data directory, to be copied. `initialise` makes one at the path it is given; `program` is what it is made
 * with, a path or the name of a package.
 */
export async function keepInitialisedCluster(
  label: string,
  program: string,
  initialise: (path: string) => Promise<void>,
): Promise<string> {
  const madeBy = program.startsWith('/') ? `${program} ${(await stat(program)).mtimeMs}` : await versionOf(program);
  return join(await keepFolder(label, madeBy, (making) => initialise(join(making, 'data'))), 'data');
}

/** The same with every module applied in its `postgres` database; `apply` does that to the copy at the path it is given. */
export async function keepMigratedCluster(
  label: string,
  initialised: string,
  migrations: readonly Migration[],
  apply: (path: string) => Promise<void>,
): Promise<string> {
  const madeBy = `${initialised} ${JSON.stringify(migrations)}`;
  const folder = await keepFolder(label, madeBy, async (making) => {
    await copyCluster(initialised, join(making, 'data'));
    await apply(join(making, 'data'));
  });
  return join(folder, 'data');
}

/** Copies a data directory with its owner, whom Node's own copy forgets: it is the account that the server runs under. */
export async function copyCluster(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') return cp(from, to, { recursive: true });
  // A thousand small files: cp -a takes six times as long as tar does.
  await mkdir(dirname(to), { recursive: true });
  await promisify(execFile)('sh', ['-c', 'mkdir "$2" && tar -C "$1" -cf - . | tar -C "$2" -xpf -', 'sh', from, to]);
}
