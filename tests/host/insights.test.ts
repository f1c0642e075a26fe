import fc from 'fast-check';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markOfReflex } from '../../renderer/reflexes/reflex-history.ts';
import { type OpenedDatabase, openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { createInsightsCalls, type InsightsCalls, scopeOf } from '../../shared/host/insights-calls.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { mostPoints } from '../../shared/study/insights/time-against-expected.ts';
import { listRecommendations, listUndeliveredReflexes } from '../../shared/study/recommendations.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';
import { unwrap } from './study-driver.ts';

const nowMs = Date.UTC(2026, 10, 22, 18, 30);
const timeZone = 'Europe/Istanbul';
const topics = ['TR.MAT.ALG.001', 'TR.MAT.NUM.003', 'NOT.IN.THE.CURRICULUM'] as const;
const codes = ['SIGN_ERROR', 'CONCEPT_ERROR', 'A_CODE_OF_A_PACK'] as const;
const severities: Readonly<Record<string, number>> = { SIGN_ERROR: 2, CONCEPT_ERROR: 4, BLANK: 4, GUESS: 3 };
const expectedSeconds = 50;

let opened: OpenedDatabase;
let calls: InsightsCalls;
beforeAll(async () => {
  const bytes = await readPreparedDirectory(await preparedFolder());
  opened = await openStudyDatabase({
    storage: {},
    migrations: await readMigrations(migrationsFolder),
    preparedDirectory: bytes === null ? null : new Blob([bytes]),
    hasDatabase: false,
    onDied: () => {},
  });
  calls = createInsightsCalls({
    database: opened.database,
    nowMs: () => nowMs,
    reportBug: (callName, error) => {
      throw new Error(`a bug in ${callName}`, { cause: error });
    },
    onDamaged: () => {},
  });
});
afterAll(() => opened.pglite.close());

interface Given {
  readonly topic: string;
  readonly outcome: 'right' | 'wrong' | 'blank';
  readonly seconds: number | null;
  readonly minutesAgo: number;
  readonly code: string;
  /** What the student said afterwards, if anything; the later one counts. */
  readonly reasons: readonly string[];
}
const given: fc.Arbitrary<Given> = fc.record({
  topic: fc.constantFrom(...topics),
  outcome: fc.constantFrom('right', 'wrong', 'blank'),
  seconds: fc.option(fc.integer({ min: 0, max: 4000 }).map((tenths) => tenths / 10)),
  minutesAgo: fc.integer({ min: 0, max: 60 * 24 * 80 }),
  code: fc.constantFrom(...codes),
  reasons: fc.array(fc.constantFrom('GUESS', ...codes), { maxLength: 2 }),
});

/** Rows as recording leaves them; the expected time is the session's, since the questions are unknown. */
async function record(answers: readonly Given[]): Promise<string> {
  const studentId = uuidV7();
  const recordId = uuidV7();
  const rows = answers.map((answer) => ({ ...answer, id: uuidV7(), at: nowMs - answer.minutesAgo * 60_000 }));
  const wrong = rows.filter((row) => row.outcome !== 'right').map((row) => ({ ...row, mistakeId: uuidV7() }));
  await opened.database.transaction(async (queries) => {
    await queries.query(
      `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at)
       VALUES ($1, $2, 'practice', $3, to_timestamp(0))`,
      [recordId, studentId, expectedSeconds],
    );
    await queries.query(
      `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
                                 position, response, outcome, time_spent_seconds, answered_at)
       SELECT id, $2, $3, id, id, topic, 0, '{}', outcome, seconds, to_timestamp(at / 1000.0)
         FROM jsonb_to_recordset($1::jsonb) AS row (id UUID, topic TEXT, outcome TEXT, seconds NUMERIC, at NUMERIC)`,
      [JSON.stringify(rows), recordId, studentId],
    );
    await queries.query(
      `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, test_answer_id, time_spent_seconds,
                                     occurred_at)
       SELECT "mistakeId", $2, topic, CASE outcome WHEN 'blank' THEN 'BLANK' ELSE code END, id, seconds,
              to_timestamp(at / 1000.0)
         FROM jsonb_to_recordset($1::jsonb)
           AS row (id UUID, "mistakeId" UUID, topic TEXT, outcome TEXT, code TEXT, seconds NUMERIC, at NUMERIC)`,
      [JSON.stringify(wrong), studentId],
    );
    const reasons = wrong.flatMap(({ mistakeId, reasons: said, at }) =>
      said.map((code, place) => ({ id: uuidV7(), mistakeId, code, at: at + (place + 1) * 1000 })),
    );
    await queries.query(
      `INSERT INTO mistake_reasons (id, mistake_id, student_id, mistake_code, noted_at)
       SELECT id, "mistakeId", $2, code, to_timestamp(at / 1000.0)
         FROM jsonb_to_recordset($1::jsonb) AS row (id UUID, "mistakeId" UUID, code TEXT, at NUMERIC)`,
      [JSON.stringify(reasons), studentId],
    );
  });
  return studentId;
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

function near(value: number | null): unknown {
  return value === null ? null : expect.closeTo(value, 6);
}

function localDayOf({ minutesAgo }: Given): string {
  return new Date(nowMs - minutesAgo * 60_000 + 3 * 3_600_000).toISOString().slice(0, 10);
}

function effectiveCode({ outcome, code, reasons }: Given): string {
  return reasons.at(-1) ?? (outcome === 'blank' ? 'BLANK' : code);
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

it('every chart reads what a slow, plain reading of the same answers gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(given, { maxLength: 60 }),
      fc.constantFrom('7', '30', 'all'),
      fc.constantFrom(null, ...topics),
      async (all, range, topicUid) => {
        const studentId = await record(all);
        const query = { studentId, topicUid, range, timeZone } as const;
        const firstDay =
          range === 'all'
            ? ''
            : new Date(nowMs + 3 * 3_600_000 - (Number(range) - 1) * 86_400_000).toISOString().slice(0, 10);
        const seen = all.filter(
          (answer) => (topicUid === null || answer.topic === topicUid) && localDayOf(answer) >= firstDay,
        );

        const tiles = unwrap(await calls.readTopicTiles(query));
        expect(Object.fromEntries(tiles.map((tile) => [tile.topicUid, tile.answerCount]))).toEqual(
          countBy(seen, (answer) => answer.topic),
        );
        for (const tile of tiles) {
          const own = seen.filter((answer) => answer.topic === tile.topicUid);
          expect(tile.rightCount).toBe(own.filter((answer) => answer.outcome === 'right').length);
          expect(tile.medianSeconds).toEqual(near(median(own.flatMap(({ seconds }) => (seconds ? [seconds] : [])))));
        }

        const times = unwrap(await calls.readTimeAgainstExpected(query));
        const timed = seen.filter(({ outcome, seconds }) => outcome !== 'blank' && seconds !== null && seconds > 0);
        const secondsOf = (outcome: string) => timed.filter((a) => a.outcome === outcome).map((a) => a.seconds ?? 0);
        expect([times.rightCount, times.wrongCount]).toEqual([secondsOf('right').length, secondsOf('wrong').length]);
        expect(times.medianRightSeconds).toEqual(near(median(secondsOf('right'))));
        expect(times.medianWrongSeconds).toEqual(near(median(secondsOf('wrong'))));
        expect(times.panicCount).toBe(timed.filter(({ seconds }) => (seconds ?? 0) < 0.3 * expectedSeconds).length);
        expect(times.slowCount).toBe(timed.filter(({ seconds }) => (seconds ?? 0) > 180).length);
        expect(times.points?.map(({ seconds }) => seconds)).toEqual(
          timed.map(({ seconds }) => seconds ?? 0).sort((a, b) => a - b),
        );

        const pace = unwrap(await calls.readTopicPace(query));
        const paced = seen.filter(({ seconds }) => seconds !== null && seconds > 0);
        expect(Object.fromEntries(pace.map((topic) => [topic.topicUid, topic.answerCount]))).toEqual(
          countBy(paced, (answer) => answer.topic),
        );
        for (const topic of pace) {
          for (const point of topic.points) {
            const own = paced.filter(
              (answer) =>
                answer.topic === topic.topicUid &&
                (range === 'all' ? mondayOf(localDayOf(answer)) : localDayOf(answer)) === point.day,
            );
            expect(point.answerCount).toBe(own.length);
            expect(point.ratio[1]).toEqual(near(median(own.map(({ seconds }) => (seconds ?? 0) / expectedSeconds))));
            expect(point.seconds === null).toBe(topicUid === null);
          }
        }

        const wrong = seen.filter(({ outcome }) => outcome !== 'right');
        const mix = unwrap(await calls.readMistakeMix(query));
        expect(mix.mistakeCount).toBe(wrong.length);
        expect(Object.fromEntries(mix.byCode.map(({ code, count }) => [code, count]))).toEqual(
          countBy(wrong, effectiveCode),
        );
        expect(mix.byCode.map(({ count }) => count)).toEqual(
          mix.byCode.map(({ count }) => count).sort((a, b) => b - a),
        );
        expect(mix.byDay.reduce((sum, { count }) => sum + count, 0)).toBe(wrong.length);
        expect(
          Object.fromEntries(mix.byTopic.map((entry) => [`${entry.topicUid}/${entry.code}`, entry.count])),
        ).toEqual(countBy(wrong, (answer) => `${answer.topic}/${effectiveCode(answer)}`));

        const severity = unwrap(await calls.readSeverityTrend(query));
        const weights = wrong.map((answer) => severities[effectiveCode(answer)] ?? 3);
        const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
        expect(total(severity.map((point) => point.meanSeverity * point.mistakeCount))).toBeCloseTo(total(weights), 6);
        expect(total(severity.map((point) => point.squaredSeverity))).toBeCloseTo(total(weights.map((w) => w * w)), 6);

        const calendar = unwrap(await calls.readPracticeCalendar(query));
        expect(calendar.today).toBe('2026-11-22');
        expect(Object.fromEntries(calendar.days.map((day) => [day.day, day.answerCount]))).toEqual(
          countBy(seen, localDayOf),
        );
      },
    ),
    { numRuns: 12 },
  );
});

