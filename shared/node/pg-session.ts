import type { ClientBase } from 'pg';
import type { SqlSession } from '../database/sql-session.ts';

/**
 * Wraps one connected `pg` client (of a pool, take one with `pool.connect()`). One client is one session: calls on it
 * queue up, and nobody else may use it while a transaction is open. Releasing it stays with whoever connected it.
 */
export function pgSession(client: ClientBase): SqlSession {
  return {
    ...statements(client),
    transaction: async (work) => {
      await client.query('BEGIN');
      try {
        const result = await work(transactionSession(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // A connection that is gone has nothing to roll back; what broke it is what the caller has to hear.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    },
  };
}

/** A session inside a running transaction: its own `transaction` joins that one. */
function transactionSession(client: ClientBase): SqlSession {
  const session: SqlSession = {
    ...statements(client),
    transaction: (work) => work(session),
  };
  return session;
}

function statements(client: ClientBase): Pick<SqlSession, 'query' | 'exec'> {
  return {
    query: async <Row>(text: string, params: readonly unknown[] = []) => {
      const result = await client.query(text, [...params]);
      // The shape of a row is what the caller's own SQL selects: `pg` cannot know it.
      return { rows: result.rows as Row[] };
    },
    exec: async (text) => {
      await client.query(text);
    },
  };
}
