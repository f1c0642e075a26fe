/**
 * What a server does beside answering: it shortens the log of scopes that have grown, and forgets tokens that nobody can
 * use any more. A little at a time, each step a transaction of its own, and by one process at a time however many stand
 * before the database.
 */
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { ServerDatabase } from '../database/server-database.ts';
import { dropExpiredTokens } from '../sign-in/refresh-tokens.ts';
import type { ServerMetrics } from '../status/server-metrics.ts';

/** `elsewhere`: another process is at it. */
export type UpkeepOutcome = 'done' | 'elsewhere' | 'failed';

export interface ServerUpkeep {
  start(): void;
  run(): Promise<UpkeepOutcome>;
  /** Resolves once the step under way is over. */
  stop(): Promise<void>;
}

/** A class of 30 in a lesson makes some thousand entries an hour. */
const intervalMs = 10 * 60_000;
/** A log of 10,000 entries is gone through in some 50 ms; the most grown come first, the others with the next run. */
const scopesPerRun = 50;
/** Any number, as long as nothing else in this database takes it. */
const upkeepLock = 47170003;

export function createServerUpkeep(
  database: ServerDatabase,
  metrics: ServerMetrics,
  reportError: (error: unknown) => void,
): ServerUpkeep {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<UpkeepOutcome> | null = null;
  let isStopped = false;

  /** Null when another process holds the lock, which ends with the transaction, whatever becomes of the process. */
  const step = <T>(work: (session: SqlSession) => Promise<T>): Promise<T | null> =>
    database.asOwner(async (session) => {
      const { rows } = await session.query<{ is_mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS is_mine', [
        upkeepLock,
      ]);
      return rows[0]?.is_mine === true ? work(session) : null;
    });

  async function work(): Promise<UpkeepOutcome> {
    const grown = await step(async (session) => {
      metrics.expiredTokens.inc(await dropExpiredTokens(session));
      const { rows } = await session.query<{ scope: string }>(
        `SELECT scope FROM sync_counters WHERE seq >= compacted_seq + 1000
         ORDER BY seq - compacted_seq DESC, scope LIMIT $1`,
        [scopesPerRun],
      );
      return rows;
    });
    if (grown === null) return 'elsewhere';
    for (const { scope } of grown) {
      if (isStopped) return 'done';
      const count = await step(async (session) => {
        const { rows } = await session.query<{ count: string }>('SELECT compact_sync_log($1)::text AS count', [scope]);
        return Number(rows[0]?.count ?? 0);
      });
      if (count === null) return 'elsewhere';
      metrics.droppedLogEntries.inc(count);
    }
    return 'done';
  }

  async function runOnce(): Promise<UpkeepOutcome> {
    const stopTimer = metrics.upkeepSeconds.startTimer();
    let outcome: UpkeepOutcome = 'failed';
    try {
      outcome = await work();
    } catch (error) {
      // A busy or absent database: the next run does it.
      reportError(error);
    }
    stopTimer();
    metrics.upkeepRuns.inc({ outcome });
    return outcome;
  }

  function run(): Promise<UpkeepOutcome> {
    running ??= runOnce().finally(() => {
      running = null;
    });
    return running;
  }

  function plan(): void {
    // Processes that were started together drift apart.
    timer = setTimeout(
      async () => {
        await run();
        if (!isStopped) plan();
      },
      intervalMs * (0.8 + 0.4 * Math.random()),
    );
    timer.unref();
  }

  return {
    start: plan,
    run,
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
