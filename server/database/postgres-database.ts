/** PostgreSQL through a pool. Each call is one transaction, so PgBouncer in transaction mode may stand between. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { pgSession } from '../../shared/node/pg-session.ts';
import { createDatabaseGate } from './database-gate.ts';
import { callerStatement, callerValues, ownerStatement, ownerValues, type ServerDatabase } from './server-database.ts';

export interface PostgresDatabaseOptions {
  readonly url: string;
  /** Where LISTEN works, when `url` leads to a pooler. */
  readonly directUrl: string;
  readonly connectionCount: number;
  readonly maxWaiting: number;
  readonly onLostConnection: (error: Error) => void;
}

const connectTimeoutMs = 5_000;
const maxWaitMs = 10_000;
/** How long a probe may take to come back before LISTEN is taken for deaf. */
const probeMs = 2_000;
const reconnectMs = 2_000;
/** Of a transaction that others get in the way of. */
const mostAttempts = 4;

/** A transaction that failed, and could not be taken back: its connection is of no use any more. */
class LostConnection extends Error {
  readonly fault: Error;
  constructor(cause: unknown, fault: Error) {
    super('the connection was lost', { cause });
    this.fault = fault;
  }
}

/** Two transactions got in each other's way (serialization_failure, deadlock_detected): this one was taken back whole. */
function isTakenBack(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}

export function openPostgresDatabase(options: PostgresDatabaseOptions): ServerDatabase {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionCount,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    application_name: 'end-stp-server',
  });
  // A connection that dies while it is idle: the pool makes another one.
  pool.on('error', options.onLostConnection);
  const gate = createDatabaseGate({ width: options.connectionCount, maxWaiting: options.maxWaiting, maxWaitMs });
  const listeners: { close(): Promise<void> }[] = [];

  async function attempt<T>(
    client: pg.PoolClient,
    begin: string,
    settings: readonly [string, readonly string[]],
    work: (session: SqlSession) => Promise<T>,
  ): Promise<T> {
    try {
      await client.query(begin);
      await client.query(settings[0], [...settings[1]]);
      const result = await work(pgSession(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // The first error is the one to report; a connection that cannot even roll back is thrown away.
      await client.query('ROLLBACK').catch((fault: Error) => {
        throw new LostConnection(error, fault);
      });
      throw error;
    }
  }

  const transact = <T>(
    begin: string,
    settings: readonly [string, readonly string[]],
    work: (session: SqlSession) => Promise<T>,
  ): Promise<T> =>
    gate.run(async () => {
      const client = await pool.connect();
      let fault: Error | undefined;
      try {
        for (let count = 1; ; count += 1) {
          try {
            return await attempt(client, begin, settings, work);
          } catch (error) {
            if (error instanceof LostConnection) {
              fault = error.fault;
              throw error.cause;
            }
            if (count === mostAttempts || !isTakenBack(error)) throw error;
          }
        }
      } finally {
        client.release(fault);
      }
    });

  return {
    kind: 'postgres',
    asOwner: (work) => transact('BEGIN', [ownerStatement, ownerValues()], work),
    asCaller: (caller, { isReadOnly }, work) =>
      transact(isReadOnly ? 'BEGIN READ ONLY' : 'BEGIN', [callerStatement, callerValues(caller)], work),
    async listen(channel, onNotice, onLost) {
      const listener = await openListener(options.directUrl, channel, onNotice, onLost);
      if (listener === null) return false;
      listeners.push(listener);
      return true;
    },
    async check(timeoutMs) {
      await withTimeout(pool.query('SELECT 1'), timeoutMs);
    },
    figures: () => ({ size: pool.totalCount, busy: gate.runningCount, waiting: gate.waitingCount }),
    async close() {
      for (const listener of listeners) await listener.close();
      await pool.end();
    },
  };
}

/**
 * A connection of its own that listens, and is made again when it breaks. Null when what is announced does not arrive:
 * a pooler takes LISTEN and forgets it.
 */
async function openListener(
  url: string,
  channel: string,
  onNotice: (payload: string) => void,
  onLost: () => void,
): Promise<{ close(): Promise<void> } | null> {
  let client: pg.Client | null = null;
  let isClosed = false;

  async function connect(): Promise<boolean> {
    const probe = `probe ${randomUUID()}`;
    const made = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      application_name: 'end-stp-server hints',
      keepAlive: true,
    });
    let isHeard = false;
    made.on('notification', ({ payload = '' }) => {
      if (payload === probe) isHeard = true;
      else if (!payload.startsWith('probe ')) onNotice(payload);
    });
    made.on('error', () => undefined);
    made.on('end', () => void reconnect(made));
    await made.connect();
    client = made;
    await made.query(`LISTEN ${made.escapeIdentifier(channel)}`);
    // Told by another connection, as every real notice is.
    const teller = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
    await teller.connect();
    await teller.query('SELECT pg_notify($1, $2)', [channel, probe]);
    await teller.end();
    for (let waitedMs = 0; !isHeard && waitedMs < probeMs; waitedMs += 20) await sleep(20);
    return isHeard;
  }
  async function reconnect(lost: pg.Client): Promise<void> {
    if (client !== lost) return;
    client = null;
    while (!isClosed && client === null) {
      await sleep(reconnectMs);
      if (isClosed) return;
      try {
        await connect();
        onLost();
      } catch {
        // The server is still down: the next turn tries again.
        client = null;
      }
    }
  }
  const close = async () => {
    isClosed = true;
    const open = client;
    client = null;
    await open?.end();
  };
  if (await connect()) return { close };
  await close();
  return null;
}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const aborted = new AbortController();
  const late = sleep(timeoutMs, undefined, { signal: aborted.signal }).then(() => {
    throw new Error('Connection terminated: no answer in time');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    aborted.abort();
    await late.catch(() => undefined);
  }
}
