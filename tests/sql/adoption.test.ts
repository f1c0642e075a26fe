/** What the modules do to tables that an older release, or somebody by hand, made; and what of them they refuse. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../shared/database/migration-runner.ts';
import { readAdoptionFindings } from '../../shared/database/plan-adoption.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertMistakes } from './study-rows.ts';
import { databaseKinds, migrateAll, migrations, repositoryRoot, type TestDatabase } from './test-databases.ts';

const adoptionSql = readFileSync(join(repositoryRoot, 'sql', 'verify', 'adoption.sql'), 'utf8');
const studentId = randomUUID();

const mistakes = (columns: string, rest = '') =>
  `CREATE TABLE student_mistakes (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), student_id UUID NOT NULL,
     global_topic_uid VARCHAR(100) NOT NULL, mistake_code VARCHAR(50) NOT NULL, ${columns})${rest};`;
const olderMistakes = mistakes('time_spent_seconds INT, occurred_at TIMESTAMP DEFAULT now()');
const oneMistake = `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, occurred_at)
  VALUES ('${studentId}', 'T', 'GUESS', '2025-06-01 12:00');`;

/** Each cannot be adopted without knowing what was meant: shape, statements, what the plan calls it, a part of its words. */
const refusedShapes: readonly [shape: string, sql: string, code: string, words: string][] = [
  [
    'a view over a time',
    `${olderMistakes} CREATE VIEW days AS SELECT occurred_at::date AS day FROM student_mistakes`,
    'DEPENDENT_OBJECT',
    'view days uses student_mistakes.occurred_at',
  ],
  [
    'a materialised view',
    `${olderMistakes} CREATE MATERIALIZED VIEW slow AS SELECT avg(time_spent_seconds) FROM student_mistakes`,
    'DEPENDENT_OBJECT',
    'materialized view slow uses student_mistakes.time_spent_seconds',
  ],
  [
    'a rule',
    `${olderMistakes} CREATE TABLE log (at TIMESTAMP); CREATE RULE kept AS ON INSERT TO student_mistakes DO ALSO INSERT INTO log VALUES (NEW.occurred_at)`,
    'DEPENDENT_OBJECT',
    'rule kept',
  ],
  [
    'a trigger on a column',
    `${olderMistakes} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER watch AFTER UPDATE OF occurred_at ON student_mistakes FOR EACH ROW EXECUTE FUNCTION f()`,
    'DEPENDENT_OBJECT',
    'trigger watch',
  ],
  [
    'a trigger with a condition',
    `${olderMistakes} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER slow AFTER INSERT ON student_mistakes FOR EACH ROW WHEN (NEW.time_spent_seconds > 60) EXECUTE FUNCTION f()`,
    'DEPENDENT_OBJECT',
    'trigger slow',
  ],
  [
    'a policy',
    `${olderMistakes} CREATE POLICY recent ON student_mistakes USING (occurred_at > '2020-01-01')`,
    'DEPENDENT_OBJECT',
    'policy recent',
  ],
  [
    'a generated column',
    mistakes(`time_spent_seconds INT, minutes INT GENERATED ALWAYS AS (time_spent_seconds / 60) STORED`),
    'DEPENDENT_OBJECT',
    'column minutes',
  ],
  [
    'an index on an expression',
    `${olderMistakes} CREATE INDEX by_day ON student_mistakes ((occurred_at::date))`,
    'DEPENDENT_OBJECT',
    'index by_day',
  ],
  [
    'an index with a condition',
    `${olderMistakes} CREATE INDEX late ON student_mistakes (student_id) WHERE occurred_at > '2025-01-01'`,
    'DEPENDENT_OBJECT',
    'index late',
  ],
  [
    'a table that holds its rows whole',
    `${olderMistakes} CREATE TABLE archive (kept student_mistakes)`,
    'DEPENDENT_OBJECT',
    'column archive.kept',
  ],
  [
    'numbers for ids',
    `CREATE TABLE student_mistakes (id BIGSERIAL PRIMARY KEY, student_id INT, global_topic_uid TEXT, mistake_code TEXT)`,
    'ID_OF_OTHER_TYPE',
    'lpad(to_hex(id)',
  ],
  [
    'numbers for the ids of events',
    `CREATE TABLE ui_reflex_events (id BIGSERIAL PRIMARY KEY, student_id UUID, global_topic_uid TEXT, event_type TEXT)`,
    'ID_OF_OTHER_TYPE',
    'ui_reflex_events.id',
  ],
  [
    'texts for students',
    `CREATE TABLE student_recommendations (id UUID PRIMARY KEY, student_id TEXT NOT NULL, global_topic_uid TEXT, recommendation_type TEXT, title TEXT, message TEXT)`,
    'ID_OF_OTHER_TYPE',
    'USING student_id::UUID',
  ],
  ['a time that is an interval', mistakes('time_spent_seconds INTERVAL'), 'COLUMN_OF_OTHER_TYPE', 'time_spent_seconds'],
  ['a day without a time', mistakes('occurred_at DATE'), 'COLUMN_OF_OTHER_TYPE', 'occurred_at'],
  [
    'settings that are texts',
    `CREATE TABLE analysis_presets (id UUID PRIMARY KEY, preset_name TEXT UNIQUE, settings TEXT)`,
    'COLUMN_OF_OTHER_TYPE',
    'TYPE JSONB USING settings::JSONB',
  ],
  [
    'a column that computes itself',
    mistakes('occurred_at TIMESTAMPTZ, time_ratio NUMERIC GENERATED ALWAYS AS (1) STORED'),
    'COLUMN_GENERATED',
    'DROP EXPRESSION',
  ],
  [
    'a column that is not there',
    'CREATE TABLE student_mistakes (id UUID PRIMARY KEY, student_id UUID, mistake_code TEXT)',
    'COLUMN_MISSING',
    'student_mistakes.global_topic_uid',
  ],
  [
    'a key of theirs that nobody fills',
    `CREATE TABLE mistake_types (school INT, mistake_code VARCHAR(50), PRIMARY KEY (school, mistake_code))`,
    'COLUMN_NEEDED',
    'mistake_types.school',
  ],
  [
    'codes that are there twice',
    `CREATE TABLE mistake_types (mistake_code VARCHAR(50), severity INT); INSERT INTO mistake_types VALUES ('GUESS', 1), ('GUESS', 5)`,
    'DUPLICATE_ROWS',
    'the same mistake_code',
  ],
  [
    'two patterns of a student and topic',
    `CREATE TABLE student_mistake_patterns (id UUID DEFAULT gen_random_uuid(), student_id UUID, global_topic_uid VARCHAR(100)); INSERT INTO student_mistake_patterns (student_id, global_topic_uid) VALUES ('${studentId}', 'T'), ('${studentId}', 'T')`,
    'DUPLICATE_ROWS',
    'student_id, global_topic_uid',
  ],
  [
    'mistakes without an id',
    `CREATE TABLE student_mistakes (id UUID, student_id UUID, global_topic_uid TEXT, mistake_code TEXT); INSERT INTO student_mistakes VALUES (NULL, '${studentId}', 'T', 'GUESS')`,
    'ROWS_WITHOUT_KEY',
    'gen_random_uuid()',
  ],
  [
    'partitions',
    `CREATE TABLE student_mistakes (id UUID, student_id UUID, global_topic_uid TEXT, mistake_code TEXT, occurred_at TIMESTAMPTZ) PARTITION BY RANGE (occurred_at); CREATE TABLE of_2025 PARTITION OF student_mistakes FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')`,
    'TABLE_PARTITIONED',
    'INSERT INTO student_mistakes SELECT',
  ],
  [
    'heirs',
    `${olderMistakes} CREATE TABLE theirs (school TEXT) INHERITS (student_mistakes)`,
    'TABLE_PARTITIONED',
    'student_mistakes',
  ],
  [
    'a view of that name',
    'CREATE VIEW mistake_types AS SELECT 1 AS mistake_code',
    'OTHER_KIND_OF_OBJECT',
    'mistake_types',
  ],
];

