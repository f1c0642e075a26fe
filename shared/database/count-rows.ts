import type { SqlSession } from './sql-session.ts';
import { takeBack } from './take-back.ts';

export interface TableSize {
  readonly name: string;
  readonly rowCount: number;
  /** With its indexes, in bytes. */
  readonly sizeBytes: number;
}

/** Exact counts of those of the named tables of the schema `public` that exist; all of its tables when null. */
export async function countRows(session: SqlSession, names: readonly string[] | null): Promise<readonly TableSize[]> {
  return takeBack(session, async (inner) => {
    // The name of a table is no parameter: a function of this transaction quotes it.
    await inner.exec(
      `CREATE FUNCTION pg_temp.count_of(p_table REGCLASS) RETURNS FLOAT8 LANGUAGE plpgsql AS $$
       DECLARE
         v_count FLOAT8;
       BEGIN
         EXECUTE format('SELECT count(*) FROM %s', p_table) INTO v_count;
         RETURN v_count;
       END $$`,
    );
    const { rows } = await inner.query<TableSize>(
      `SELECT relname::text AS name, pg_temp.count_of(oid::regclass) AS "rowCount",
         pg_total_relation_size(oid)::float8 AS "sizeBytes"
       FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relispartition = false
         AND ($1::text[] IS NULL OR relname = ANY ($1::text[]))
       ORDER BY relname`,
      [names],
    );
    return rows;
  });
}
