/** Mending of settings: what nobody obeys is taken out, so that what is written is what is in force. */
import type { Mended } from './repair-objects.ts';
import type { SqlSession } from './sql-session.ts';

/**
 * Removes values that cannot be used. The verdicts stay as they are: the layer below was in force already. What
 * `analysis.defaults` loses it gets back with the normal value, because nothing is below it.
 */
export async function dropBrokenSettings(session: SqlSession): Promise<Mended> {
  return session.transaction(async (inner) => {
    const { rows: defaults } = await inner.query<{ subject: string }>(
      `UPDATE system_settings SET
         setting_value = (SELECT jsonb_object_agg(setting_key, normal_value) FROM analysis_setting_specs())
           || unbroken_settings.settings,
         updated_at = now()
       FROM (
         SELECT own.id, coalesce(jsonb_object_agg(entry.key, entry.value) FILTER (WHERE entry.key IS NOT NULL), '{}') AS settings
         FROM system_settings AS own
         LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(own.setting_value) WHEN 'object' THEN own.setting_value ELSE '{}' END)
           AS entry ON valid_analysis_settings(own.setting_value) ? entry.key
             OR NOT EXISTS (SELECT FROM analysis_setting_specs() AS spec WHERE spec.setting_key = entry.key)
         WHERE own.setting_key = 'analysis.defaults'
         GROUP BY own.id
       ) AS unbroken_settings
       WHERE system_settings.id = unbroken_settings.id
         AND (jsonb_typeof(setting_value) <> 'object' OR NOT setting_value <@ unbroken_settings.settings)
       RETURNING 'setting ' || setting_key AS subject`,
    );
    const { rows: notify } = await inner.query<{ subject: string }>(
      `UPDATE system_settings SET setting_value = '"event"', updated_at = now()
       WHERE setting_key = 'reflex.notify' AND setting_value NOT IN ('"event"', '"student"', '"off"')
       RETURNING 'setting ' || setting_key AS subject`,
    );
    const { rows: presets } = await inner.query<{ subject: string }>(
      `UPDATE analysis_presets SET settings = unbroken.settings, updated_at = now()
       FROM (
         SELECT own.id, coalesce(jsonb_object_agg(entry.key, entry.value) FILTER (WHERE entry.key IS NOT NULL), '{}') AS settings
         FROM analysis_presets AS own
         LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(own.settings) WHEN 'object' THEN own.settings ELSE '{}' END)
           AS entry ON valid_analysis_settings(own.settings) ? entry.key
             OR NOT EXISTS (SELECT FROM analysis_setting_specs() AS spec WHERE spec.setting_key = entry.key)
         GROUP BY own.id
       ) AS unbroken
       WHERE analysis_presets.id = unbroken.id AND analysis_presets.settings <> unbroken.settings
       RETURNING 'preset ' || preset_name AS subject`,
    );
    const { rows: students } = await inner.query<{ subject: string }>(
      `UPDATE student_analysis_settings SET
         custom_settings = unbroken.settings, preset_name = unbroken.preset_name, updated_at = now()
       FROM (
         SELECT own.student_id, max(preset.preset_name) AS preset_name,
           coalesce(jsonb_object_agg(entry.key, entry.value) FILTER (WHERE entry.key IS NOT NULL), '{}') AS settings
         FROM student_analysis_settings AS own
         LEFT JOIN analysis_presets AS preset ON preset.preset_name = own.preset_name
         LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(own.custom_settings) WHEN 'object' THEN own.custom_settings ELSE '{}' END)
           AS entry ON valid_analysis_settings(own.custom_settings) ? entry.key
             OR NOT EXISTS (SELECT FROM analysis_setting_specs() AS spec WHERE spec.setting_key = entry.key)
         GROUP BY own.student_id
       ) AS unbroken
       WHERE student_analysis_settings.student_id = unbroken.student_id
         AND (custom_settings, student_analysis_settings.preset_name)
           IS DISTINCT FROM (unbroken.settings, unbroken.preset_name)
       RETURNING 'student ' || student_analysis_settings.student_id AS subject`,
    );
    const subjects = [...defaults, ...notify, ...presets, ...students].map(({ subject }) => subject);
    return { count: subjects.length, subjects: subjects.slice(0, 10) };
  });
}

/** Exactly one default row and one default preset; a preset that an operator made the default stays it. */
export async function restoreDefaultMarks(session: SqlSession): Promise<void> {
  await session.transaction(async (inner) => {
    await inner.exec(
      `UPDATE system_settings SET is_default = false, updated_at = now()
       WHERE is_default AND setting_key <> 'analysis.defaults';
       UPDATE system_settings SET is_default = true, updated_at = now()
       WHERE NOT is_default AND setting_key = 'analysis.defaults';
       UPDATE analysis_presets SET is_default = true, updated_at = now()
       WHERE preset_name = 'normal' AND NOT EXISTS (SELECT FROM analysis_presets WHERE is_default)`,
    );
  });
}
