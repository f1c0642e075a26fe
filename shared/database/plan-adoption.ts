import type { SqlSession } from './sql-session.ts';

/** A column of an older release that a deployment brings to the type of this one. */
export interface AdoptedColumn {
  readonly table: string;
  readonly column: string;
  readonly typeNow: string;
  readonly typeThen: string;
  /** Whether the table is written anew, and locked as long as that takes. */
  readonly isWrittenAnew: boolean;
  readonly estimatedRowCount: number;
  /** As PostgreSQL words it, such as `12 MB`. */
  readonly sizeNow: string;
}

interface AdoptionRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly type_now: string;
  readonly type_then: string;
  readonly written_anew: boolean;
  readonly estimated_rows: number | string;
  readonly size_now: string;
}

/** @param adoptionSql text of `sql/verify/adoption.sql` */
export async function readAdoptedColumns(session: SqlSession, adoptionSql: string): Promise<readonly AdoptedColumn[]> {
  const { rows } = await session.query<AdoptionRow>(adoptionSql);
  return rows.map((row) => ({
    table: row.table_name,
    column: row.column_name,
    typeNow: row.type_now,
    typeThen: row.type_then,
    isWrittenAnew: row.written_anew,
    estimatedRowCount: Number(row.estimated_rows),
    sizeNow: row.size_now,
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
