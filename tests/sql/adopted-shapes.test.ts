import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../shared/database/migration-runner.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertMistakes, readTrend } from './study-rows.ts';
import { databaseKinds, migrateAll, migrations, pglite, type TestDatabase } from './test-databases.ts';

const studentId = randomUUID();
/** Whom older tables are adopted by. The modules after them meet such tables once, in the first test. */
const analyzer = migrations.filter(({ version }) => ['005', '006', '007'].includes(version));

/** Made by hand: no defaults, no constraints, a foreign column and index, and rows that this release would refuse. */
const handMade = `
  CREATE TABLE student_mistakes (
    id UUID PRIMARY KEY, student_id UUID, global_topic_uid TEXT, mistake_code TEXT, time_spent_seconds NUMERIC,
    occurred_at TIMESTAMP, created_at TIMESTAMP, school TEXT NOT NULL);
  CREATE INDEX theirs ON student_mistakes (school);
  CREATE TABLE audit (mistake_id UUID);
  CREATE FUNCTION their_audit() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO audit VALUES (NEW.id); RETURN NEW; END $$;
  CREATE TRIGGER their_trigger AFTER INSERT ON student_mistakes FOR EACH ROW EXECUTE FUNCTION their_audit();
  INSERT INTO student_mistakes
    SELECT gen_random_uuid(), '${studentId}', 'T', code, seconds, occurred_at, '2025-06-01 08:00', 'S' FROM (VALUES
      ('GUESS', 20, '2025-06-01 10:00'::timestamp), (NULL, 30, '2025-06-01 10:01'), ('GUESS', 'NaN'::numeric, '2025-06-01 10:02'),
      ('GUESS', -5, '2025-06-01 10:03'), ('GUESS', 90000, '2025-06-01 10:04'), ('GUESS', 40, NULL)
    ) AS made (code, seconds, occurred_at);
  INSERT INTO student_mistakes (id, global_topic_uid, mistake_code, school) VALUES (gen_random_uuid(), 'T', 'GUESS', 'S');`;

