import { expect, test } from 'vitest';
import { pglite } from './test-databases.ts';

test('every table and function says what it is for, every privileged function pins its path, and no table of the analysis is open to all', async () => {
  const database = await pglite.openMigrated();
  try {
    const { rows } = await database.session.query<{ fault: string }>(
      `SELECT format('no comment: function %s', proname) AS fault FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL
       UNION ALL
       SELECT format('no comment: table %s', relname) FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND obj_description(oid, 'pg_class') IS NULL
         AND relname = ANY ($1)
       UNION ALL
       SELECT format('no fixed path: function %s', proname) FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace
         AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting LIKE 'search_path=%')
         AND (prosecdef OR prolang <> (SELECT oid FROM pg_language WHERE lanname = 'sql'))
       UNION ALL
       SELECT format('no row-level security: table %s', relname) FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relrowsecurity AND relname = ANY ($1)`,
      [
        [
          'profile_locks',
          'review_log',
          'mistake_types',
          'student_mistakes',
          'mistake_reasons',
          'system_settings',
          'analysis_presets',
          'student_analysis_settings',
          'student_baseline_performance',
          'student_mistake_patterns',
          'student_recommendations',
          'ui_reflex_events',
          'schema_migrations',
        ],
      ],
    );
    expect(rows).toEqual([]);
  } finally {
    await database.close();
  }
});
