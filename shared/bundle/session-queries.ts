import { toSafeError } from '../database/database-error.ts';
import type { SqlSession } from '../database/sql-session.ts';
import type { SqlQueries } from '../database/study-database.ts';

/** The tools' session as the study code sees a database: rows alone, and errors without what they quote. */
export function queriesOf(session: SqlSession): SqlQueries {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
      try {
        return [...(await session.query<Row>(text, values)).rows];
      } catch (error) {
        throw toSafeError(error);
      }
    },
  };
}