function mondayOf(day: string): string {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return new Date(ms - ((new Date(ms).getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
}

it('pace is to the last bit what the plain statement gives, by day and by week, where clocks change at midnight too', async () => {
  const random = fc.sample(fc.array(given, { minLength: 400, maxLength: 400 }), { numRuns: 1, seed: 20_261_122 })[0];
  const studentId = await record(random ?? []);
  for (const zone of ['Europe/Istanbul', 'Atlantic/Azores', 'America/Havana', 'Africa/Cairo', 'Asia/Kathmandu']) {
    for (const [range, unit] of [
      ['30', 'day'],
      ['all', 'week'],
    ] as const) {
      for (const topicUid of [null, topics[0]]) {
        const query = { studentId, topicUid, range, timeZone: zone } as const;
        const plain = await opened.database.query(
          `SELECT answer.global_topic_uid AS "topicUid",
                  date_trunc($5, answered_at AT TIME ZONE $4)::date::text AS day, count(*)::int AS "answerCount",
                  CASE WHEN $2::text IS NOT NULL
                    THEN percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY time_spent_seconds::float8) END
                    AS seconds,
                  percentile_cont(ARRAY[0.25, 0.5, 0.75])
                    WITHIN GROUP (ORDER BY time_spent_seconds::float8 / expected_duration_per_question::float8) AS ratio
             FROM test_answers AS answer JOIN test_records AS record ON record.id = answer.test_record_id
            WHERE answer.student_id = $1 AND ($2::text IS NULL OR answer.global_topic_uid = $2)
              AND ($3::timestamptz IS NULL OR answered_at >= $3) AND time_spent_seconds > 0
            GROUP BY 1, 2 ORDER BY 1, 2`,
          [studentId, topicUid, scopeOf(query, nowMs).since, zone, unit],
        );
        expect(plain.length).toBeGreaterThan(10);
        const lines = [...unwrap(await calls.readTopicPace(query))].sort((a, b) => (a.topicUid < b.topicUid ? -1 : 1));
        expect(lines.flatMap((line) => line.points.map((point) => ({ topicUid: line.topicUid, ...point })))).toEqual(
          plain,
        );
      }
    }
  }
});

describe('thousands of answers', () => {
  it('reach the page as counted cells, which lose none of them', async () => {
    const many = Array.from({ length: mostPoints + 1 }, (_, index) => ({
      topic: topics[0],
      outcome: index % 3 === 0 ? ('wrong' as const) : ('right' as const),
      seconds: 1 + (index % 170),
      minutesAgo: index,
      code: 'SIGN_ERROR',
      reasons: [],
    }));
    const studentId = await record(many);
    const data = unwrap(await calls.readTimeAgainstExpected({ studentId, topicUid: null, range: 'all', timeZone }));
    expect(data.points).toBeNull();
    expect(data.cells.length).toBeLessThan(100);
    expect(data.cells.reduce((sum, cell) => sum + cell.rightCount, 0)).toBe(data.rightCount);
    expect(data.cells.reduce((sum, cell) => sum + cell.wrongCount, 0)).toBe(data.wrongCount);
    expect(data.rightCount + data.wrongCount).toBe(mostPoints + 1);
    for (const cell of data.cells) {
      expect(cell.expectedFrom).toBeLessThanOrEqual(expectedSeconds);
      expect(cell.expectedTo).toBeGreaterThan(expectedSeconds);
    }
  });
});

describe('a period', () => {
  it('begins with a local day, in winter, in summer and across the change of the clocks', () => {
    const since = (ms: number, zone: string) =>
      scopeOf({ studentId: uuidV7(), topicUid: null, range: '7', timeZone: zone }, ms).since;
    expect(since(nowMs, 'Europe/Istanbul')).toBe('2026-11-15T21:00:00.000Z');
    expect(since(Date.UTC(2026, 6, 7, 3), 'America/New_York')).toBe('2026-06-30T04:00:00.000Z');
    // The clocks of Berlin went back on 25 October.
    expect(since(Date.UTC(2026, 9, 27, 12), 'Europe/Berlin')).toBe('2026-10-20T22:00:00.000Z');
  });

  it('is refused for a time zone that does not exist', async () => {
    const outcome = await calls.readTopicTiles({ studentId: uuidV7(), topicUid: null, range: '7', timeZone: 'Mars/X' });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { field: 'timeZone' } } });
  });
});

