/** The embedded PGlite as a server database: one connection, so one transaction at a time. */
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { FreeSpaceWatch } from '../../shared/node/free-space.ts';
import { createDatabaseGate } from './database-gate.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';
import { callerStatement, callerValues, ownerStatement, ownerValues, type ServerDatabase } from './server-database.ts';

export interface EmbeddedDatabaseOptions {
  readonly engine: EmbeddedEngine;
  /** Null for a database in memory. */
  readonly freeSpace: FreeSpaceWatch | null;
  /** Calls `listener` with each notice that the engine hears. */
  readonly onNotice: (listener: (payload: string) => void) => void;
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
  const { engine, freeSpace } = options;
  const gate = createDatabaseGate({ width: 1, maxWaiting: options.maxWaiting, maxWaitMs });
  let idleTimer: ReturnType<typeof setTimeout> | null = null;
  let isCopyDue = false;

  const copyTimer = setInterval(() => {
    if (isCopyDue) void upkeep(copy);
  }, copyEveryMs);
  copyTimer.unref();

  async function copy(): Promise<void> {
    isCopyDue = false;
    await engine.copy();
  }
  async function upkeep(work: () => Promise<unknown>): Promise<void> {
    try {
      freeSpace?.assertFree();
      await gate.run(work);
    } catch (error) {
      options.reportUpkeepError(error);
    }
  }
  function noteWritten(): void {
    isCopyDue = true;
    if (idleTimer !== null) clearTimeout(idleTimer);
    idleTimer = setTimeout(() => void upkeep(() => engine.checkpoint()), checkpointIdleMs);
    idleTimer.unref();
  }

  const session: SqlSession = {
    query: async <Row>(text: string, values: readonly unknown[] = []) => ({
      rows: (await engine.query(text, values)) as readonly Row[],
    }),
    exec: (text) => engine.exec(text),
    transaction: (work) => work(session),
  };

  const transact = <T>(
    isReadOnly: boolean,
    settings: readonly [string, readonly string[]],
    work: (session: SqlSession) => Promise<T>,
  ): Promise<T> =>
    gate.run(async () => {
      // PostgreSQL must never meet the end of the disk: it dies of it.
      if (!isReadOnly) freeSpace?.assertFree();
      await engine.begin(isReadOnly, settings[0], settings[1]);
      let result: T;
      try {
        result = await work(session);
      } catch (error) {
        // The first error is the one to report; of a database that has died the next call hears.
        await engine.end('rollback').catch(() => undefined);
        throw error;
      }
      await engine.end('commit');
      if (!isReadOnly) noteWritten();
      return result;
    });

  return {
    kind: 'embedded',
    asOwner: (work) => transact(false, [ownerStatement, ownerValues()], work),
    asCaller: (caller, { isReadOnly }, work) => transact(isReadOnly, [callerStatement, callerValues(caller)], work),
    async listen(channel, onNotice) {
      options.onNotice(onNotice);
      await engine.listen(channel);
      return true;
    },
    check: () => engine.check(),
    figures: () => ({ size: 1, busy: gate.runningCount, waiting: gate.waitingCount }),
    async close() {
      clearInterval(copyTimer);
      if (idleTimer !== null) clearTimeout(idleTimer);
      await gate.run(async () => {
        if (isCopyDue) await copy();
        await engine.close();
      });
    },
  };
}
