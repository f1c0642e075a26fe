import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertOneByOne, readRecommendations } from './study-rows.ts';
import { databaseKinds, migrateAll, type TestDatabase } from './test-databases.ts';

const mistakeCount = 5_000;
const studentId = '6f1f9f3e-0000-4000-8000-000000000001';

/** A database of an older 006 and 007: times without a zone, whole seconds, rounded means, columns that are ours no more. */
const olderRelease = `
  CREATE TABLE mistake_types (mistake_code VARCHAR(50) PRIMARY KEY, mistake_name TEXT NOT NULL, severity INT);
  INSERT INTO mistake_types VALUES ('SIGN_ERROR', 'Sign', 2), ('OWN_CODE', 'Theirs', 4);
  CREATE TABLE student_mistakes (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(), student_id UUID NOT NULL, global_topic_uid VARCHAR(100) NOT NULL,
    mistake_code VARCHAR(50) NOT NULL, test_answer_id UUID, time_spent_seconds INT, occurred_at TIMESTAMP DEFAULT now(),
    created_at TIMESTAMP DEFAULT now());
  INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
    SELECT '${studentId}', 'T' || n % 3, 'OWN_CODE', 10 + n % 50, '2025-06-01 12:00:00'::timestamp + n * interval '1 minute'
    FROM generate_series(1, ${mistakeCount}) AS n;
  CREATE TABLE system_settings (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(), category VARCHAR(50) NOT NULL, setting_key VARCHAR(100) NOT NULL UNIQUE,
    setting_value JSONB NOT NULL, updated_at TIMESTAMP DEFAULT now());
  INSERT INTO system_settings (category, setting_key, setting_value) VALUES ('ui', 'theme', '"dark"');
  CREATE TABLE analysis_presets (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(), preset_name VARCHAR(50) NOT NULL UNIQUE, settings JSONB NOT NULL,
    is_default BOOLEAN DEFAULT false, created_at TIMESTAMP DEFAULT now());
  INSERT INTO analysis_presets (preset_name, settings, is_default) VALUES ('normal', '{"panic_ratio": 0.25}', true);
  CREATE TABLE student_analysis_settings (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(), student_id UUID NOT NULL UNIQUE, preset_name VARCHAR(50), set_at TIMESTAMP DEFAULT now());
  INSERT INTO student_analysis_settings (student_id, preset_name) VALUES ('${studentId}', 'normal');
  CREATE TABLE student_baseline_performance (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(), student_id UUID NOT NULL, global_topic_uid VARCHAR(100) NOT NULL,
    baseline_avg_duration NUMERIC(10,2), baseline_sample_count INT DEFAULT 0, baseline_established_at TIMESTAMP,
    current_avg_duration NUMERIC(10,2), UNIQUE (student_id, global_topic_uid));
  INSERT INTO student_baseline_performance (student_id, global_topic_uid, baseline_avg_duration) VALUES ('${studentId}', 'T0', 1.23);
  CREATE TABLE student_mistake_patterns (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(), student_id UUID NOT NULL, global_topic_uid VARCHAR(100) NOT NULL,
    dominant_mistake_code VARCHAR(50), mistake_distribution JSONB, improvement_trend VARCHAR(20), analyzed_at TIMESTAMP DEFAULT now(),
    old_score INT NOT NULL, UNIQUE (student_id, global_topic_uid));
  INSERT INTO student_mistake_patterns (student_id, global_topic_uid, improvement_trend, old_score)
    VALUES ('${studentId}', 'T0', 'stable', 7), (gen_random_uuid(), 'GONE', 'stable', 8);
  CREATE TABLE student_recommendations (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(), student_id UUID NOT NULL, global_topic_uid VARCHAR(100) NOT NULL,
    recommendation_type VARCHAR(20) NOT NULL, title TEXT NOT NULL, message TEXT NOT NULL, is_active BOOLEAN DEFAULT true,
    created_at TIMESTAMP DEFAULT now());
  INSERT INTO student_recommendations (student_id, global_topic_uid, recommendation_type, title, message, created_at)
    SELECT '${studentId}', 'T1', 'STUCK_LOOP', n::text, '', '2025-06-01'::timestamp + n * interval '1 hour' FROM generate_series(1, 3) AS n;
  CREATE FUNCTION build_reflex_recommendation_payload(a VARCHAR, b INT, c INT, d VARCHAR) RETURNS TEXT LANGUAGE sql AS $$ SELECT 'old' $$;
  CREATE FUNCTION update_mistake_patterns() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE TRIGGER trg_update_mistake_patterns AFTER INSERT ON student_mistakes FOR EACH ROW EXECUTE FUNCTION update_mistake_patterns();`;

