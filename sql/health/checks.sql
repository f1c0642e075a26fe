-- The daily checks: one row for each, worst first. Reads only. A count above 0 means unhealthy; sql/health/repair.sql
-- mends what is named here, and deploying the modules again mends what is missing.
SELECT checked.check_name, checked.problem_count, checked.problem_count = 0 AS is_healthy, checked.detail
FROM (
    SELECT 'triggers missing or disabled' AS check_name, count(*)::int AS problem_count,
        coalesce(string_agg(wanted.trigger_name, ', ' ORDER BY wanted.trigger_name), '') AS detail
    FROM (VALUES
        ('student_mistakes', 'trg_update_mistake_patterns'),
        ('student_mistakes', 'trg_update_student_baseline'),
        ('student_mistakes', 'trg_stamp_mistake'),
        ('mistake_reasons', 'trg_refresh_for_reasons'),
        ('student_mistake_patterns', 'trg_generate_recommendations')
    ) AS wanted (table_name, trigger_name)
    WHERE NOT EXISTS (
        SELECT FROM pg_trigger
        WHERE tgrelid = to_regclass(format('public.%I', wanted.table_name))
          AND tgname = wanted.trigger_name AND tgenabled IN ('O', 'A'))
    UNION ALL
    SELECT 'dedupe index missing', 1 - count(*)::int, 'uq_student_reco_active'
    FROM pg_index
    WHERE indexrelid = to_regclass('public.uq_student_reco_active') AND indisunique AND indisvalid
    UNION ALL
    SELECT 'duplicate active recommendations', count(*)::int, 'students and topics with more than one of a type'
    FROM (
        SELECT FROM student_recommendations WHERE is_active
        GROUP BY student_id, global_topic_uid, recommendation_type HAVING count(*) > 1
    ) AS duplicate
    UNION ALL
    SELECT 'settings that are not in force', count(*)::int,
        coalesce(string_agg(broken.layer || ' ' || broken.setting_key, ', ' ORDER BY broken.layer, broken.setting_key), '')
    FROM (
        SELECT layered.layer, given.setting_key
        FROM (
            SELECT 'analysis.defaults' AS layer, setting_value AS settings FROM system_settings
            WHERE setting_key = 'analysis.defaults'
            UNION ALL SELECT 'preset ' || preset_name, settings FROM analysis_presets
            UNION ALL SELECT 'student ' || student_id, custom_settings FROM student_analysis_settings
        ) AS layered
        CROSS JOIN LATERAL (
            -- Keys that no setting has are left alone: a newer release may know them.
            SELECT spec.setting_key FROM analysis_setting_specs() AS spec
            WHERE layered.settings ? spec.setting_key AND NOT valid_analysis_settings(layered.settings) ? spec.setting_key
                AND jsonb_typeof(layered.settings) = 'object'
            UNION ALL SELECT '(not an object)' WHERE jsonb_typeof(layered.settings) <> 'object'
        ) AS given
        UNION ALL
        SELECT 'student ' || own.student_id, 'preset ' || own.preset_name || ' does not exist'
        FROM student_analysis_settings AS own
        WHERE own.preset_name IS NOT NULL
            AND NOT EXISTS (SELECT FROM analysis_presets AS preset WHERE preset.preset_name = own.preset_name)
        UNION ALL
        SELECT 'setting', setting_key FROM system_settings
        WHERE setting_key = 'reflex.notify' AND setting_value NOT IN ('"event"', '"student"', '"off"')
    ) AS broken
    UNION ALL
    SELECT 'default settings rows other than one', abs(count(*)::int - 1), 'system_settings.is_default'
    FROM system_settings WHERE is_default
    UNION ALL
    SELECT 'students and topics without an analysis', count(*)::int, 'mistakes whose pattern or baseline row is missing'
    FROM (
        SELECT DISTINCT mistake.student_id, mistake.global_topic_uid
        FROM student_mistakes AS mistake
        LEFT JOIN student_mistake_patterns AS pattern USING (student_id, global_topic_uid)
        LEFT JOIN student_baseline_performance AS baseline USING (student_id, global_topic_uid)
        WHERE pattern.settings IS NULL OR baseline.settings IS NULL
    ) AS unanalysed
    UNION ALL
    SELECT 'patterns that miss mistakes', count(*)::int, 'counts of the row against the mistakes themselves'
    FROM (
        SELECT FROM student_mistakes
        JOIN student_mistake_patterns AS pattern USING (student_id, global_topic_uid)
        JOIN student_baseline_performance AS baseline USING (student_id, global_topic_uid)
        GROUP BY pattern.id, pattern.timed_count, pattern.mistake_distribution, baseline.current_sample_count
        HAVING count(*) FILTER (WHERE time_spent_seconds > 0) NOT IN (pattern.timed_count, baseline.current_sample_count)
            OR baseline.current_sample_count <> pattern.timed_count
            OR count(*) <> (SELECT sum(entry.value::int) FROM jsonb_each_text(pattern.mistake_distribution) AS entry)
    ) AS short
) AS checked
ORDER BY checked.problem_count = 0, checked.check_name;
