/**
 * Everything in the schema `public` that a module can make, by name. Written so that the same module gives the same
 * text on every PostgreSQL from 15 on: 18 lists NOT NULL among the constraints, which stands with the column here.
 */
export const diffSchemaSql = `
  WITH own AS (
    SELECT oid, relname, relkind, relrowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace
  )
  SELECT 'table ' || relname AS name, CASE WHEN relrowsecurity THEN 'row security on' ELSE 'row security off' END AS definition
  FROM own WHERE relkind IN ('r', 'p')
  UNION ALL
  SELECT format('view %s', relname), md5(pg_get_viewdef(oid)) FROM own WHERE relkind IN ('v', 'm')
  UNION ALL
  SELECT format('column %s.%s', own.relname, attribute.attname),
    format_type(attribute.atttypid, attribute.atttypmod)
      || CASE WHEN attribute.attnotnull THEN ' not null' ELSE '' END
      || coalesce(' default ' || pg_get_expr(preset.adbin, preset.adrelid), '')
  FROM pg_attribute AS attribute
  JOIN own ON own.oid = attribute.attrelid
  LEFT JOIN pg_attrdef AS preset ON (preset.adrelid, preset.adnum) = (attribute.attrelid, attribute.attnum)
  WHERE attribute.attnum > 0 AND NOT attribute.attisdropped AND own.relkind IN ('r', 'p', 'c')
  UNION ALL
  SELECT format('constraint %s.%s', own.relname, conname), pg_get_constraintdef(pg_constraint.oid)
  FROM pg_constraint JOIN own ON own.oid = conrelid WHERE contype <> 'n'
  UNION ALL
  SELECT format('index %s', own.relname),
    pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' (invalid)' END
  FROM pg_index JOIN own ON own.oid = indexrelid
  UNION ALL
  SELECT format('function %s', oid::regprocedure), md5(pg_get_functiondef(oid))
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
  UNION ALL
  SELECT format('trigger %s.%s', own.relname, tgname),
    pg_get_triggerdef(pg_trigger.oid) || CASE WHEN tgenabled IN ('O', 'A') THEN '' ELSE ' (disabled)' END
  FROM pg_trigger JOIN own ON own.oid = tgrelid WHERE NOT tgisinternal
  UNION ALL
  SELECT format('policy %s.%s', tablename, policyname), concat_ws(' ', cmd, qual, with_check)
  FROM pg_policies WHERE schemaname = 'public'
  ORDER BY 1`;

/** Rows that decide how others are judged. When they were edited, and by whom, is no difference. */
export const diffSettingsSql: readonly { readonly table: string; readonly sql: string }[] = [
  {
    table: 'system_settings',
    sql: `SELECT 'setting ' || setting_key AS name,
        (to_jsonb(own) - '{id,updated_at,updated_by,created_at}'::text[])::text AS definition
      FROM system_settings AS own ORDER BY 1`,
  },
  {
    table: 'analysis_presets',
    sql: `SELECT 'preset ' || preset_name AS name,
        (to_jsonb(own) - '{id,updated_at,updated_by,created_at}'::text[])::text AS definition
      FROM analysis_presets AS own ORDER BY 1`,
  },
  {
    table: 'mistake_types',
    sql: `SELECT 'mistake type ' || mistake_code AS name,
        (to_jsonb(own) - '{updated_at,updated_by,created_at}'::text[])::text AS definition
      FROM mistake_types AS own ORDER BY 1`,
  },
  {
    table: 'schema_migrations',
    sql: `SELECT format('module %s %s', version, name) AS name, checksum AS definition FROM schema_migrations ORDER BY 1`,
  },
];
