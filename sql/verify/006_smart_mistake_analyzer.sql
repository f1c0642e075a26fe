-- Is module 006 in force? One row for each check; every is_ok must be true.
SELECT checked.check_name, checked.expected, checked.found, checked.found = checked.expected AS is_ok
FROM (
    SELECT 'tables' AS check_name, 5 AS expected, count(*)::int AS found
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname IN (
        'system_settings', 'analysis_presets', 'student_analysis_settings',
        'student_baseline_performance', 'student_mistake_patterns')
    UNION ALL
    SELECT 'tables with row-level security', 5, count(*)::int
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relname IN (
        'system_settings', 'analysis_presets', 'student_analysis_settings',
        'student_baseline_performance', 'student_mistake_patterns')
    UNION ALL
    SELECT 'triggers attached and enabled', 2, count(*)::int
    FROM pg_trigger
    WHERE tgrelid = to_regclass('public.student_mistakes') AND tgenabled IN ('O', 'A')
      AND tgname IN ('trg_update_student_baseline', 'trg_update_mistake_patterns')
    UNION ALL
    SELECT 'trigger functions', 2, count(*)::int
    FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname IN ('update_student_baseline', 'update_mistake_patterns')
) AS checked
ORDER BY checked.check_name;

-- Are its seeds there? Fails with "relation does not exist" where the tables above are missing.
SELECT checked.check_name, checked.expected, checked.found, checked.found = checked.expected AS is_ok
FROM (
    SELECT 'presets' AS check_name, 3 AS expected, count(*)::int AS found
    FROM analysis_presets WHERE preset_name IN ('aggressive', 'normal', 'soft')
    UNION ALL
    SELECT 'default preset', 1, count(*)::int FROM analysis_presets WHERE is_default
    UNION ALL
    SELECT 'default settings', 1, count(*)::int FROM system_settings WHERE is_default
) AS checked
ORDER BY checked.check_name;
