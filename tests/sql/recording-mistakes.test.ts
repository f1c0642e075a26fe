import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertMistakes, insertOneByOne, readTrend, timeAt, topicUid } from './study-rows.ts';
import { databaseKinds, type TestDatabase } from './test-databases.ts';

interface StampRow {
  readonly expected_duration: string | null;
  readonly time_ratio: string | null;
  readonly used_adaptive_baseline: boolean | null;
}

describe.each(databaseKinds)('recording a mistake on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.openMigrated();
    session = database.session;
  });
  afterAll(() => database.close());

  async function readStamps(studentId: string): Promise<readonly StampRow[]> {
    const { rows } = await session.query<StampRow>(
      `SELECT trim_scale(expected_duration)::text AS expected_duration, trim_scale(time_ratio)::text AS time_ratio,
         used_adaptive_baseline
       FROM student_mistakes WHERE student_id = $1 ORDER BY occurred_at, id`,
      [studentId],
    );
    return rows;
  }

  async function countRows(studentId: string): Promise<number> {
    const { rows } = await session.query<{ count: number }>(
      `SELECT ((SELECT count(*) FROM student_mistakes WHERE student_id = $1)
         + (SELECT count(*) FROM student_mistake_patterns WHERE student_id = $1)
         + (SELECT count(*) FROM student_baseline_performance WHERE student_id = $1))::int AS count`,
      [studentId],
    );
    return rows[0]?.count ?? -1;
  }

  test.each([
    ['a negative time', { seconds: '-0.1' }, 'time_spent_seconds'],
    ['NaN seconds', { seconds: 'NaN' }, 'time_spent_seconds'],
    ['infinite seconds', { seconds: 'Infinity' }, 'time_spent_seconds'],
    ['more than a day', { seconds: '86400.01' }, 'time_spent_seconds'],
    ['no student', { student: null }, 'student_id'],
    ['no topic', { topic: null }, 'global_topic_uid'],
    ['an empty topic', { topic: ' ' }, 'global_topic_uid'],
    ['no code', { code: null }, 'mistake_code'],
    ['an empty code', { code: '' }, 'mistake_code'],
    ['a moment before 1970', { at: '1969-12-31T23:59:59Z' }, 'occurred_at'],
    ['a moment after 2199', { at: '2200-01-01T00:00:00Z' }, 'occurred_at'],
  ])('%s is refused with an error that names the column, and nothing changes', async (_case, change, column) => {
    const studentId = randomUUID();
    const row = { student: studentId, topic: topicUid, code: 'GUESS', seconds: '10', at: timeAt(0), ...change };
    await expect(
      session.query(
        `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
         VALUES ($1, $2, $3, $4, $5)`,
        [row.student, row.topic, row.code, row.seconds, row.at],
      ),
    ).rejects.toThrow(column);
    expect(await countRows(studentId)).toBe(0);
  });

  test('an unknown code and an unknown topic are kept', async () => {
    const studentId = randomUUID();
    await insertMistakes(session, [{ studentId, topicUid: 'XX.NEW.TOPIC', code: 'NEVER_HEARD_OF' }]);
    const { rows } = await session.query(
      'SELECT global_topic_uid, dominant_mistake_code FROM student_mistake_patterns WHERE student_id = $1',
      [studentId],
    );
    expect(rows).toEqual([{ global_topic_uid: 'XX.NEW.TOPIC', dominant_mistake_code: 'NEVER_HEARD_OF' }]);
  });

  test('an unknown answer is refused by the foreign key', async () => {
    await expect(insertMistakes(session, [{ studentId: randomUUID(), testAnswerId: randomUUID() }])).rejects.toThrow(
      'student_mistakes_test_answer_id_fkey',
    );
  });

  test('a mistake recorded twice counts once', async () => {
    const studentId = randomUUID();
    const id = randomUUID();
    for (let turn = 0; turn < 2; turn += 1) {
      await session.query(
        `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
         VALUES ($1, $2, $3, 'GUESS', 20, $4) ON CONFLICT DO NOTHING`,
        [id, studentId, topicUid, timeAt(0)],
      );
    }
    const { rows } = await session.query(
      `SELECT pattern.mistake_distribution, baseline.current_sample_count
       FROM student_mistake_patterns AS pattern JOIN student_baseline_performance AS baseline USING (student_id)
       WHERE student_id = $1`,
      [studentId],
    );
    expect(rows).toEqual([{ mistake_distribution: { GUESS: 1 }, current_sample_count: 1 }]);
  });

  test('a mistake is stamped with the pace of its priors once there are enough', async () => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      [20, 20, 20, 20, 20, 9.5].map((seconds) => ({ studentId, seconds })),
    );
    const stamps = await readStamps(studentId);
    expect(stamps[4]).toEqual({ expected_duration: null, time_ratio: null, used_adaptive_baseline: false });
    expect(stamps[5]).toEqual({ expected_duration: '19', time_ratio: '0.5', used_adaptive_baseline: true });
  });

  test('a mistake that was not the latest when it arrived has no stamp', async () => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      [10, 11, 12, 13, 14, 15].map((minute) => ({ studentId, minute, seconds: 20 })),
    );
    await insertMistakes(session, [{ studentId, minute: 1, seconds: 20 }]);
    expect((await readStamps(studentId))[0]).toEqual({
      expected_duration: null,
      time_ratio: null,
      used_adaptive_baseline: null,
    });
  });

  test('of several mistakes in one statement the latest alone is stamped, held against all others', async () => {
    const studentId = randomUUID();
    await insertMistakes(
      session,
      [20, 20, 20, 20, 20, 19].map((seconds, minute) => ({ studentId, minute, seconds })),
    );
    const stamps = await readStamps(studentId);
    expect(stamps.slice(0, 5).every((stamp) => stamp.used_adaptive_baseline === null)).toBe(true);
    expect(stamps[5]).toEqual({ expected_duration: '19', time_ratio: '1', used_adaptive_baseline: true });
  });

  test('every statement of a transaction is stamped, one that inserts nothing and disabled triggers or not', async () => {
    const studentId = randomUUID();
    const [first] = await insertOneByOne(
      session,
      [20, 20, 20, 20, 20].map((seconds) => ({ studentId, seconds })),
    );
    const stamp = { expected_duration: '19', time_ratio: '1', used_adaptive_baseline: true };
    await session.transaction(async (inner) => {
      await inner.query(
        `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, occurred_at)
         VALUES ($1, $2, $3, 'GUESS', $4) ON CONFLICT (id) DO NOTHING`,
        [first, studentId, topicUid, timeAt(10)],
      );
      await insertMistakes(inner, [{ studentId, minute: 11, seconds: 19 }]);
      await inner.exec('ALTER TABLE student_mistakes DISABLE TRIGGER trg_update_mistake_patterns');
      // In one message, as a script sends them.
      await inner.exec(
        [12, 13]
          .map(
            (minute) => `INSERT INTO student_mistakes
              (student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
              VALUES ('${studentId}', '${topicUid}', 'GUESS', 19, '${timeAt(minute)}');`,
          )
          .join('\n'),
      );
      await inner.exec('ALTER TABLE student_mistakes ENABLE TRIGGER trg_update_mistake_patterns');
    });
    const stamps = await readStamps(studentId);
    expect(stamps[5]).toEqual(stamp);
    expect(stamps.slice(6).map(({ used_adaptive_baseline: isAdaptive }) => isAdaptive)).toEqual([true, true]);
  });

  test('a mistake that arrives by sync keeps the stamp it has', async () => {
    const studentId = randomUUID();
    await session.transaction(async (inner) => {
      await inner.exec(`SET LOCAL endstp.replicating = 'on'`);
      await inner.query(
        `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds, expected_duration,
           time_ratio, used_adaptive_baseline) VALUES ($1, $2, 'GUESS', 20, 40, 0.5, true)`,
        [studentId, topicUid],
      );
    });
    expect(await readStamps(studentId)).toEqual([
      { expected_duration: '40', time_ratio: '0.5', used_adaptive_baseline: true },
    ]);
  });

  test('without enough of a pace the exam norm of the test is what a mistake is held against', async () => {
    const studentId = randomUUID();
    const [recordId, answerId] = [randomUUID(), randomUUID()];
    await session.query(
      `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at)
       VALUES ($1, $2, 'practice', 60, now())`,
      [recordId, studentId],
    );
    await session.query(
      `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
         position, response, outcome, answered_at) VALUES ($1, $2, $3, $1, $1, $4, 0, '{}', 'wrong', now())`,
      [answerId, recordId, studentId, topicUid],
    );
    await insertOneByOne(session, [
      { studentId, code: 'SIGN_ERROR' },
      { studentId, code: 'GUESS' },
      { studentId, code: 'UNIT_ERROR', seconds: 17, testAnswerId: answerId },
    ]);
    expect(await readTrend(session, studentId)).toBe('PANIC_RUSH');
    expect((await readStamps(studentId))[2]).toMatchObject({ expected_duration: '60', used_adaptive_baseline: false });
  });

  test('a deleted or re-keyed mistake takes its part of the derived rows along', async () => {
    const [studentId, otherId] = [randomUUID(), randomUUID()];
    const ids = await insertOneByOne(
      session,
      [10, 20, 30].map((seconds) => ({ studentId, seconds })),
    );
    await session.query('DELETE FROM student_mistakes WHERE id = $1', [ids[2]]);
    await session.query('UPDATE student_mistakes SET student_id = $2 WHERE id = $1', [ids[1], otherId]);
    const { rows } = await session.query(
      `SELECT pattern.dominant_mistake_count, baseline.current_total_seconds::text
       FROM student_mistake_patterns AS pattern JOIN student_baseline_performance AS baseline USING (student_id)
       WHERE student_id = ANY ($1::uuid[]) ORDER BY student_id = $2`,
      [[studentId, otherId], otherId],
    );
    expect(rows).toEqual([
      { dominant_mistake_count: 1, current_total_seconds: '10' },
      { dominant_mistake_count: 1, current_total_seconds: '20' },
    ]);
    await session.query('DELETE FROM student_mistakes WHERE student_id = $1', [studentId]);
    expect(await countRows(studentId)).toBe(0);
  });

  test('a deleted reason gives the mistake its own code back', async () => {
    const studentId = randomUUID();
    const [id] = await insertMistakes(session, [{ studentId, code: 'GUESS' }]);
    await session.query(
      `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code) VALUES ($1, $2, 'SIGN_ERROR')`,
      [id, studentId],
    );
    await session.query('DELETE FROM mistake_reasons WHERE student_id = $1', [studentId]);
    const { rows } = await session.query(
      'SELECT mistake_distribution FROM student_mistake_patterns WHERE student_id = $1',
      [studentId],
    );
    expect(rows).toEqual([{ mistake_distribution: { GUESS: 1 } }]);
  });

  test('deleted derived rows come back whole with the next mistake', async () => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      [10, 20, 30].map((seconds) => ({ studentId, seconds })),
    );
    await session.query('DELETE FROM student_mistake_patterns WHERE student_id = $1', [studentId]);
    await session.query('DELETE FROM student_baseline_performance WHERE student_id = $1', [studentId]);
    await insertMistakes(session, [{ studentId, seconds: 40, minute: 9 }]);
    const { rows } = await session.query(
      `SELECT pattern.dominant_mistake_count, baseline.current_total_seconds::text
       FROM student_mistake_patterns AS pattern JOIN student_baseline_performance AS baseline USING (student_id)
       WHERE student_id = $1`,
      [studentId],
    );
    expect(rows).toEqual([{ dominant_mistake_count: 4, current_total_seconds: '100' }]);
  });
});
