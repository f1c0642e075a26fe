import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { takeBack } from '../../shared/database/take-back.ts';
import { insertMistakes, timeAt, topicUid } from '../sql/study-rows.ts';
import { databaseKinds, migrateAll, type TestDatabase } from '../sql/test-databases.ts';

/** ANALYSIS_CASES=1000 npx vitest run tests/reference looks further than the normal run. */
const caseCount = Math.ceil(Number(process.env.ANALYSIS_CASES ?? '200') / 8);

const codes = ['CALCULATION_ERROR', 'GUESS', 'CONCEPT_ERROR', 'BLANK', 'X_NEW_CODE'] as const;
const code = fc.constantFrom(...codes);
const place = fc.nat({ max: 30 });
/** Few moments, so that ties are common; over two days, so that windows begin and end within them. */
const minute = fc.nat({ max: 24 }).map((step) => step * 120);
const mistake = fc.record({ minute, code, seconds: fc.constantFrom(null, 2, 30, 200) });

/** Everything that can happen to the mistakes of a student in a topic, arrivals and whatever else derived rows follow. */
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('record' as const), mistakes: fc.tuple(mistake) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('record' as const), mistakes: fc.array(mistake, { minLength: 2 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sync' as const), mistakes: fc.array(mistake) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('explain' as const), place, code }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forgetReasons' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rekey' as const), place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('redate' as const), place, minute }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('severity' as const), code, severity: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('settings' as const),
      windowSize: fc.integer({ min: 2, max: 7 }),
      hours: fc.constantFrom(1, 2, 12, 48),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lose' as const), minute }) },
);
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

describe.each(databaseKinds)('the window kept in a pattern row on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.openMigrated();
    session = database.session;
  }, 120_000);
  afterAll(() => database.close());

  test('is after every event what a rebuild makes of it, and so are all derived rows', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 20 }), async (events) => {
        const studentIds = [randomUUID(), randomUUID()];
        for (const happening of events) {
          await apply(session, studentIds, happening);
          const kept = await readRows(session, studentIds);
          const rebuilt = await takeBack(session, async (inner) => {
            await inner.query(
              `SELECT rebuild_mistake_pattern(student_id, $2), rebuild_student_baseline(student_id, $2)
               FROM unnest($1::uuid[]) AS student_id`,
              [studentIds, topicUid],
            );
            return readRows(inner, studentIds);
          });
          expect(kept, JSON.stringify(happening)).toEqual(rebuilt);
        }
      }),
      { numRuns: caseCount },
    );
  });

  test('is filled for rows of a release that kept none, and counts stay as they are', async () => {
    const studentIds = [randomUUID(), randomUUID()];
    for (const studentId of studentIds) {
      await insertMistakes(
        session,
        codes.map((of, index) => ({ studentId, code: of, minute: index * 300, seconds: 20 + index })),
      );
    }
    const before = await readRows(session, studentIds);
    await session.exec(`
      ALTER TABLE student_mistake_patterns DROP COLUMN window_codes, DROP COLUMN window_severities, DROP COLUMN window_times,
        RESET (fillfactor);
      UPDATE student_mistake_patterns SET updated_at = '2000-01-01Z'`);
    await migrateAll(session);
    expect(await readRows(session, studentIds)).toEqual(before);
    const { rows } = await session.query<{ patterns: number; windows: number }>(
      `SELECT count(*)::int AS patterns, count(window_codes)::int AS windows FROM student_mistake_patterns`,
    );
    expect(rows[0]?.windows).toBe(rows[0]?.patterns);
  });
});

async function apply(
  session: SqlSession,
  [studentId = '', otherId = '']: readonly string[],
  event: Event,
): Promise<void> {
  const nth = `(SELECT id FROM student_mistakes WHERE student_id = $1 ORDER BY occurred_at, id
    OFFSET $2::int % greatest(1, (SELECT count(*) FROM student_mistakes WHERE student_id = $1)) LIMIT 1)`;
  switch (event.kind) {
    case 'record':
      await insertMistakes(
        session,
        event.mistakes.map((one) => ({ ...one, studentId })),
      );
      return;
    case 'sync':
      await session.transaction(async (inner) => {
        await inner.exec(`SET LOCAL endstp.replicating = 'on'`);
        await insertMistakes(
          inner,
          event.mistakes.map((one) => ({ ...one, studentId })),
        );
      });
      return;
    case 'explain':
      await session.query(
        `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code)
         SELECT id, $1, $3 FROM ${nth} AS mistake`,
        [studentId, event.place, event.code],
      );
      return;
    case 'forgetReasons':
      await session.query('DELETE FROM mistake_reasons WHERE student_id = $1', [studentId]);
      return;
    case 'delete':
      await session.query(`DELETE FROM student_mistakes WHERE id = ${nth}`, [studentId, event.place]);
      return;
    case 'rekey':
      await session.query(`UPDATE student_mistakes SET student_id = $3 WHERE id = ${nth}`, [
        studentId,
        event.place,
        otherId,
      ]);
      return;
    case 'redate':
      await session.query(`UPDATE student_mistakes SET occurred_at = $3 WHERE id = ${nth}`, [
        studentId,
        event.place,
        timeAt(event.minute),
      ]);
      return;
    case 'severity':
      await session.query(
        `INSERT INTO mistake_types (mistake_code, severity) VALUES ($1, $2)
         ON CONFLICT (mistake_code) DO UPDATE SET severity = excluded.severity`,
        [event.code, event.severity],
      );
      return;
    case 'settings':
      await session.query(
        `INSERT INTO student_analysis_settings (student_id, custom_settings) VALUES ($1, $2::jsonb)
         ON CONFLICT (student_id) DO UPDATE SET custom_settings = excluded.custom_settings`,
        [studentId, JSON.stringify({ trend_window_size: event.windowSize, stuck_time_window_hours: event.hours })],
      );
      return;
    case 'lose':
      await session.query(
        'UPDATE student_mistake_patterns SET settings = NULL, window_codes = NULL WHERE student_id = $1',
        [studentId],
      );
      await insertMistakes(session, [{ studentId, minute: event.minute }]);
      return;
  }
}

/** Derived rows without the ids and times of a row of their own. */
async function readRows(session: SqlSession, studentIds: readonly string[]): Promise<unknown> {
  const { rows } = await session.query(
    `SELECT pattern.student_id, to_jsonb(pattern) - '{id,created_at,updated_at}'::text[] AS pattern,
       to_jsonb(baseline) - '{id,created_at,updated_at}'::text[] AS baseline
     FROM student_mistake_patterns AS pattern FULL JOIN student_baseline_performance AS baseline USING (student_id)
     WHERE student_id = ANY ($1::uuid[]) ORDER BY student_id`,
    [studentIds],
  );
  return rows;
}
