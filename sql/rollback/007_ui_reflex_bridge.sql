-- Takes module 007 back: recommendations and reflex events are lost. Mistakes, baselines and patterns stay.
DROP TRIGGER IF EXISTS trg_generate_recommendations ON student_mistake_patterns;
DROP TABLE IF EXISTS ui_reflex_events CASCADE;
DROP TABLE IF EXISTS student_recommendations CASCADE;
DROP FUNCTION IF EXISTS trg_generate_recommendations();
DROP FUNCTION IF EXISTS upsert_student_recommendation_and_emit(UUID, VARCHAR, VARCHAR, TEXT, TEXT, JSONB, INT, UUID, TIMESTAMP);
DROP FUNCTION IF EXISTS build_reflex_recommendation_payload(VARCHAR, INT, INT, VARCHAR);
DROP FUNCTION IF EXISTS end_marked_recommendation();
DELETE FROM system_settings WHERE setting_key = 'reflex.notify';
