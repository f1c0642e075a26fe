/** Makes the data directory that ships with the app: schema and content in place, nobody's data in it. */
import { PGlite } from '@electric-sql/pglite';
import { ExpectedError } from '../errors/outcome.ts';
import { installBuiltInPack } from '../study/built-in-pack.ts';
import type { Migration } from './migration.ts';
import { migrate } from './migration-runner.ts';
import { pgliteSession } from './pglite-session.ts';
import { initdbParameters, startParameters } from './start-parameters.ts';
import { createStudyDatabase } from './study-database.ts';

/** A gzipped tar of the directory. Runs initdb: takes seconds, and some 700 MB of memory. */
export async function makePreparedDirectory(migrations: readonly Migration[]): Promise<Uint8Array<ArrayBuffer>> {
  const pglite = await PGlite.create({ startParams: [...startParameters], initDbStartParams: [...initdbParameters] });
  try {
    const migrated = await migrate(pgliteSession(pglite), migrations);
    if (!migrated.ok) throw new ExpectedError(migrated.error.code, migrated.error.details);
    await createStudyDatabase(pglite).transaction((queries) => installBuiltInPack(queries));
    // initdb makes three databases of 300 files each and ours lives in one of them. Every file costs time at each start
    // in a browser, so the two templates go: nobody creates databases in here.
    await pglite.exec(`UPDATE pg_database SET datistemplate = false WHERE datname IN ('template0', 'template1')`);
    await pglite.exec('DROP DATABASE template0');
    await pglite.exec('DROP DATABASE template1');
    await pglite.exec('VACUUM (FULL, FREEZE, ANALYZE)');
    await pglite.exec('CHECKPOINT');
    const dump = await pglite.dumpDataDir('gzip');
    return new Uint8Array(await dump.arrayBuffer());
  } finally {
    await pglite.close();
  }
}
