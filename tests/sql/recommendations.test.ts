import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import {
  insertMistakes,
  insertOneByOne,
  readEventTypes,
  readRecommendations,
  readTrend,
  startMs,
  timeAt,
} from './study-rows.ts';
import { databaseKinds, type TestDatabase } from './test-databases.ts';

const hourMs = 3_600_000;

describe.each(databaseKinds)('recommendations on $label', (kind) => {
  let database: TestDatabase;
  let session: SqlSession;
  beforeAll(async () => {
    database = await kind.openMigrated();
    session = database.session;
  });
  afterAll(() => database.close());

  /** Of one severity, so that time and repetition alone decide. */
  const mixed = ['CALCULATION_ERROR', 'SIGN_ERROR', 'UNIT_ERROR'];

  test('three answers in under five seconds raise PANIC_RUSH for six hours', async () => {
    const studentId = randomUUID();
    const ids = await insertOneByOne(
      session,
      mixed.map((code) => ({ studentId, code, seconds: 3 })),
    );
    const [recommendation] = await readRecommendations(session, studentId);
    expect(recommendation).toMatchObject({ recommendation_type: 'PANIC_RUSH', priority: 8, is_active: true });
    expect(recommendation?.source_mistake_id).toBe(ids[2]);
    expect(recommendation?.expires_at_ms).toBe(startMs + 2 * 60_000 + 6 * hourMs);
    expect(recommendation?.action_items).toMatchObject([
      { action: 'slow_down', duration_sec: 60 },
      { action: 'recheck_steps', count: 2 },
      { action: 'micro_break', duration_sec: 45 },
    ]);
    expect(await readEventTypes(session, studentId)).toEqual(['RECOMMENDATION_CREATED']);
  });

  test('the same code three times raises STUCK_LOOP and names the mistake', async () => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      mixed.map(() => ({ studentId, code: 'SIGN_ERROR' })),
    );
    const [recommendation] = await readRecommendations(session, studentId);
    expect(recommendation).toMatchObject({ recommendation_type: 'STUCK_LOOP', priority: 9 });
    expect(recommendation?.action_items).toMatchObject([
      { action: 'hint', level: 1 },
      { action: 'micro_review', duration_min: 6 },
      { action: 'retry', count: 1 },
    ]);
    const { rows } = await session.query<{ message: string }>(
      'SELECT message FROM student_recommendations WHERE student_id = $1',
      [studentId],
    );
    expect(rows[0]?.message).toContain('İşaret hatası');
  });

  test.each([
    ['STUCK_SLOW', 7, [['SIGN_ERROR'], ['GUESS'], ['CALCULATION_ERROR', 200]], ['split_solution', 'time_box', 'retry']],
    ['worsening', 7, [['SIGN_ERROR'], ['CONCEPT_ERROR'], ['PREREQUISITE_GAP']], ['prereq_check', 'easy_set', 'review']],
    ['improving', 4, [['PREREQUISITE_GAP'], ['SIGN_ERROR'], ['CALCULATION_ERROR']], ['review', 'normal_set']],
  ] as const)('%s has priority %i and lasts a day', async (type, priority, mistakes, actions) => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      mistakes.map(([code, seconds]) => ({ studentId, code, seconds: seconds ?? 30 })),
    );
    const [recommendation] = await readRecommendations(session, studentId);
    expect(recommendation).toMatchObject({ recommendation_type: type, priority });
    expect(recommendation?.expires_at_ms).toBe(startMs + 2 * 60_000 + 24 * hourMs);
    expect(recommendation?.action_items.map(({ action }) => action)).toEqual(actions);
  });

  test('an unexpired recommendation is refreshed and keeps its marks', async () => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      mixed.map((code) => ({ studentId, code, seconds: 3 })),
    );
    await session.query('UPDATE student_recommendations SET is_shown = true, shown_at = now() WHERE student_id = $1', [
      studentId,
    ]);
    const [id] = await insertMistakes(session, [{ studentId, seconds: 2, minute: 5 * 60 }]);
    const recommendations = await readRecommendations(session, studentId);
    expect(recommendations).toHaveLength(1);
    expect(recommendations[0]).toMatchObject({ is_shown: true, is_active: true, source_mistake_id: id });
    expect(recommendations[0]?.expires_at_ms).toBe(startMs + 11 * hourMs);
    expect(await readEventTypes(session, studentId)).toEqual(['RECOMMENDATION_CREATED', 'RECOMMENDATION_UPDATED']);
  });

  test('an expired recommendation makes room for a new one', async () => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      mixed.map((code) => ({ studentId, code, seconds: 3 })),
    );
    await insertMistakes(session, [{ studentId, seconds: 2, minute: 6 * 60 + 2 }]);
    const recommendations = await readRecommendations(session, studentId);
    expect(recommendations.map(({ is_active }) => is_active)).toEqual([false, true]);
    expect(await readEventTypes(session, studentId)).toEqual(['RECOMMENDATION_CREATED', 'RECOMMENDATION_CREATED']);
  });

  test.each(['is_dismissed', 'is_done'])(
    'a recommendation marked %s is no longer active and is not refreshed',
    async (mark) => {
      const studentId = randomUUID();
      await insertOneByOne(
        session,
        mixed.map((code) => ({ studentId, code, seconds: 3 })),
      );
      await session.query(
        mark === 'is_done'
          ? 'UPDATE student_recommendations SET is_done = true WHERE student_id = $1'
          : 'UPDATE student_recommendations SET is_dismissed = true WHERE student_id = $1',
        [studentId],
      );
      expect((await readRecommendations(session, studentId)).map(({ is_active }) => is_active)).toEqual([false]);
      await insertMistakes(session, [{ studentId, seconds: 2, minute: 10 }]);
      expect((await readRecommendations(session, studentId)).map(({ is_active }) => is_active)).toEqual([false, true]);
    },
  );

  test('a late mistake changes the verdict without raising anything', async () => {
    const studentId = randomUUID();
    await insertOneByOne(session, [
      { studentId, code: 'SIGN_ERROR', minute: 10 },
      { studentId, code: 'SIGN_ERROR', minute: 20 },
    ]);
    await insertMistakes(session, [{ studentId, code: 'SIGN_ERROR', minute: 5 }]);
    expect(await readTrend(session, studentId)).toBe('STUCK_LOOP');
    expect(await readRecommendations(session, studentId)).toEqual([]);
  });

  test('a statement of many rows raises only what its final state justifies', async () => {
    const studentId = randomUUID();
    const slow = ['SIGN_ERROR', 'GUESS', 'PROCEDURE_ERROR'].map((code, index) => ({
      studentId,
      code,
      minute: 10 + index,
    }));
    await insertMistakes(session, [
      ...mixed.map((code, index) => ({ studentId, code, seconds: 2, minute: index })),
      ...slow,
    ]);
    expect(await readTrend(session, studentId)).not.toBe('PANIC_RUSH');
    expect(
      (await readRecommendations(session, studentId)).map(({ recommendation_type }) => recommendation_type),
    ).not.toContain('PANIC_RUSH');
  });

  test('rows that arrive by sync refresh baseline and pattern and raise nothing', async () => {
    const studentId = randomUUID();
    await session.transaction(async (inner) => {
      await inner.exec(`SET LOCAL endstp.replicating = 'on'`);
      await insertOneByOne(
        inner,
        mixed.map((code) => ({ studentId, code, seconds: 3 })),
      );
    });
    expect(await readTrend(session, studentId)).toBe('PANIC_RUSH');
    expect(await readRecommendations(session, studentId)).toEqual([]);
    expect(await readEventTypes(session, studentId)).toEqual([]);
    const { rows } = await session.query<{ current_sample_count: number }>(
      'SELECT current_sample_count FROM student_baseline_performance WHERE student_id = $1',
      [studentId],
    );
    expect(rows[0]?.current_sample_count).toBe(3);
  });

  test('a reason that changes the verdict on the latest mistake raises the reflex', async () => {
    const studentId = randomUUID();
    const ids = await insertOneByOne(
      session,
      mixed.map(() => ({ studentId, code: 'UNCLASSIFIED' })),
    );
    expect(await readTrend(session, studentId)).toBe('stable');
    for (const id of ids) {
      await session.query(
        'INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code, noted_at) VALUES ($1, $2, $3, $4)',
        [id, studentId, 'SIGN_ERROR', timeAt(60)],
      );
    }
    expect(await readTrend(session, studentId)).toBe('STUCK_LOOP');
    const raised = await readEventTypes(session, studentId);
    expect(raised).toContain('RECOMMENDATION_CREATED');
    // A note alone comes as one more reason with the code that was in force.
    await session.query(
      `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code, noted_at, note)
       VALUES ($1, $2, 'SIGN_ERROR', $3, 'eksi işaretini unuttum')`,
      [ids.at(-1), studentId, timeAt(70)],
    );
    expect(await readEventTypes(session, studentId)).toEqual(raised);
    await expect(
      session.query(
        `INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code, note) VALUES ($1, $2, 'GUESS', $3)`,
        [ids.at(-1), studentId, 'x'.repeat(2001)],
      ),
    ).rejects.toThrow('value too long');
  });

  test('changed settings judge anew without raising anything', async () => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      mixed.map((code) => ({ studentId, code, seconds: 7 })),
    );
    expect(await readTrend(session, studentId)).toBe('stable');
    await session.query(`INSERT INTO student_analysis_settings (student_id, custom_settings) VALUES ($1, $2::jsonb)`, [
      studentId,
      '{"panic_absolute_min": 8}',
    ]);
    expect(await readTrend(session, studentId)).toBe('PANIC_RUSH');
    await session.query('DELETE FROM student_analysis_settings WHERE student_id = $1', [studentId]);
    expect(await readTrend(session, studentId)).toBe('stable');
    await session.query(
      `UPDATE analysis_presets SET settings = settings || '{"panic_absolute_min": 9}' WHERE is_default`,
    );
    expect(await readTrend(session, studentId)).toBe('PANIC_RUSH');
    await session.query(`UPDATE analysis_presets SET settings = settings - 'panic_absolute_min' WHERE is_default`);
    expect(await readTrend(session, studentId)).toBe('stable');
    await session.query(
      `UPDATE system_settings SET setting_value = setting_value || '{"panic_absolute_min": 10}' WHERE is_default`,
    );
    expect(await readTrend(session, studentId)).toBe('PANIC_RUSH');
    await session.query(`UPDATE system_settings SET setting_value = '"broken"' WHERE is_default`);
    expect(await readTrend(session, studentId)).toBe('stable');
    expect(await readRecommendations(session, studentId)).toEqual([]);
  });

  test('a changed severity judges the patterns that hold the code anew', async () => {
    const studentId = randomUUID();
    await insertOneByOne(
      session,
      ['SIGN_ERROR', 'X_CODE', 'X_CODE'].map((code) => ({ studentId, code })),
    );
    expect(await readTrend(session, studentId)).toBe('worsening');
    await session.query(`INSERT INTO mistake_types (mistake_code, severity) VALUES ('X_CODE', 2)`);
    expect(await readTrend(session, studentId)).toBe('stable');
    await session.query(`UPDATE mistake_types SET severity = 1 WHERE mistake_code = 'X_CODE'`);
    expect(await readTrend(session, studentId)).toBe('improving');
    await session.query(`DELETE FROM mistake_types WHERE mistake_code = 'X_CODE'`);
    expect(await readTrend(session, studentId)).toBe('worsening');
  });
});
