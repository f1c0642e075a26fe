import type { SqlSession } from '../../shared/database/sql-session.ts';

/** For whom a transaction runs. The database decides by role and claims what it may see, exactly as under PostgREST. */
export interface Caller {
  readonly role: 'anon' | 'authenticated';
  /** The verified claims as JSON; null for nobody in particular. */
  readonly claims: string | null;
}

export const anonymousCaller: Caller = { role: 'anon', claims: null };

export interface CallerOptions {
  /** Functions that are STABLE or IMMUTABLE run so, as under PostgREST. */
  readonly isReadOnly: boolean;
}

export interface PoolFigures {
  readonly size: number;
  readonly busy: number;
  readonly waiting: number;
}

/**
 * The database behind the server. Every call is one transaction: nothing is kept in a session, so a pooler may hand
 * each of them another one. `work` runs again after a transaction that others got in the way of, so it keeps nothing
 * outside. Rejects with `RequestProblem` SERVER_BUSY instead of queueing without end.
 */
export interface ServerDatabase {
  readonly kind: 'embedded' | 'postgres';
  /** As the owner of the tables: tokens, sign-in, migrations. */
  asOwner<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /** With role and claims of a caller. */
  asCaller<T>(caller: Caller, options: CallerOptions, work: (session: SqlSession) => Promise<T>): Promise<T>;
  /**
   * Hears a channel, for as long as the database is open. `onLost`: notices may have been missed. False when this
   * connection cannot listen (a pooler in transaction mode), and one has to look from time to time.
   */
  listen(channel: string, onNotice: (payload: string) => void, onLost: () => void): Promise<boolean>;
  /** Rejects when the database does not answer within `timeoutMs`. */
  check(timeoutMs: number): Promise<void>;
  figures(): PoolFigures;
  close(): Promise<void>;
}

/**
 * Settings of one transaction. `set_config(..., true)` ends with it. A push of 500 rows with its analysis takes some
 * 100 ms; what takes 100 times as long will not get better, and holds rows that others wait for.
 */
export const transactionSettings = {
  statementTimeout: '15s',
  lockTimeout: '10s',
} as const;

export const callerStatement = `SELECT set_config('role', $1, true), set_config('request.jwt.claims', $2, true),
  set_config('statement_timeout', $3, true), set_config('lock_timeout', $4, true)`;

export const ownerStatement = `SELECT set_config('statement_timeout', $1, true), set_config('lock_timeout', $2, true)`;

export function callerValues({ role, claims }: Caller): readonly string[] {
  const { statementTimeout, lockTimeout } = transactionSettings;
  return [role, claims ?? '', statementTimeout, lockTimeout];
}

export function ownerValues(): readonly string[] {
  return [transactionSettings.statementTimeout, transactionSettings.lockTimeout];
}
