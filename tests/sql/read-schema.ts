import type { SqlSession } from '../../shared/database/sql-session.ts';

/**
 * Everything in the schema `public` that a module can make, as text, one entry a line: two databases have the same
 * schema when their lines are equal. Seeded rows are part of it, without the moment they were written.
 */
export async function readSchema(session: SqlSession): Promise<readonly string[]> {
  const { rows } = await session.query<{ line: string }>(`
    WITH own AS (SELECT oid, relname, relkind, relrowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace)
    SELECT line FROM (
      SELECT format('table %s rls=%s', relname, relrowsecurity) AS line FROM own WHERE relkind = 'r'
      UNION ALL
      SELECT format('column %s.%s %s not_null=%s default=%s', own.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
      FROM pg_attribute AS a JOIN own ON own.oid = a.attrelid LEFT JOIN pg_attrdef AS d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
      WHERE a.attnum > 0 AND NOT a.attisdropped AND own.relkind IN ('r', 'c')
      UNION ALL
      SELECT format('constraint %s.%s %s', own.relname, c.conname, pg_get_constraintdef(c.oid))
      FROM pg_constraint AS c JOIN own ON own.oid = c.conrelid WHERE c.contype <> 'n'
      UNION ALL
      SELECT format('index %s', pg_get_indexdef(i.indexrelid)) FROM pg_index AS i JOIN own ON own.oid = i.indrelid
      UNION ALL
      SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL
      SELECT format('trigger %s enabled=%s', pg_get_triggerdef(t.oid), t.tgenabled)
      FROM pg_trigger AS t JOIN own ON own.oid = t.tgrelid WHERE NOT t.tgisinternal
      UNION ALL
      SELECT format('policy %s.%s %s %s %s', tablename, policyname, cmd, qual, with_check) FROM pg_policies WHERE schemaname = 'public'
      UNION ALL
      SELECT format('comment %s %s', pg_describe_object(classoid, objoid, objsubid), description) FROM pg_description
      WHERE (classoid = 'pg_class'::regclass AND objoid IN (SELECT oid FROM own))
        OR (classoid = 'pg_proc'::regclass AND objoid IN (SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace))
      UNION ALL
      SELECT format('seed %s', to_jsonb(s)) FROM system_settings AS s
      UNION ALL
      SELECT format('seed %s', to_jsonb(p)) FROM analysis_presets AS p
      UNION ALL
      SELECT format('seed %s', to_jsonb(m)) FROM mistake_types AS m
    ) AS described
    ORDER BY line`);
  return rows.map(({ line }) => line);
}
