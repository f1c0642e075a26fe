import type { SqlSession } from '../../shared/database/sql-session.ts';

/** Tables that are the same everywhere, or too large to copy for what a run changes in them. */
const leftOut = ['topics', 'question_packs', 'questions', 'schema_migrations'];

/** Makes every row of `to` those of `from`, as a copied disk has them. */
export async function copyDatabase(from: SqlSession, to: SqlSession): Promise<void> {
  const { rows: tables } = await from.query<{ name: string; columns: string }>(
    `SELECT relname AS name, string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL ($1) GROUP BY relname ORDER BY relname`,
    [leftOut],
  );
  await to.transaction(async (inner) => {
    await inner.exec('SET LOCAL session_replication_role = replica');
    for (const { name, columns } of tables) {
      // Versions that both have had from the beginning stay.
      const isNew = name === 'question_versions' ? 'WHERE id NOT IN (SELECT id FROM simulation.question_versions)' : '';
      const { rows } = await from.query<{ text: string }>(
        `SELECT coalesce(jsonb_agg(to_jsonb(own)), '[]')::text AS text FROM public.${name} AS own ${isNew}`,
      );
      if (isNew === '') await inner.exec(`DELETE FROM public.${name}`);
      await inner.query(
        `INSERT INTO public.${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::public.${name}, $1::jsonb)`,
        [rows[0]?.text ?? '[]'],
      );
    }
  });
}
