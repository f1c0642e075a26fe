import { PGlite } from '@electric-sql/pglite';
import { Memfs2OpfsFS } from '@electric-sql/pglite/memfs2opfs';
import { dataDirectoryName } from '../../shared/database/postgres-major.ts';
import { startParameters } from '../../shared/database/start-parameters.ts';
import { createStudyDatabase } from '../../shared/database/study-database.ts';
import { createStudyHost, type StudyHost } from '../../shared/host/study-host.ts';
import { installBuiltInPack } from '../../shared/study/built-in-pack.ts';
import { bundledMigrations } from './bundled-migrations.ts';

export interface BrowserHost {
  readonly host: StudyHost;
  /** Writes everything out and closes the database. */
  close(): Promise<void>;
}

/** Opens this origin's database and starts its host. Throws `ExpectedError` when it cannot be opened. */
export async function openBrowserHost(): Promise<BrowserHost> {
  const startedMs = performance.now();
  const pglite = await PGlite.create({
    fs: new Memfs2OpfsFS(dataDirectoryName),
    startParams: [...startParameters],
  });
  for (const { sql } of bundledMigrations) await pglite.exec(sql);
  const database = createStudyDatabase(pglite);
  await database.transaction((queries) => installBuiltInPack(queries));
  const host = await createStudyHost({
    database,
    description: {
      place: 'browser',
      storage: 'opfs',
      isPersistent: await navigator.storage.persisted(),
      postgresVersion: '18',
      schemaVersion: '',
      openedBy: 'initdb',
      openedInMs: performance.now() - startedMs,
      notices: [],
    },
    nowMs: () => Date.now(),
    tickMs: () => performance.now(),
    journal: null,
    reportBug: (callName, error) => console.error(callName, error),
  });
  return {
    host,
    async close() {
      await host.close();
      await pglite.close();
    },
  };
}
