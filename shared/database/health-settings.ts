/** Analysis settings that are missing or that nobody obeys. Modules 006 and its functions must be there. */
import type { HealthFinding } from '../model/health-report.ts';
import { finding } from './health-finding.ts';
import type { SqlSession } from './sql-session.ts';

/** Rows that the modules seed and that the analysis counts on. */
export async function findMissingSeeds(session: SqlSession): Promise<HealthFinding | null> {
  const { rows } = await session.query<{ subject: string }>(
    `SELECT 'setting ' || wanted.setting_key AS subject
     FROM (VALUES ('analysis.defaults', 'system_settings'), ('reflex.notify', 'ui_reflex_events'))
       AS wanted (setting_key, of_table)
     WHERE to_regclass('public.' || wanted.of_table) IS NOT NULL
       AND NOT EXISTS (SELECT FROM system_settings AS own WHERE own.setting_key = wanted.setting_key)
     UNION ALL
     SELECT 'preset ' || wanted.preset_name
     FROM (VALUES ('aggressive'), ('normal'), ('soft')) AS wanted (preset_name)
     WHERE NOT EXISTS (SELECT FROM analysis_presets AS own WHERE own.preset_name = wanted.preset_name)
     UNION ALL
     SELECT 'default mark of analysis.defaults'
     WHERE (SELECT array_agg(setting_key) FROM system_settings WHERE is_default) IS DISTINCT FROM ARRAY['analysis.defaults']
     UNION ALL
     SELECT 'default preset'
     WHERE (SELECT count(*) FROM analysis_presets WHERE is_default) <> 1
     ORDER BY 1`,
  );
  return finding(
    'SEEDS_MISSING',
    rows.map(({ subject }) => subject),
  );
}

/**
 * Values that fall through to the layer below: of the wrong type or out of range, a layer that is no object, a student's
 * preset that does not exist, a way of announcing that is none. Keys that no setting has are left alone: a newer release
 * may know them.
 */
export async function findBrokenSettings(session: SqlSession): Promise<HealthFinding | null> {
  const { rows } = await session.query<{ subject: string; total: number }>(
    `SELECT broken.subject, (count(*) OVER ())::int AS total
     FROM (
       SELECT format('%s: %s', layer.subject, spec.setting_key) AS subject
       FROM (
         SELECT 'setting ' || setting_key AS subject, setting_value AS settings
         FROM system_settings WHERE setting_key = 'analysis.defaults'
         UNION ALL SELECT 'preset ' || preset_name, settings FROM analysis_presets
         UNION ALL SELECT 'student ' || student_id, custom_settings FROM student_analysis_settings
       ) AS layer
       CROSS JOIN analysis_setting_specs() AS spec
       WHERE jsonb_typeof(layer.settings) = 'object' AND layer.settings ? spec.setting_key
         AND NOT valid_analysis_settings(layer.settings) ? spec.setting_key
       UNION ALL
       SELECT 'setting ' || setting_key || ' is no object'
       FROM system_settings WHERE setting_key = 'analysis.defaults' AND jsonb_typeof(setting_value) <> 'object'
       UNION ALL
       SELECT 'preset ' || preset_name || ' is no object'
       FROM analysis_presets WHERE jsonb_typeof(settings) <> 'object'
       UNION ALL
       SELECT 'student ' || student_id || ' is no object'
       FROM student_analysis_settings WHERE jsonb_typeof(custom_settings) <> 'object'
       UNION ALL
       SELECT format('student %s: preset %s does not exist', own.student_id, own.preset_name)
       FROM student_analysis_settings AS own
       WHERE own.preset_name IS NOT NULL
         AND NOT EXISTS (SELECT FROM analysis_presets AS preset WHERE preset.preset_name = own.preset_name)
       UNION ALL
       SELECT 'setting reflex.notify'
       FROM system_settings
       WHERE setting_key = 'reflex.notify' AND setting_value NOT IN ('"event"', '"student"', '"off"')
     ) AS broken
     ORDER BY broken.subject
     LIMIT 10`,
  );
  return finding(
    'SETTINGS_BROKEN',
    rows.map(({ subject }) => subject),
    rows[0]?.total ?? 0,
  );
}
