-- Mends what sql/health/checks.sql finds, apart from missing objects (deploy the modules again for those). Run in one
-- transaction. The same as `npm run db -- repair` does, for who has an SQL editor only.

ALTER TABLE student_mistakes ENABLE TRIGGER trg_update_mistake_patterns;
ALTER TABLE student_mistakes ENABLE TRIGGER trg_update_student_baseline;
ALTER TABLE student_mistakes ENABLE TRIGGER trg_stamp_mistake;
ALTER TABLE mistake_reasons ENABLE TRIGGER trg_refresh_for_reasons;
ALTER TABLE student_mistake_patterns ENABLE TRIGGER trg_generate_recommendations;

-- Of several active recommendations of a type the newest stays.
UPDATE student_recommendations AS older SET is_active = false, updated_at = now()
WHERE older.is_active AND EXISTS (
    SELECT FROM student_recommendations AS newer
    WHERE newer.is_active
      AND (newer.student_id, newer.global_topic_uid, newer.recommendation_type)
        = (older.student_id, older.global_topic_uid, older.recommendation_type)
      AND (newer.created_at, newer.id) > (older.created_at, older.id));
CREATE UNIQUE INDEX IF NOT EXISTS uq_student_reco_active
    ON student_recommendations (student_id, global_topic_uid, recommendation_type) WHERE is_active = true;

-- Settings that cannot be used are taken out: the layer below was in force already, so no verdict changes. What
-- analysis.defaults loses it gets back with the normal value, because nothing is below it. Keys that no setting has stay:
-- a newer release may know them.
UPDATE system_settings SET
    setting_value = (SELECT jsonb_object_agg(setting_key, normal_value) FROM analysis_setting_specs()) || usable.settings,
    updated_at = now()
FROM (
    SELECT own.id, coalesce(jsonb_object_agg(entry.key, entry.value) FILTER (WHERE entry.key IS NOT NULL), '{}') AS settings
    FROM system_settings AS own
    LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(own.setting_value) WHEN 'object' THEN own.setting_value ELSE '{}' END) AS entry
        ON valid_analysis_settings(own.setting_value) ? entry.key
            OR NOT EXISTS (SELECT FROM analysis_setting_specs() AS spec WHERE spec.setting_key = entry.key)
    WHERE own.setting_key = 'analysis.defaults'
    GROUP BY own.id
) AS usable
WHERE system_settings.id = usable.id
  AND (jsonb_typeof(setting_value) <> 'object' OR NOT setting_value <@ usable.settings);
UPDATE system_settings SET setting_value = '"event"', updated_at = now()
WHERE setting_key = 'reflex.notify' AND setting_value NOT IN ('"event"', '"student"', '"off"');
UPDATE analysis_presets SET settings = usable.settings, updated_at = now()
FROM (
    SELECT own.id, coalesce(jsonb_object_agg(entry.key, entry.value) FILTER (WHERE entry.key IS NOT NULL), '{}') AS settings
    FROM analysis_presets AS own
    LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(own.settings) WHEN 'object' THEN own.settings ELSE '{}' END) AS entry
        ON valid_analysis_settings(own.settings) ? entry.key
            OR NOT EXISTS (SELECT FROM analysis_setting_specs() AS spec WHERE spec.setting_key = entry.key)
    GROUP BY own.id
) AS usable
WHERE analysis_presets.id = usable.id AND analysis_presets.settings <> usable.settings;
UPDATE student_analysis_settings SET
    custom_settings = usable.settings, preset_name = usable.preset_name, updated_at = now()
FROM (
    SELECT own.student_id, max(preset.preset_name) AS preset_name,
        coalesce(jsonb_object_agg(entry.key, entry.value) FILTER (WHERE entry.key IS NOT NULL), '{}') AS settings
    FROM student_analysis_settings AS own
    LEFT JOIN analysis_presets AS preset ON preset.preset_name = own.preset_name
    LEFT JOIN LATERAL jsonb_each(CASE jsonb_typeof(own.custom_settings) WHEN 'object' THEN own.custom_settings ELSE '{}' END)
        AS entry ON valid_analysis_settings(own.custom_settings) ? entry.key
            OR NOT EXISTS (SELECT FROM analysis_setting_specs() AS spec WHERE spec.setting_key = entry.key)
    GROUP BY own.student_id
) AS usable
WHERE student_analysis_settings.student_id = usable.student_id
  AND (custom_settings, student_analysis_settings.preset_name) IS DISTINCT FROM (usable.settings, usable.preset_name);

DO $$
DECLARE
    v_scope RECORD;
BEGIN
    PERFORM pg_advisory_xact_lock(5006, 0);
    FOR v_scope IN
        SELECT mistake.student_id, mistake.global_topic_uid
        FROM student_mistakes AS mistake
        LEFT JOIN student_mistake_patterns AS pattern USING (student_id, global_topic_uid)
        LEFT JOIN student_baseline_performance AS baseline USING (student_id, global_topic_uid)
        GROUP BY mistake.student_id, mistake.global_topic_uid, pattern.id, pattern.timed_count,
            pattern.mistake_distribution, baseline.current_sample_count
        HAVING pattern.timed_count IS NULL
            OR count(*) FILTER (WHERE mistake.time_spent_seconds > 0) <> pattern.timed_count
            OR pattern.timed_count IS DISTINCT FROM baseline.current_sample_count
            OR count(*) <> (SELECT sum(entry.value::int) FROM jsonb_each_text(pattern.mistake_distribution) AS entry)
    LOOP
        PERFORM rebuild_mistake_pattern(v_scope.student_id, v_scope.global_topic_uid);
        PERFORM rebuild_student_baseline(v_scope.student_id, v_scope.global_topic_uid);
    END LOOP;
END $$;