/** Who adopts; the modules before and after them meet adopted tables in adopted-shapes. */
const analysisVersions = ['005', '006', '007'];
const analysis = migrations.filter(({ version }) => analysisVersions.includes(version));

describe.each(databaseKinds)('tables of an older release on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.open();
    session = database.session;
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  test('a fresh database and a second run need nothing, with every column as the plan knows it', async () => {
    expect(await readAdoptionFindings(session, adoptionSql)).toEqual([]);
    await migrateAll(session);
    expect(await readAdoptionFindings(session, adoptionSql)).toEqual([]);
    await session.exec(`SET TimeZone = 'Asia/Tokyo'`);
    expect(await readAdoptionFindings(session, adoptionSql)).toEqual([]);
    await session.exec('RESET TimeZone');
    // A column that a module gains has to be known to the plan: one made nullable and one without its default show it.
    const { rows } = await session.query<{ name: string }>(
      `SELECT format('%s.%s', attrelid::regclass, attname) AS name FROM pg_attribute
       WHERE attrelid IN ('student_mistakes'::regclass, 'mistake_reasons'::regclass, 'student_recommendations'::regclass,
           'ui_reflex_events'::regclass, 'student_mistake_patterns'::regclass, 'student_baseline_performance'::regclass)
         AND attnum > 0 AND NOT attisdropped AND attnotnull AND atthasdef AND attname <> 'received_at'`,
    );
    await session.exec('BEGIN');
    try {
      for (const { name } of rows) {
        const [table = '', column = ''] = name.split('.');
        await session.exec(`ALTER TABLE ${table} ALTER COLUMN ${column} DROP DEFAULT`);
      }
      const found = await session.query<{ subject: string }>(
        `SELECT subject FROM adoption_plan() WHERE finding = 'DEFAULT_SET'`,
      );
      expect(found.rows.map(({ subject }) => subject).sort()).toEqual(rows.map(({ name }) => name).sort());
    } finally {
      await session.exec('ROLLBACK');
    }
  });

  test.each(refusedShapes)(
    '%s is refused before anything is changed, and announced with what to do',
    async (_shape, sql, code, words) => {
      await session.exec(sql);
      const before = await readObjects(session);
      const conflicts = (await readAdoptionFindings(session, adoptionSql)).filter(({ isConflict }) => isConflict);
      expect(conflicts.map((finding) => finding.code)).toContain(code);
      expect(JSON.stringify(conflicts)).toContain(words);
      expect(conflicts.every(({ remedy }) => (remedy ?? '').length > 20)).toBe(true);
      expect(await readObjects(session)).toEqual(before);
      const outcome = await migrate(session, analysis);
      expect(outcome).toMatchObject({
        ok: false,
        error: {
          details: { version: '005', sqlState: '55000', advice: expect.stringContaining('Nothing was changed.') },
        },
      });
      await session.exec('DROP TABLE schema_migrations');
      expect(await readObjects(session)).toEqual(before);
    },
  );

  test('what has nothing to do with a changed column stays: views, policies, triggers, keys and indexes', async () => {
    await session.exec(`${olderMistakes} ${oneMistake}
      CREATE VIEW codes AS SELECT mistake_code, count(*) FROM student_mistakes GROUP BY 1;
      CREATE POLICY theirs ON student_mistakes USING (mistake_code <> '');
      CREATE INDEX plain ON student_mistakes (occurred_at);
      CREATE INDEX guesses ON student_mistakes (occurred_at) WHERE mistake_code = 'GUESS';
      ALTER TABLE student_mistakes ADD CHECK (time_spent_seconds >= 0), ADD CONSTRAINT past CHECK (occurred_at < '2100-01-01')`);
    const findings = await readAdoptionFindings(session, adoptionSql);
    expect(findings.filter(({ isConflict }) => isConflict)).toEqual([]);
    await migrateAll(session, analysisVersions);
    const { rows } = await session.query(
      `SELECT (SELECT count(*)::int FROM codes) AS viewed, to_regclass('plain') IS NOT NULL AND to_regclass('guesses') IS NOT NULL AS indexed,
         (SELECT string_agg(pg_get_constraintdef(oid), ' ') ~ '86400' FROM pg_constraint
          WHERE conname = 'student_mistakes_time_spent_seconds_check') AS is_ours,
         (SELECT count(*)::int FROM pg_constraint WHERE conname = 'past') AS theirs`,
    );
    expect(rows).toEqual([{ viewed: 1, indexed: true, is_ours: true, theirs: 1 }]);
  });

  test('types that lose nothing are converted, and what the triggers leave out may be left out', async () => {
    await session.exec(`SET TimeZone = 'Asia/Tokyo';
      CREATE TYPE code AS ENUM ('GUESS', 'SIGN_ERROR');
      CREATE TABLE mistake_types (mistake_code VARCHAR(20), severity SMALLINT, name TEXT NOT NULL);
      INSERT INTO mistake_types VALUES ('GUESS', 5, 'Tahmin');
      CREATE TABLE student_mistakes (id UUID PRIMARY KEY, student_id UUID NOT NULL, global_topic_uid VARCHAR(30) NOT NULL,
        mistake_code code NOT NULL DEFAULT 'GUESS', test_answer_id UUID, time_spent_seconds FLOAT8 NOT NULL,
        occurred_at TIMESTAMP NOT NULL DEFAULT timezone('utc', now()), created_at TIMESTAMP NOT NULL,
        seen_at TIMESTAMP NOT NULL DEFAULT '2020-01-01');
      INSERT INTO student_mistakes (id, student_id, global_topic_uid, time_spent_seconds, occurred_at, created_at)
        VALUES (gen_random_uuid(), '${studentId}', 'T', 0.1::float8 + 0.2::float8, '2025-06-01 12:00', '2025-06-01 12:00');
      CREATE TABLE student_mistake_patterns (id UUID NOT NULL, student_id UUID NOT NULL, global_topic_uid TEXT NOT NULL,
        dominant_mistake_code VARCHAR(20) NOT NULL, dominant_mistake_count SMALLINT NOT NULL, mistake_distribution JSON NOT NULL,
        created_at TIMESTAMP NOT NULL, UNIQUE (student_id, global_topic_uid));
      INSERT INTO student_mistake_patterns VALUES (gen_random_uuid(), '${studentId}', 'T', 'GUESS', 7, '{"GUESS": 7}', '2025-06-01 12:00');
      CREATE TABLE analysis_presets (id UUID, preset_name VARCHAR(50), settings JSON);
      INSERT INTO analysis_presets VALUES (gen_random_uuid(), 'normal', '{"panic_ratio": 0.25}')`);
    const announced = await readAdoptionFindings(session, adoptionSql);
    expect(announced.filter(({ isConflict }) => isConflict)).toEqual([]);
    const said = (code: string) => announced.filter((finding) => finding.code === code).map(({ subject }) => subject);
    expect(said('KEY_ADDED')).toEqual(
      expect.arrayContaining(['mistake_types (mistake_code)', 'analysis_presets (preset_name)']),
    );
    expect(said('DEFAULT_SET')).toEqual(
      expect.arrayContaining([
        'student_mistakes.id',
        'student_mistake_patterns.created_at',
        'student_mistake_patterns.dominant_mistake_count',
      ]),
    );
    expect(said('COLUMN_RELAXED')).toEqual(
      expect.arrayContaining([
        'mistake_types.name',
        'student_mistakes.time_spent_seconds',
        'student_mistake_patterns.dominant_mistake_code',
      ]),
    );
    expect(announced.find(({ code }) => code === 'ROWS_RECOMPUTED')?.rowCount).toBe(1);
    await migrateAll(session, analysisVersions);
    await session.query(
      `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code) VALUES ($1, $2, 'A_CODE_LONGER_THAN_TWENTY_LETTERS')`,
      [studentId, 'TOPIC.LONGER.THAN.THIRTY.LETTERS.'.repeat(3).slice(0, 99)],
    );
    const { rows } = await session.query(
      `SELECT max(time_spent_seconds)::text AS seconds, min(extract(epoch FROM occurred_at))::int AS first_at,
         bool_and(abs(extract(epoch FROM now() - occurred_at)) < 60 OR time_spent_seconds IS NOT NULL) AS is_now,
         string_agg(DISTINCT pg_typeof(seen_at)::text, '') AS theirs,
         (SELECT severity FROM mistake_types WHERE mistake_code = 'GUESS') AS severity,
         (SELECT settings ->> 'panic_ratio' FROM analysis_presets WHERE is_default) AS ratio
       FROM student_mistakes`,
    );
    await session.exec('RESET TimeZone');
    expect(rows).toEqual([
      {
        seconds: '0.30000000000000004',
        first_at: Date.UTC(2025, 5, 1, 12) / 1000,
        is_now: true,
        theirs: 'timestamp without time zone',
        severity: 5,
        ratio: '0.25',
      },
    ]);
    await insertMistakes(session, [{ studentId, topicUid: 'T', code: 'GUESS', seconds: 20 }]);
    expect(await readTrendOf(session, 'T')).toBe('insufficient_data');
    expect(await readAdoptionFindings(session, adoptionSql)).toEqual([]);
  });

  test('every row that is edited is announced with its number, and the number is right', async () => {
    await session.exec(`${mistakes('time_spent_seconds NUMERIC, occurred_at TIMESTAMP, created_at TIMESTAMP')}
      ALTER TABLE student_mistakes ALTER COLUMN mistake_code DROP NOT NULL, ALTER COLUMN student_id DROP NOT NULL;
      INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at) VALUES
        ('${studentId}', 'T', NULL, 5, now()), ('${studentId}', 'T', NULL, -5, now()), ('${studentId}', 'T', 'GUESS', 'NaN', now()),
        ('${studentId}', 'T', 'GUESS', 90000, NULL), (NULL, 'T', 'GUESS', 5, now());
      CREATE TABLE student_recommendations (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), student_id UUID, global_topic_uid TEXT,
        recommendation_type TEXT, title TEXT, message TEXT, is_active BOOLEAN, created_at TIMESTAMP DEFAULT now());
      INSERT INTO student_recommendations (student_id, global_topic_uid, recommendation_type, is_active)
        SELECT '${studentId}', 'T', 'PANIC_RUSH', true FROM generate_series(1, 3);
      CREATE TABLE system_settings (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), category TEXT, setting_key TEXT UNIQUE,
        setting_value JSONB, is_default BOOLEAN);
      INSERT INTO system_settings (category, setting_key, setting_value, is_default) VALUES ('a', 'a', '1', true), ('b', 'b', '1', true)`);
    const findings = await readAdoptionFindings(session, adoptionSql);
    const counts = findings.filter(({ code }) => code === 'ROWS_EDITED' || code === 'ROWS_KEPT');
    expect(counts.map(({ subject, rowCount }) => [subject.split(' ')[1], rowCount]).sort()).toEqual([
      ['is_active', 2],
      ['is_default', 2],
      ['mistake_code', 2],
      ['occurred_at', 1],
      ['time_spent_seconds', 3],
      ['without', 1],
    ]);
    await migrateAll(session, analysisVersions);
    const { rows } = await session.query(
      `SELECT (SELECT count(*)::int FROM student_mistakes WHERE mistake_code = 'UNCLASSIFIED') AS coded,
         (SELECT count(*)::int FROM student_mistakes WHERE time_as_recorded IS NOT NULL) AS timed,
         (SELECT count(*)::int FROM student_recommendations WHERE NOT is_active) AS ended,
         (SELECT count(*)::int FROM student_recommendations) AS advised`,
    );
    expect(rows).toEqual([{ coded: 2, timed: 3, ended: 2, advised: 3 }]);
    expect(await readAdoptionFindings(session, adoptionSql)).toEqual([]);
  });

  test('the trigger of an older 007 says nothing about what is long past while 006 computes', async () => {
    await session.exec(`${olderMistakes} ${oneMistake} ${oneMistake} ${oneMistake} ${oneMistake}
      CREATE TABLE student_mistake_patterns (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), student_id UUID NOT NULL,
        global_topic_uid VARCHAR(100) NOT NULL, improvement_trend VARCHAR(20), UNIQUE (student_id, global_topic_uid));
      CREATE TABLE told (trend TEXT);
      CREATE FUNCTION trg_generate_recommendations() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO told VALUES (NEW.improvement_trend); RETURN NEW; END $$;
      CREATE TRIGGER trg_generate_recommendations AFTER INSERT OR UPDATE ON student_mistake_patterns
        FOR EACH ROW EXECUTE FUNCTION trg_generate_recommendations()`);
    await migrateAll(session, ['005', '006']);
    expect((await session.query('SELECT * FROM told')).rows).toEqual([]);
    expect(await readTrendOf(session, 'T')).toBe('STUCK_LOOP');
    await migrateAll(session, analysisVersions);
    expect((await session.query('SELECT * FROM student_recommendations')).rows).toEqual([]);
    await insertMistakes(session, [{ studentId, topicUid: 'T', code: 'GUESS', minute: 1 }]);
    const { rows } = await session.query(
      `SELECT tgenabled FROM pg_trigger WHERE tgname = 'trg_generate_recommendations'`,
    );
    expect(rows).toEqual([{ tgenabled: 'O' }]);
  });
});