describe.each(databaseKinds)('a database of an older release on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.open();
    session = database.session;
  });
  beforeEach(async () => {
    await database.reset();
    await session.exec(olderRelease);
  });
  afterAll(() => database.close());

  test('is adopted with no row lost, its times read as UTC whatever the session says', async () => {
    await session.exec(`SET TimeZone = 'Europe/Istanbul'`);
    await migrateAll(session);
    await session.exec('RESET TimeZone');
    const { rows } = await session.query(
      `SELECT (SELECT count(*)::int FROM student_mistakes) AS mistakes,
         (SELECT sum(time_spent_seconds)::int FROM student_mistakes) AS seconds,
         (SELECT (extract(epoch FROM min(occurred_at)))::int FROM student_mistakes) AS first_at,
         (SELECT count(*)::int FROM student_mistake_patterns) AS patterns,
         (SELECT old_score FROM student_mistake_patterns WHERE global_topic_uid = 'T0') AS old_score,
         (SELECT count(*)::int FROM student_recommendations) AS recommendations,
         (SELECT string_agg(title, ',') FROM student_recommendations WHERE is_active) AS active,
         (SELECT setting_value #>> '{}' FROM system_settings WHERE setting_key = 'theme') AS theme,
         (SELECT count(*)::int FROM system_settings WHERE is_default) AS default_rows,
         (SELECT settings ->> 'panic_ratio' FROM analysis_presets WHERE preset_name = 'normal') AS panic_ratio,
         (SELECT severity FROM mistake_types WHERE mistake_code = 'OWN_CODE') AS own_severity`,
    );
    const seconds = Array.from({ length: mistakeCount }, (_, n) => 10 + ((n + 1) % 50)).reduce((a, b) => a + b, 0);
    expect(rows).toEqual([
      {
        mistakes: mistakeCount,
        seconds,
        first_at: Date.UTC(2025, 5, 1, 12, 1) / 1000,
        patterns: 4,
        old_score: 7,
        recommendations: 3,
        active: '3',
        theme: 'dark',
        default_rows: 1,
        panic_ratio: '0.25',
        own_severity: 4,
      },
    ]);
  });

  test('reads its times in the zone that the operator names', async () => {
    await session.exec(`SET endstp.legacy_time_zone = 'Europe/Istanbul'`);
    await migrateAll(session);
    await session.exec('RESET endstp.legacy_time_zone');
    const { rows } = await session.query(
      'SELECT (extract(epoch FROM min(occurred_at)))::int AS first_at FROM student_mistakes',
    );
    expect(rows).toEqual([{ first_at: Date.UTC(2025, 5, 1, 9, 1) / 1000 }]);
  });

  test('goes on recording, judging and advising', async () => {
    await migrateAll(session);
    await insertOneByOne(
      session,
      [3, 3, 3].map((seconds, minute) => ({ studentId, topicUid: 'T1', code: 'OWN_CODE', seconds, minute })),
    );
    const active = (await readRecommendations(session, studentId)).filter(({ is_active }) => is_active);
    expect(active.map(({ recommendation_type }) => recommendation_type).sort()).toEqual(['PANIC_RUSH', 'STUCK_LOOP']);
  });
});
