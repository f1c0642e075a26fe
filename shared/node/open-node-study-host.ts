/**
 * The study host in a Node process: the desktop app's host process, the command line, tests. On a disk it holds the
 * directory's lock, keeps the fact journal, watches free space, and restores a database that cannot be trusted.
 */

import { createGate } from '../database/exclusive-gate.ts';
import { type OpenedDatabase, openStudyDatabase } from '../database/open-study-database.ts';
import type { ReportBug } from '../host/call-outcome.ts';
import { createStudyHost, type StudyHost } from '../host/study-host.ts';
import type { CallTiming } from '../host/study-host-surroundings.ts';
import type { SyncSurroundings } from '../host/sync-surroundings.ts';
import type { HostDescription } from '../model/host-description.ts';
import { closeDiskDatabase, openDiskDatabase } from './disk-database.ts';
import { reserveBytes } from './free-space.ts';
import { nodeSync } from './node-sync.ts';
import { readPreparedDirectory } from './prepared-directory.ts';
import { readMigrations } from './read-migrations.ts';
import { createUpkeep } from './upkeep.ts';

export interface NodeStudyHostOptions {
  /** The folder below which `study/` lives; null for a database in memory that is gone with the process. */
  readonly dataFolder: string | null;
  /** `sql/migrations`. */
  readonly migrationsFolder: string;
  /** `dist/prepared`; null, or a folder without an archive, makes a first start run initdb. */
  readonly preparedFolder: string | null;
  readonly place: 'desktop' | 'node';
  readonly nowMs?: () => number;
  readonly reportBug?: ReportBug;
  readonly onTimed?: (timing: CallTiming) => void;
  /** PostgreSQL has died under the host: calls fail until it is closed and opened again. */
  readonly onDied?: () => void;
  /** What the exchange with a server is to use instead of Node's own fetch, a file of secrets and real timers. */
  readonly sync?: Partial<SyncSurroundings>;
}

export interface NodeStudyHost {
  readonly host: StudyHost;
  readonly description: HostDescription;
  /** Check-points, copies what is due, closes the database and lets the directory go. */
  close(): Promise<void>;
}

/**
 * Throws `ExpectedError`: DATA_DIRECTORY_IN_USE, DATA_DIRECTORY_UNREADABLE, DATA_DIRECTORY_OTHER_POSTGRES_MAJOR,
 * DATA_DIRECTORY_NEWER_SCHEMA, DATABASE_DAMAGED (nothing to restore from), STORAGE_FULL, MIGRATION_FAILED.
 */
export async function openNodeStudyHost(options: NodeStudyHostOptions): Promise<NodeStudyHost> {
  const startedMs = performance.now();
  const nowMs = options.nowMs ?? Date.now;
  const reportBug = options.reportBug ?? ((callName, error) => console.error(callName, error));
  const migrations = await readMigrations(options.migrationsFolder);
  const onDied = () => options.onDied?.();
  const disk =
    options.dataFolder === null
      ? null
      : await openDiskDatabase({
          dataFolder: options.dataFolder,
          preparedFolder: options.preparedFolder,
          migrations,
          nowMs,
          onDied,
        });
  const opened: OpenedDatabase =
    disk?.opened ??
    (await openStudyDatabase({
      storage: {},
      migrations,
      preparedDirectory: await preparedBlob(options.preparedFolder),
      hasDatabase: false,
      onDied,
    }));
  const description: HostDescription = {
    place: options.place,
    storage: disk === null ? 'memory' : 'disk',
    isPersistent: disk !== null,
    postgresVersion: opened.postgresVersion,
    schemaVersion: opened.schemaVersion,
    openedBy: disk?.openedBy ?? opened.openedBy,
    openedInMs: performance.now() - startedMs,
    notices: disk?.notices ?? [],
  };
  const exclusively = createGate();
  const upkeep = disk === null ? null : createUpkeep(disk, exclusively, reportBug);
  const host = await createStudyHost({
    database: opened.database,
    care: opened.care,
    description,
    nowMs,
    tickMs: () => performance.now(),
    journal: disk?.journal ?? null,
    exclusively,
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    reportBug,
    sync: { ...nodeSync(options.dataFolder), ...options.sync },
    onDamaged: () => {
      disk?.markDamaged();
      onDied();
    },
    ...(options.onTimed === undefined ? {} : { onTimed: options.onTimed }),
    ...(disk === null
      ? {}
      : { assertWritable: (extraBytes = 0) => disk.freeSpace.assertFree(reserveBytes + extraBytes) }),
    ...(upkeep === null ? {} : { onWritten: upkeep.onWritten, onUnjournaledChange: upkeep.copyNow }),
  });
  return {
    host,
    description,
    async close() {
      await upkeep?.stop();
      await host.close();
      if (disk === null) await exclusively(() => opened.pglite.close());
      else await closeDiskDatabase(disk, exclusively);
    },
  };
}

async function preparedBlob(preparedFolder: string | null): Promise<Blob | null> {
  const bytes = await readPreparedDirectory(preparedFolder);
  return bytes === null ? null : new Blob([bytes]);
}
