-- What deploying will change of tables that an older release made, to be read beforehand: such a table is locked, and
-- where written_anew is true also written anew, while 005, 006 or 007 is applied. Nothing listed, nothing to wait for.
-- Who writes mistakes waits until the module has committed; who reads them waits while 005 writes the table anew, and not
-- while 006 computes what it derives. To put it off when the table is in use, SET lock_timeout = '3s' first: the module
-- then gives up, changes nothing, and can be run again.
SELECT adopted.relname AS table_name, column_of.attname AS column_name,
    format_type(column_of.atttypid, column_of.atttypmod) AS type_now,
    CASE WHEN column_of.atttypid = 'timestamp'::regtype THEN 'timestamp with time zone' ELSE 'numeric' END AS type_then,
    column_of.atttypid <> 'numeric'::regtype AS written_anew,
    greatest(adopted.reltuples, 0)::bigint AS estimated_rows,
    pg_size_pretty(pg_total_relation_size(adopted.oid)) AS size_now
FROM pg_class AS adopted
JOIN pg_attribute AS column_of ON column_of.attrelid = adopted.oid AND column_of.attnum > 0 AND NOT column_of.attisdropped
WHERE adopted.relnamespace = 'public'::regnamespace AND adopted.relkind = 'r'
  AND adopted.relname IN (
      'mistake_types', 'student_mistakes', 'system_settings', 'analysis_presets', 'student_analysis_settings',
      'student_baseline_performance', 'student_mistake_patterns', 'student_recommendations', 'ui_reflex_events')
  AND (column_of.atttypid = 'timestamp'::regtype
      OR (column_of.atttypid <> 'numeric'::regtype OR column_of.atttypmod <> -1) AND column_of.attname IN (
          'time_spent_seconds', 'expected_duration', 'time_ratio', 'min_value', 'max_value', 'baseline_avg_duration',
          'current_avg_duration', 'improvement_rate', 'exam_norm_duration', 'distance_to_norm',
          'adaptive_expected_duration'))
ORDER BY adopted.relname, column_of.attnum;