describe.each(databaseKinds)('tables made by hand on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.open();
    session = database.session;
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  test('keep every row and every unusable value, are analysed without those, and go on with triggers of their own', async () => {
    await session.exec(handMade);
    await migrateAll(session);
    const { rows } = await session.query(
      `SELECT (SELECT count(*)::int FROM student_mistakes) AS mistakes,
         (SELECT string_agg(time_as_recorded::text, ' ' ORDER BY time_as_recorded) FROM student_mistakes) AS unusable,
         (SELECT count(*)::int FROM student_mistakes WHERE student_id IS NULL) AS of_nobody,
         (SELECT occurred_at = '2025-06-01 08:00Z' FROM student_mistakes WHERE time_spent_seconds = 40) AS dated_by_creation,
         (SELECT mistake_distribution FROM student_mistake_patterns) AS counts,
         (SELECT current_total_seconds::text FROM student_baseline_performance) AS seconds,
         (SELECT current_sample_count FROM student_baseline_performance) AS timed,
         to_regclass('theirs') IS NOT NULL AS has_index`,
    );
    expect(rows).toEqual([
      {
        mistakes: 7,
        unusable: '-5 90000 NaN',
        of_nobody: 1,
        dated_by_creation: true,
        counts: { GUESS: 5, UNCLASSIFIED: 1 },
        seconds: '90',
        timed: 3,
        has_index: true,
      },
    ]);
    expect((await migrateAll(session)).applied).toEqual([]);

    const before = await session.query('SELECT FROM audit');
    await session.query(
      `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code) VALUES ($1, 'T', 'GUESS')`,
      [studentId],
    );
    expect((await session.query('SELECT FROM audit')).rows.length).toBe(before.rows.length + 1);
    // A row without an id was taken; one of nobody is not.
    await expect(
      session.query(`INSERT INTO student_mistakes (global_topic_uid, mistake_code) VALUES ('T', 'GUESS')`),
    ).rejects.toThrow('student_id');
  });

  test.each([
    ['several default presets', `('soft', '{}', true), ('normal', '{}', true)`, ['normal']],
    ['a default preset of their own', `('theirs', '{}', true)`, ['theirs']],
    ['no default preset', `('theirs', '{}', false)`, ['normal']],
  ])('%s leave one default', async (_what, presets, expected) => {
    await session.exec(`CREATE TABLE analysis_presets (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), preset_name VARCHAR(50) NOT NULL UNIQUE,
        settings JSONB NOT NULL, is_default BOOLEAN);
      INSERT INTO analysis_presets (preset_name, settings, is_default) VALUES ${presets};
      CREATE TABLE system_settings (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), category TEXT NOT NULL,
        setting_key TEXT NOT NULL UNIQUE, setting_value JSONB NOT NULL, is_default BOOLEAN);
      INSERT INTO system_settings (category, setting_key, setting_value, is_default)
        VALUES ('ui', 'a', '1', true), ('ui', 'b', '2', true)`);
    const outcome = await migrate(session, analyzer);
    expect(outcome).toMatchObject({ ok: true, value: { schemaVersion: '007' } });
    const presetsNow = await session.query<{ preset_name: string }>(
      'SELECT preset_name FROM analysis_presets WHERE is_default',
    );
    expect(presetsNow.rows.map(({ preset_name }) => preset_name)).toEqual(expected);
    const settingsNow = await session.query(
      'SELECT setting_key, count(*) OVER ()::int AS rows FROM system_settings WHERE is_default',
    );
    expect(settingsNow.rows).toEqual([{ setting_key: 'analysis.defaults', rows: 1 }]);
  });

  test('ids that are no UUID are refused by name, and nothing is changed', async () => {
    await session.exec(`CREATE TABLE student_mistakes (id BIGSERIAL PRIMARY KEY, student_id INT, note TEXT);
      INSERT INTO student_mistakes (student_id, note) VALUES (7, 'kept')`);
    const outcome = await migrate(session, analyzer);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'MIGRATION_FAILED', details: { version: '005' } } });
    expect(JSON.stringify(outcome)).toContain('student_mistakes.id (id of other type: bigint)');
    expect((await session.query('SELECT * FROM student_mistakes')).rows).toMatchObject([
      { student_id: 7, note: 'kept' },
    ]);
  });
});

describe.each(databaseKinds)('what is derived on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.open();
    session = database.session;
    await migrateAll(session, ['005', '006', '007']);
  });
  afterAll(() => database.close());

  test('emptying the mistakes, or the reasons, takes what was derived from them along', async () => {
    const [mistakeId] = await insertMistakes(session, [{ studentId, code: 'GUESS' }]);
    await session.query(
      `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code) VALUES ($1, $2, 'SIGN_ERROR')`,
      [mistakeId, studentId],
    );
    await session.exec('TRUNCATE mistake_reasons');
    const { rows } = await session.query('SELECT mistake_distribution AS counts FROM student_mistake_patterns');
    expect(rows).toEqual([{ counts: { GUESS: 1 } }]);
    await session.exec('TRUNCATE student_mistakes CASCADE');
    expect((await session.query('SELECT FROM student_mistake_patterns')).rows).toEqual([]);
    expect((await session.query('SELECT FROM student_baseline_performance')).rows).toEqual([]);
    await insertMistakes(session, [{ studentId }]);
    expect(await readTrend(session, studentId)).toBe('insufficient_data');
  });

  test('a late mistake of the same moment as the last of the baseline comes in by its id', async () => {
    const lateStudentId = randomUUID();
    const last = 'b0000000-0000-4000-8000-000000000000';
    await insertMistakes(session, [
      ...[10, 10, 10, 10].map((seconds, minute) => ({ studentId: lateStudentId, seconds, minute })),
      { id: last, studentId: lateStudentId, seconds: 60, minute: 9 },
    ]);
    const baseline = async () =>
      (
        await session.query(
          `SELECT baseline_total_seconds::text AS total, baseline_last_mistake_id AS last
           FROM student_baseline_performance WHERE student_id = $1`,
          [lateStudentId],
        )
      ).rows;
    const after = 'c0000000-0000-4000-8000-000000000000';
    await insertMistakes(session, [{ id: after, studentId: lateStudentId, seconds: 7, minute: 9 }]);
    expect(await baseline()).toEqual([{ total: '100', last }]);
    const before = 'a0000000-0000-4000-8000-000000000000';
    await insertMistakes(session, [{ id: before, studentId: lateStudentId, seconds: 5, minute: 9 }]);
    expect(await baseline()).toEqual([{ total: '45', last: before }]);
  });
});