test('what is announced beforehand is what module 005 does: one text in two places', () => {
  const bodyOf = (sql: string) =>
    /adoption_plan\(p_tables TEXT\[\] DEFAULT NULL\)\n(RETURNS TABLE[\s\S]*?\nEND \$\$;)/.exec(sql)?.[1];
  const deployed = migrations.find(({ version }) => version === '005')?.sql ?? '';
  expect(bodyOf(deployed)).toBeDefined();
  expect(bodyOf(adoptionSql)).toBe(bodyOf(deployed));
});

async function readTrendOf(session: SqlSession, topicUid: string): Promise<unknown> {
  const { rows } = await session.query<{ trend: string }>(
    'SELECT improvement_trend AS trend FROM student_mistake_patterns WHERE student_id = $1 AND global_topic_uid = $2',
    [studentId, topicUid],
  );
  return rows[0]?.trend;
}

/** Tables, columns, views, triggers, functions and rows of the schema, by name. */
async function readObjects(session: SqlSession): Promise<unknown> {
  const { rows } = await session.query(
    `SELECT string_agg(name, ', ' ORDER BY name) AS names FROM (
       SELECT format('%s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod)) AS name FROM pg_attribute
       JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped
       UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
       UNION ALL SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
       UNION ALL SELECT conname::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
     ) AS object`,
  );
  return rows;
}
