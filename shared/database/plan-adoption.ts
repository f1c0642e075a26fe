import type { SqlSession } from './sql-session.ts';
import { takeBack } from './take-back.ts';

/**
 * What a deployment meets in a table that an older release made, or somebody by hand. Conflicts first: each of them makes
 * the modules refuse to start. Then what is done, and what is kept although nothing can be made of it.
 */
export const adoptionCodes = [
  'OTHER_KIND_OF_OBJECT',
  'TABLE_PARTITIONED',
  'COLUMN_MISSING',
  'COLUMN_NEEDED',
  'COLUMN_GENERATED',
  'ID_OF_OTHER_TYPE',
  'COLUMN_OF_OTHER_TYPE',
  'DEPENDENT_OBJECT',
  'DUPLICATE_ROWS',
  'ROWS_WITHOUT_KEY',
  'COLUMN_RETYPED',
  'COLUMN_RELAXED',
  'DEFAULT_SET',
  'KEY_ADDED',
  'CHECK_REPLACED',
  'ROWS_EDITED',
  'ROWS_RECOMPUTED',
  'ROWS_KEPT',
] as const;

export interface AdoptionFinding {
  readonly code: (typeof adoptionCodes)[number];
  /** Has to be put right before anything can be deployed. */
  readonly isConflict: boolean;
  readonly table: string;
  readonly column: string | null;
  /** What it is about, in words that hold names of the schema and no values. */
  readonly subject: string;
  readonly typeNow: string | null;
  readonly typeThen: string | null;
  /** Whether the table is written anew, and locked as long as that takes. */
  readonly isWrittenAnew: boolean;
  /** Exact for rows that are edited, kept or in conflict; estimated for a column that is retyped. */
  readonly rowCount: number | null;
  /** What the operator does about a conflict. */
  readonly remedy: string | null;
}

interface AdoptionRow {
  readonly finding: AdoptionFinding['code'];
  readonly is_conflict: boolean;
  readonly table_name: string;
  readonly column_name: string | null;
  readonly subject: string;
  readonly type_now: string | null;
  readonly type_then: string | null;
  readonly is_written_anew: boolean;
  readonly row_count: number | string | null;
  readonly remedy: string | null;
}

/**
 * Changes nothing. Set `endstp.legacy_time_zone` before where the times of an older release were not UTC.
 *
 * @param adoptionSql text of `sql/verify/adoption.sql`
 */
export async function readAdoptionFindings(
  session: SqlSession,
  adoptionSql: string,
): Promise<readonly AdoptionFinding[]> {
  // The file makes a function of this session, and asks it: made in a transaction that is taken back, it leaves nothing.
  const rows = await takeBack(session, async (inner) => {
    await inner.exec(adoptionSql);
    return (
      await inner.query<AdoptionRow>(
        'SELECT * FROM pg_temp.adoption_plan() ORDER BY is_conflict DESC, finding, table_name, column_name, subject',
      )
    ).rows;
  });
  return rows.map((row) => ({
    code: row.finding,
    isConflict: row.is_conflict,
    table: row.table_name,
    column: row.column_name,
    subject: row.subject,
    typeNow: row.type_now,
    typeThen: row.type_then,
    isWrittenAnew: row.is_written_anew,
    rowCount: row.row_count === null ? null : Number(row.row_count),
    remedy: row.remedy,
  }));
}

/** True when the server knows a time zone of this name. */
export async function isTimeZone(session: SqlSession, name: string): Promise<boolean> {
  const { rows } = await session.query<{ found: boolean }>(
    'SELECT EXISTS (SELECT FROM pg_timezone_names WHERE lower(name) = lower($1)) AS found',
    [name],
  );
  return rows[0]?.found === true;
}
