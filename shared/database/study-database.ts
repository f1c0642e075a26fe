/**
 * The one way the product's code talks to the local PGlite: literal SQL text and bound values in, typed rows out, and
 * errors that never carry a query or its parameters.
 */
import type { PGlite, Transaction } from '@electric-sql/pglite';
import { toSafeError } from './database-error.ts';

export interface SqlQueries {
  /** Runs one statement. NUMERIC arrives as text (cast to float8 to get a number), TIMESTAMPTZ as Date. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export interface StudyDatabase extends SqlQueries {
  /** Runs `work` in one transaction. Only the queries it is given may be used inside: the database has one connection. */
  transaction<T>(work: (queries: SqlQueries) => Promise<T>): Promise<T>;
  /** Listens to a NOTIFY channel until the returned function is called. */
  listen(channel: string, listener: (payload: string) => void): Promise<() => Promise<void>>;
}

/** Wraps an open PGlite. The caller keeps ownership and closes it. */
export function createStudyDatabase(pglite: PGlite): StudyDatabase {
  return {
    query: (text, values) => runSafely(() => queryRows(pglite, text, values)),
    transaction: (work) =>
      runSafely(async () => {
        const result = await pglite.transaction((transaction) =>
          work({ query: (text, values) => runSafely(() => queryRows(transaction, text, values)) }),
        );
        // PGlite 0.5.16 writes its files out after a query, but not after the COMMIT of a transaction: in a browser what
        // was committed would be in memory only until the next query (electric-sql/pglite issue 1065, open; lost when the
        // browser was killed, measured). Its
        // own `syncToFs` returns at once when another flush is about to start; the file system's waits for its turn.
        await pglite.fs?.syncToFs(false);
        return result;
      }),
    listen: (channel, listener) => runSafely(() => pglite.listen(channel, listener)),
  };
}

async function queryRows<Row>(
  connection: Pick<PGlite | Transaction, 'query'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { rows } = await connection.query<Row>(text, [...values]);
  return rows;
}

async function runSafely<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toSafeError(error);
  }
}
