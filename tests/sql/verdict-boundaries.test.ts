import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { insertOneByOne, type MistakeInput, readTrend } from './study-rows.ts';
import { pglite, type TestDatabase } from './test-databases.ts';

/** Where one more or one less decides: random cases of the reference model seldom stand exactly here. */
describe('the boundaries of a verdict', () => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await pglite.openMigrated();
    session = database.session;
  });
  afterAll(() => database.close());

  const twoCodes = ['CALCULATION_ERROR', 'SIGN_ERROR'] as const;

  async function verdictOn(
    mistakes: readonly Omit<MistakeInput, 'studentId'>[],
    customSettings: Readonly<Record<string, number | boolean>> = {},
  ): Promise<string | undefined> {
    const studentId = randomUUID();
    await session.query('INSERT INTO student_analysis_settings (student_id, custom_settings) VALUES ($1, $2::jsonb)', [
      studentId,
      JSON.stringify(customSettings),
    ]);
    await insertOneByOne(
      session,
      mistakes.map((mistake, index) => ({ studentId, code: twoCodes[index % 2] ?? '', ...mistake })),
    );
    return readTrend(session, studentId);
  }

  const evenPace = (count: number, last: number) => [
    ...Array.from({ length: count }, () => ({ seconds: 40 })),
    { seconds: last },
  ];

  test.each([
    ['four timed priors are not yet a pace', evenPace(4, 8), 'stable'],
    ['five timed priors are', evenPace(5, 8), 'PANIC_RUSH'],
    ['exactly the ratio of the expected time is not a rush', evenPace(5, 11.4), 'stable'],
    ['just below it is', evenPace(5, 11.39), 'PANIC_RUSH'],
    ['five seconds are not fewer than five', evenPace(3, 5), 'stable'],
    ['180 seconds are not more than 180', evenPace(3, 180), 'stable'],
    ['more than 180 seconds are slow', evenPace(3, 180.001), 'STUCK_SLOW'],
    ['a time of 0 is no time', evenPace(5, 0), 'stable'],
  ])('%s', async (_fact, mistakes, verdict) => {
    expect(await verdictOn(mistakes)).toBe(verdict);
  });

  test('a rush on a grave mistake counts only below the absolute minimum', async () => {
    const grave = { code: 'CONCEPT_ERROR', seconds: 8 };
    expect(await verdictOn([...evenPace(4, 40), grave])).not.toBe('PANIC_RUSH');
    expect(await verdictOn([...evenPace(4, 40), { ...grave, seconds: 4 }])).toBe('PANIC_RUSH');
  });

  test('skipping is never a rush, and neither skipping nor an unknown reason is a loop', async () => {
    expect(await verdictOn([1, 1, 1].map((seconds) => ({ code: 'BLANK', seconds })))).toBe('stable');
    expect(await verdictOn([40, 40, 40].map((seconds) => ({ code: 'UNCLASSIFIED', seconds })))).toBe('stable');
    expect(await verdictOn([40, 40, 40].map((seconds) => ({ code: 'NEW_CODE', seconds })))).toBe('STUCK_LOOP');
  });

  test('the window holds a mistake that is exactly as old as it reaches, and none older', async () => {
    const codes = ['GUESS', 'GUESS', 'GUESS'];
    const at = (first: number) => codes.map((code, index) => ({ code, minute: [first, 1_000, 1_440][index] ?? 0 }));
    expect(await verdictOn(at(0))).toBe('STUCK_LOOP');
    expect(await verdictOn(at(-0.001))).toBe('insufficient_data');
  });

  test('a window smaller than what is recent grows to hold one mistake of the past', async () => {
    const mistakes = ['PREREQUISITE_GAP', 'SIGN_ERROR', 'CALCULATION_ERROR', 'SIGN_ERROR'].map((code) => ({ code }));
    const settings = { trend_window_size: 2, trend_recent_count: 3, stuck_repeat_threshold: 2 };
    expect(await verdictOn(mistakes, settings)).toBe('improving');
    expect(await verdictOn(mistakes.slice(1), settings)).toBe('insufficient_data');
  });

  test('without the adaptive baseline a student is not held against their own pace', async () => {
    expect(await verdictOn(evenPace(5, 8), { use_adaptive_baseline: false })).toBe('stable');
  });
});
