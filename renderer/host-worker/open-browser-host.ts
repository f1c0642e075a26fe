import { MemfsFrontendFS } from '@electric-sql/pglite/memfs-frontend';
import { createGate } from '../../shared/database/exclusive-gate.ts';
import { closeStudyDatabase, openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { createStudyHost, type StudyHost } from '../../shared/host/study-host.ts';
import type { CallTiming } from '../../shared/host/study-host-surroundings.ts';
import { warmUpStart } from '../../shared/study/warm-up.ts';
import { openBrowserStorage } from './browser-storage.ts';
import { browserSync } from './browser-sync.ts';
import { bundledMigrations } from './bundled-migrations.ts';
import { createIdleCheckpoint } from './idle-checkpoint.ts';
import { ConcurrentOpfsBackend } from './opfs-backend.ts';
import { fetchPreparedArchive } from './prepared-archive.ts';

/** The first screen's own reads come first. */
const warmUpAfterMs = 500;

export interface BrowserHost {
  readonly host: StudyHost;
  /** Writes everything out and closes the database. */
  close(): Promise<void>;
}

/**
 * Opens this origin's database and starts its host. Throws `ExpectedError` when it cannot be opened. `onDied` is called
 * when PostgreSQL dies later on: the worker has to end then.
 */
export async function openBrowserHost(onDied: () => void): Promise<BrowserHost> {
  const startedMs = performance.now();
  const storage = await openBrowserStorage();
  const opened = await openStudyDatabase({
    storage: { fs: new MemfsFrontendFS(new ConcurrentOpfsBackend(storage.dataDirectory)) },
    migrations: bundledMigrations,
    preparedDirectory: storage.hasDatabase ? null : await fetchPreparedArchive(),
    hasDatabase: storage.hasDatabase,
    onDied,
  });
  if (!storage.hasDatabase) await storage.markComplete();
  const exclusively = createGate();
  const reportBug = (callName: string, error: unknown) => console.error(callName, error);
  const idleCheckpoint = createIdleCheckpoint(opened.pglite, exclusively, reportBug);
  const host = await createStudyHost({
    database: opened.database,
    care: opened.care,
    description: {
      place: 'browser',
      storage: 'opfs',
      isPersistent: await navigator.storage.persisted(),
      postgresVersion: opened.postgresVersion,
      schemaVersion: opened.schemaVersion,
      openedBy: opened.openedBy,
      openedInMs: performance.now() - startedMs,
      notices: [],
    },
    nowMs: () => Date.now(),
    tickMs: () => performance.now(),
    // Each commit is written to the browser's file system and flushed before it is acknowledged.
    journal: null,
    exclusively,
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    reportBug,
    sync: browserSync(),
    onDamaged: onDied,
    onWritten: idleCheckpoint.onWritten,
    onTimed: noteTiming,
  });
  // The first of each statement takes up to ten times as long as the next: better now than when a student waits for it.
  const warmUpTimer = setTimeout(() => {
    exclusively(() => warmUpStart(opened.database, Date.now())).catch((error: unknown) => reportBug('warmUp', error));
  }, warmUpAfterMs);
  return {
    host,
    async close() {
      clearTimeout(warmUpTimer);
      idleCheckpoint.stop();
      await host.close();
      await exclusively(() => closeStudyDatabase(opened.pglite));
    },
  };
}

/** Where a call's time went, as User Timing: the browser's tools and `npm run bench` read it. */
function noteTiming({ call, parts }: CallTiming): void {
  let end = performance.now();
  for (const [part, durationMs] of Object.entries(parts).reverse()) {
    performance.measure(`${call} ${part}`, { start: end - durationMs, end });
    end -= durationMs;
  }
}
