import type { SqlSession } from '../../shared/database/sql-session.ts';

/** Tables that are the same everywhere, or too large to copy for what a run changes in them. */
const leftOut = ['topics', 'question_packs', 'questions', 'schema_migrations'];

/** What a disk held: the rows of each table as JSON text. */
export type DiskCopy = readonly { readonly table: string; readonly columns: string; readonly rows: string }[];

export async function copyDisk(session: SqlSession): Promise<DiskCopy> {
  const { rows: tables } = await session.query<{ name: string; columns: string }>(
    `SELECT relname AS name, string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL ($1) GROUP BY relname ORDER BY relname`,
    [leftOut],
  );
  const copy: { table: string; columns: string; rows: string }[] = [];
  for (const { name, columns } of tables) {
    const { rows } = await session.query<{ text: string }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(own)), '[]')::text AS text FROM public.${name} AS own ${onlyNew(name)}`,
    );
    copy.push({ table: name, columns, rows: rows[0]?.text ?? '[]' });
  }
  return copy;
}

/** Makes the rows of a database those of the copy. */
export async function writeDisk(session: SqlSession, copy: DiskCopy): Promise<void> {
  await session.transaction(async (inner) => {
    await inner.exec('SET LOCAL session_replication_role = replica');
    for (const { table, columns, rows } of copy) {
      await inner.exec(`DELETE FROM public.${table} ${onlyNew(table)}`);
      await inner.query(
        `INSERT INTO public.${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::public.${table}, $1::jsonb)`,
        [rows],
      );
    }
  });
}

/** Versions that all have had from the beginning stay. */
const onlyNew = (table: string) =>
  table === 'question_versions' ? 'WHERE id NOT IN (SELECT id FROM simulation.question_versions)' : '';