describe('what followed a reflex', () => {
  it('is counted from the answers around its first mistake, whatever the clock of the machine says', async () => {
    // Minutes, outcome and seconds. The third hurried mistake raises the reflex, the fourth refreshes it.
    const studentId = await record([]);
    const [session] = await opened.database.query<{ id: string }>('SELECT id FROM test_records WHERE student_id = $1', [
      studentId,
    ]);
    const answers = [
      ...([
        [0, 'right', 50],
        [1, 'right', 100],
        [2, 'wrong', 2],
        [3, 'wrong', 2],
        [4, 'wrong', 2],
      ] as const),
      ...([
        [5, 'wrong', 2],
        [6, 'right', 25],
        [7, 'right', 75],
        [8, 'right', 50],
        [9, 'right', 50],
      ] as const),
      ...([[10, 'wrong', 50]] as const),
    ];
    const beganMs = nowMs - 24 * 3_600_000;
    for (const [minute, outcome, seconds] of answers) {
      const id = uuidV7();
      const at = new Date(beganMs + minute * 60_000).toISOString();
      await opened.database.query(
        `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
                                   position, response, outcome, time_spent_seconds, answered_at)
         VALUES ($1, $2, $3, $1, $1, $4, $5, '{}', $6, $7, $8)`,
        [id, session?.id, studentId, topics[0], minute, outcome, seconds, at],
      );
      if (outcome === 'right') continue;
      await opened.database.query(
        `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, test_answer_id, time_spent_seconds, occurred_at)
         VALUES ($1, $2, $3, 'SIGN_ERROR', $4, $5, $6)`,
        [uuidV7(), studentId, topics[0], id, seconds, at],
      );
    }
    const raised = { type: 'PANIC_RUSH', raisedAt: new Date(beganMs + 4 * 60_000).toISOString() };
    // Shares of the expected 50 s before: 1, 2, 0.04, 0.04, 0.04; after: 0.04, 0.5, 1.5, 1, 1.
    const before = { count: 5, rightCount: 2, medianRatio: expect.closeTo(0.04, 6) };
    const after = { count: 5, rightCount: 4, medianRatio: expect.closeTo(1, 6) };
    for (const clockIsOffBy of ['-1 hour', '2 hours']) {
      await opened.database.query(
        'UPDATE student_recommendations SET created_at = $2::timestamptz + $3::interval WHERE student_id = $1',
        [studentId, raised.raisedAt, clockIsOffBy],
      );
      const effects = unwrap(await calls.readReflexEffects({ studentId, topicUid: null, range: 'all', timeZone }));
      expect(effects.filter(({ type }) => type === 'PANIC_RUSH')).toMatchObject([{ ...raised, before, after }]);
    }
  });
});

