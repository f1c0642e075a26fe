/**
 * What initdb makes takes seconds, and is the same each time: it is made once on a machine, kept in the folder for
 * temporary files under a name that says what made it, and copied for each database of the tests.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { initdbParameters, startParameters } from '../../shared/database/start-parameters.ts';
import { openSqlTarget } from '../../shared/node/open-sql-target.ts';

/** Made under another name and moved when it is whole, so that nobody ever sees half of it. */
async function keepFolder(label: string, madeBy: string, make: (folder: string) => Promise<void>): Promise<string> {
  const key = createHash('sha256').update(`${madeBy} ${process.getuid?.()}`).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `endstp-test-${label}-${key}`);
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;
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

/** A file for `loadDataDir`: a database as `PGlite.create()` makes it, for a quarter of the work. */
export async function keepInitialisedPglite(): Promise<string> {
  const folder = await keepFolder('pglite', await versionOf('@electric-sql/pglite'), async (making) => {
    const database = await PGlite.create();
    const dump = await database.dumpDataDir('none');
    await database.close();
    await writeFile(join(making, 'data.tar'), new Uint8Array(await dump.arrayBuffer()));
  });
  return join(folder, 'data.tar');
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

/** Copies a data directory with its owner, whom Node's own copy forgets: it is the account that the server runs under. */
export async function copyCluster(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') await cp(from, to, { recursive: true });
  else await promisify(execFile)('cp', ['-a', from, to]);
}
