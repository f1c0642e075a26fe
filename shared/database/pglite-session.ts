import type { PGliteInterface, Transaction } from '@electric-sql/pglite';
import type { SqlSession } from './sql-session.ts';

/** Wraps an open PGlite database. Closing it stays with whoever opened it. */
export function pgliteSession(database: PGliteInterface): SqlSession {
  return {
    ...statements(database),
    transaction: (work) => database.transaction((transaction) => work(transactionSession(transaction))),
  };
}

/** A session inside a running transaction: its own `transaction` joins that one. */
function transactionSession(transaction: Transaction): SqlSession {
  const session: SqlSession = {
    ...statements(transaction),
    transaction: (work) => work(session),
  };
  return session;
}

function statements(executor: Pick<PGliteInterface, 'query' | 'exec'>): Pick<SqlSession, 'query' | 'exec'> {
  return {
    query: async <Row>(text: string, params: readonly unknown[] = []) => executor.query<Row>(text, [...params]),
    exec: async (text) => {
      await executor.exec(text);
    },
  };
}