describe('reflexes that say opposite things of a topic', () => {
  /** One by one, a minute apart, as they happen: the triggers judge each. */
  async function mistake(studentId: string, minute: number, code: string): Promise<void> {
    await opened.database.query(
      `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
       VALUES ($1, $2, $3, $4, 40, to_timestamp($5 / 1000.0))`,
      [uuidV7(), studentId, topics[0], code, nowMs - 60 * 60_000 + minute * 60_000],
    );
  }
  const query = { topicUid: null, range: 'all', timeZone } as const;

  /** Who stands as active, who waits unseen, and what became of each, in history and in the chart. */
  async function shown(studentId: string) {
    const nowIso = new Date(nowMs).toISOString();
    const all = await listRecommendations(opened.database, { studentId, isActiveOnly: false }, nowIso);
    const active = await listRecommendations(opened.database, { studentId, isActiveOnly: true }, nowIso);
    const unseen = await listUndeliveredReflexes(opened.database, studentId, nowIso);
    const effects = unwrap(await calls.readReflexEffects({ studentId, ...query }));
    const byType = (rows: readonly { type: string; mark: string }[]) =>
      Object.fromEntries(rows.map(({ type, mark }) => [type, mark]));
    const history = byType(all.map((each) => ({ type: each.type, mark: markOfReflex(each) })));
    expect(byType(effects)).toEqual(history);
    expect(new Set(unseen.map(({ recommendation }) => recommendation.type))).toEqual(
      new Set(active.map(({ type }) => type)),
    );
    return { active: active.map(({ type }) => type), history };
  }

  it('stand one at a time: the one whose latest mistake is later', async () => {
    const studentId = uuidV7();
    for (const [minute, code] of ['SIGN_ERROR', 'CALCULATION_ERROR', 'MISREAD_QUESTION', 'CONCEPT_ERROR'].entries()) {
      await mistake(studentId, minute, code);
    }
    expect(await shown(studentId)).toEqual({ active: ['worsening'], history: { worsening: 'open' } });

    for (const [minute, code] of ['FORMULA_ERROR', 'SIGN_ERROR', 'CALCULATION_ERROR'].entries()) {
      await mistake(studentId, 4 + minute, code);
    }
    // Both are active rows, as the triggers wrote them.
    const rows = await opened.database.query<{ type: string }>(
      `SELECT recommendation_type AS type FROM student_recommendations WHERE student_id = $1 AND is_active ORDER BY 1`,
      [studentId],
    );
    expect(rows.map(({ type }) => type)).toEqual(['improving', 'worsening']);
    const better = { active: ['improving'], history: { worsening: 'changed', improving: 'open' } };
    expect(await shown(studentId)).toEqual(better);

    // A mark moves updated_at and settles nothing.
    await opened.database.query(
      `UPDATE student_recommendations SET is_shown = true, updated_at = now() + interval '1 day'
        WHERE student_id = $1 AND recommendation_type = 'worsening'`,
      [studentId],
    );
    expect(await shown(studentId)).toEqual(better);

    // It happens again: the same row is refreshed and takes its place back.
    await mistake(studentId, 7, 'PREREQUISITE_GAP');
    expect(await shown(studentId)).toEqual({
      active: ['worsening'],
      history: { worsening: 'open', improving: 'changed' },
    });
  });
});