describe.each(databaseKinds.filter((kind) => kind !== pglite))(
  '100,000 mistakes of an older release on $label',
  (kind) => {
    test('are adopted while others read, and a busy table is left alone when the operator sets a limit', async () => {
      const database = await kind.open();
      const reader = await database.connect?.();
      try {
        const { session } = database;
        if (reader === undefined) {
          throw new Error('a server has connections');
        }
        await session.exec(`CREATE TABLE student_mistakes (id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
          student_id UUID NOT NULL, global_topic_uid VARCHAR(100) NOT NULL, mistake_code VARCHAR(50) NOT NULL,
          time_spent_seconds INT, occurred_at TIMESTAMP DEFAULT now(), created_at TIMESTAMP DEFAULT now());
        INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
          SELECT md5((n % 500)::text)::uuid, 'T' || n % 7, 'GUESS', n % 300, '2025-01-01'::timestamp + n * interval '1 minute'
          FROM generate_series(1, 100000) AS n`);
        const digest = `SELECT count(*)::int AS rows, md5(string_agg(concat_ws('|', id, student_id, global_topic_uid,
        mistake_code, time_spent_seconds, extract(epoch FROM occurred_at)), ',' ORDER BY id)) AS digest FROM student_mistakes`;
        const before = (await session.query(digest)).rows;

        await reader.session.exec('BEGIN; SELECT count(*) FROM student_mistakes');
        await session.exec(`SET lock_timeout = '200ms'`);
        expect(await migrate(session, migrations)).toMatchObject({
          ok: false,
          error: { details: { sqlState: '55P03' } },
        });
        await reader.session.exec('COMMIT');
        await session.exec('RESET lock_timeout');
        expect((await session.query(digest)).rows).toEqual(before);

        let longestMs = 0;
        let reads = 0;
        let isAdopting = true;
        const reading = (async () => {
          while (isAdopting) {
            const startedMs = performance.now();
            await reader.session.query(`SELECT count(*) FROM student_mistakes WHERE global_topic_uid = 'T1'`);
            longestMs = Math.max(longestMs, performance.now() - startedMs);
            reads += 1;
          }
        })();
        const startedMs = performance.now();
        await migrateAll(session);
        const tookMs = performance.now() - startedMs;
        isAdopting = false;
        await reading;
        console.info(
          `${kind.label}: adopted in ${Math.round(tookMs)} ms; ${reads} reads, the longest waited ${Math.round(longestMs)} ms`,
        );
        expect(reads).toBeGreaterThan(0);
        // The longest wait is for 005 to write the table anew; the rebuilding in 006, most of the time, lets readers in.
        expect(longestMs).toBeLessThan(0.8 * tookMs);
        expect((await session.query(digest)).rows).toEqual(before);
        const { rows } = await session.query(
          `SELECT sum(dominant_mistake_count)::int AS counted, count(*)::int AS patterns FROM student_mistake_patterns`,
        );
        expect(rows).toEqual([{ counted: 100_000, patterns: 3_500 }]);
      } finally {
        await reader?.close();
        await database.close();
      }
    }, 120_000);
  },
);
