import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertMistakes, timeAt } from './study-rows.ts';
import { databaseKinds, type TestDatabase } from './test-databases.ts';

// PGlite has one connection: there is nothing to show there.
const serverKinds = databaseKinds.filter(({ label }) => label !== 'PGlite');

describe.each(serverKinds)('many sessions on $label', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await kind.openMigrated();
  });
  afterAll(() => database.close());

  async function inParallel(
    count: number,
    work: (session: SqlSession, worker: number) => Promise<void>,
  ): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, async (_, worker) => {
        const connection = await database.connect?.();
        if (connection === undefined) {
          throw new Error('this engine has no further connections');
        }
        try {
          await work(connection.session, worker);
        } finally {
          await connection.close();
        }
      }),
    );
  }

  test('that record mistakes of the same students in any order neither deadlock nor lose a count', async () => {
    const students = Array.from({ length: 6 }, () => randomUUID());
    await inParallel(10, async (session, worker) => {
      for (let turn = 0; turn < 12; turn += 1) {
        const rotated = [...students.slice(worker % 6), ...students.slice(0, worker % 6)];
        const chosen = turn % 3 === 0 ? rotated : rotated.slice(0, 1);
        await insertMistakes(
          session,
          chosen.map((studentId) => ({ studentId, seconds: 10, minute: (turn * 7 + worker) % 50 })),
        );
      }
    });
    const { rows } = await database.session.query<{ lost: number }>(
      `SELECT count(*)::int AS lost
       FROM (SELECT student_id, count(*) AS recorded, sum(time_spent_seconds) AS total FROM student_mistakes GROUP BY 1) AS fact
       LEFT JOIN student_mistake_patterns AS pattern USING (student_id)
       LEFT JOIN student_baseline_performance AS baseline USING (student_id)
       WHERE pattern.timed_count IS DISTINCT FROM fact.recorded
         OR (pattern.mistake_distribution ->> 'CALCULATION_ERROR')::int IS DISTINCT FROM fact.recorded
         OR baseline.current_sample_count IS DISTINCT FROM fact.recorded
         OR baseline.current_total_seconds IS DISTINCT FROM fact.total`,
    );
    expect(rows).toEqual([{ lost: 0 }]);
    await expectRowsAsRebuilt(students);
  });

  test('that record a mistake and its reason at the same time end with the reason counted', async () => {
    for (let turn = 0; turn < 15; turn += 1) {
      const [studentId, id] = [randomUUID(), randomUUID()];
      await inParallel(2, async (session, worker) => {
        if (worker === 0) {
          await insertMistakes(session, [{ id, studentId, code: 'UNCLASSIFIED' }]);
        } else {
          await session.query(
            'INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code, noted_at) VALUES ($1, $2, $3, $4)',
            [id, studentId, 'SIGN_ERROR', timeAt(1)],
          );
        }
      });
      const { rows } = await database.session.query(
        'SELECT mistake_distribution FROM student_mistake_patterns WHERE student_id = $1',
        [studentId],
      );
      expect(rows).toEqual([{ mistake_distribution: { SIGN_ERROR: 1 } }]);
    }
  });

  test('that record while a preset changes all end under the changed preset', async () => {
    const students = Array.from({ length: 12 }, () => randomUUID());
    await inParallel(5, async (session, worker) => {
      if (worker === 0) {
        for (const minimum of [6, 7, 8, 9]) {
          await session.query(
            `UPDATE analysis_presets SET settings = settings || jsonb_build_object('panic_absolute_min', $1::int) WHERE is_default`,
            [minimum],
          );
        }
        return;
      }
      for (const studentId of students.slice((worker - 1) * 3, worker * 3)) {
        await insertMistakes(session, [{ studentId }]);
      }
    });
    const { rows } = await database.session.query(
      `SELECT DISTINCT (settings).panic_absolute_min::text AS minimum FROM student_mistake_patterns WHERE student_id = ANY ($1::uuid[])`,
      [students],
    );
    expect(rows).toEqual([{ minimum: '9' }]);
  });

  async function expectRowsAsRebuilt(students: readonly string[]): Promise<void> {
    const read = async () =>
      (
        await database.session.query(
          `SELECT to_jsonb(pattern) - '{updated_at}'::text[] AS pattern, to_jsonb(baseline) - '{updated_at}'::text[] AS baseline
           FROM student_mistake_patterns AS pattern JOIN student_baseline_performance AS baseline USING (student_id, global_topic_uid)
           WHERE student_id = ANY ($1::uuid[]) ORDER BY student_id`,
          [students],
        )
      ).rows;
    const before = await read();
    await database.session.query(
      `SELECT rebuild_mistake_pattern(student_id, global_topic_uid), rebuild_student_baseline(student_id, global_topic_uid)
       FROM student_mistake_patterns WHERE student_id = ANY ($1::uuid[])`,
      [students],
    );
    expect(await read()).toEqual(before);
  }
});
