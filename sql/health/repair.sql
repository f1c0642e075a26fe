-- Mends what sql/health/checks.sql finds, apart from missing objects (deploy the modules again for those) and broken
-- settings (nobody can guess what was meant; the layer below is in force meanwhile). Run in one transaction.

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
