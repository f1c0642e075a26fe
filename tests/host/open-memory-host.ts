/** A study host over a database in memory that the test can look into. */

import { createGate } from '../../shared/database/exclusive-gate.ts';
import { type OpenedDatabase, openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { createStudyHost, type StudyHost } from '../../shared/host/study-host.ts';
import { nodeSync } from '../../shared/node/node-sync.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';

export interface MemoryHost {
  readonly host: StudyHost;
  readonly opened: OpenedDatabase;
  close(): Promise<void>;
}

export async function openMemoryHost(nowMs: () => number): Promise<MemoryHost> {
  const bytes = await readPreparedDirectory(await preparedFolder());
  const opened = await openStudyDatabase({
    storage: {},
    migrations: await readMigrations(migrationsFolder),
    preparedDirectory: bytes === null ? null : new Blob([bytes]),
    hasDatabase: false,
    onDied: () => {},
  });
  const exclusively = createGate();
  const host = await createStudyHost({
    database: opened.database,
    care: opened.care,
    description: {
      place: 'node',
      storage: 'memory',
      isPersistent: false,
      postgresVersion: opened.postgresVersion,
      schemaVersion: opened.schemaVersion,
      openedBy: opened.openedBy,
      openedInMs: 0,
      notices: [],
    },
    nowMs,
    tickMs: () => performance.now(),
    journal: null,
    exclusively,
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    reportBug: (callName, error) => {
      throw new Error(`a bug in ${callName}`, { cause: error });
    },
    onDamaged: () => {},
    sync: nodeSync(null),
  });
  return {
    host,
    opened,
    async close() {
      await host.close();
      // After what is under way, as every real host closes.
      await exclusively(() => opened.pglite.close());
    },
  };
}
