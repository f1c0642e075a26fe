-- Is module 007 in force, and 006 beneath it untouched? One row for each check; every is_ok must be true.
SELECT checked.check_name, checked.expected, checked.found, checked.found = checked.expected AS is_ok
FROM (
    SELECT 'tables' AS check_name, 2 AS expected, count(*)::int AS found
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND relname IN ('student_recommendations', 'ui_reflex_events')
    UNION ALL
    SELECT 'tables with row-level security', 2, count(*)::int
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relrowsecurity
      AND relname IN ('student_recommendations', 'ui_reflex_events')
    UNION ALL
    SELECT 'trigger attached and enabled', 1, count(*)::int
    FROM pg_trigger
    WHERE tgrelid = to_regclass('public.student_mistake_patterns') AND tgenabled IN ('O', 'A')
      AND tgname = 'trg_generate_recommendations'
    UNION ALL
    SELECT 'functions', 3, count(*)::int
    FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname IN (
        'build_reflex_recommendation_payload', 'upsert_student_recommendation_and_emit', 'trg_generate_recommendations')
    UNION ALL
    SELECT 'dedupe index, unique and valid', 1, count(*)::int
    FROM pg_index
    WHERE indexrelid = to_regclass('public.uq_student_reco_active') AND indisunique AND indisvalid
    UNION ALL
    SELECT 'triggers of 006 attached and enabled', 2, count(*)::int
    FROM pg_trigger
    WHERE tgrelid = to_regclass('public.student_mistakes') AND tgenabled IN ('O', 'A')
      AND tgname IN ('trg_update_student_baseline', 'trg_update_mistake_patterns')
) AS checked
ORDER BY checked.check_name;
