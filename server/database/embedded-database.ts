/** The embedded PGlite as a server database: one connection, so one transaction at a time. */
import type { PGlite } from '@electric-sql/pglite';
import { pgliteSession } from '../../shared/database/pglite-session.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { createDatabaseGate } from './database-gate.ts';
import type { EmbeddedDirectory } from './embedded-directory.ts';
import { callerStatement, callerValues, ownerStatement, ownerValues, type ServerDatabase } from './server-database.ts';

export interface EmbeddedDatabaseOptions {
  readonly pglite: PGlite;
  /** Null for a database in memory. */
  readonly directory: EmbeddedDirectory | null;
  readonly maxWaiting: number;
  readonly reportUpkeepError: (error: unknown) => void;
}

/** A push of a class that comes online at once waits for those before it, each some 100 to 300 ms. */
const maxWaitMs = 20_000;
/** The write-ahead log never shrinks by itself; a check-point takes some 20 ms. */
const checkpointIdleMs = 20_000;
/** A synced copy needs the database for a second or so: seldom, and only when something was written. */
const copyEveryMs = 60 * 60_000;

export function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): ServerDatabase {
  const { pglite, directory } = options;
  const gate = createDatabaseGate({ width: 1, maxWaiting: options.maxWaiting, maxWaitMs });
  const unlisten: (() => Promise<void>)[] = [];
  let idleTimer: ReturnType<typeof setTimeout> | null = null;
  let isCopyDue = false;

  const copyTimer = setInterval(() => {
    if (isCopyDue) void upkeep(copy);
  }, copyEveryMs);
  copyTimer.unref();

  async function copy(): Promise<void> {
    isCopyDue = false;
    await directory?.copy();
  }
  async function upkeep(work: () => Promise<unknown>): Promise<void> {
    try {
      directory?.freeSpace.assertFree();
      await gate.run(work);
    } catch (error) {
      options.reportUpkeepError(error);
    }
  }
  function noteWritten(): void {
    isCopyDue = true;
    if (idleTimer !== null) clearTimeout(idleTimer);
    idleTimer = setTimeout(() => void upkeep(() => pglite.exec('CHECKPOINT')), checkpointIdleMs);
    idleTimer.unref();
  }

  const transact = <T>(
    isReadOnly: boolean,
    settings: readonly [string, readonly string[]],
    work: (session: SqlSession) => Promise<T>,
  ): Promise<T> =>
    gate.run(async () => {
      // PostgreSQL must never meet the end of the disk: it dies of it.
      if (!isReadOnly) directory?.freeSpace.assertFree();
      const result = await pgliteSession(pglite).transaction(async (session) => {
        if (isReadOnly) await session.exec('SET TRANSACTION READ ONLY');
        await session.query(settings[0], settings[1]);
        return work(session);
      });
      if (!isReadOnly) noteWritten();
      return result;
    });

  return {
    kind: 'embedded',
    asOwner: (work) => transact(false, [ownerStatement, ownerValues()], work),
    asCaller: (caller, { isReadOnly }, work) => transact(isReadOnly, [callerStatement, callerValues(caller)], work),
    async listen(channel, onNotice) {
      // On a device nobody listens, and PostgreSQL is started so; here its one session says otherwise.
      await pglite.exec('SET endstp.sync_hints = on');
      unlisten.push(await pglite.listen(channel, onNotice));
      return true;
    },
    async check() {
      await pglite.query('SELECT 1');
    },
    figures: () => ({ size: 1, busy: gate.runningCount, waiting: gate.waitingCount }),
    async close() {
      clearInterval(copyTimer);
      if (idleTimer !== null) clearTimeout(idleTimer);
      await gate.run(async () => {
        for (const stop of unlisten) await stop();
        if (directory === null) await pglite.close();
        else {
          if (isCopyDue) await copy();
          await directory.close();
        }
      });
    },
  };
}
