import fc from 'fast-check';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { AnalysisDraft } from '../../shared/study/analysis-settings.ts';
import { cpuMsSince } from '../content/import/cpu-time.ts';
import { type MemoryHost, openMemoryHost } from './open-memory-host.ts';
import { createStudent, unwrap } from './study-driver.ts';

let memory: MemoryHost;
let calls: StudyHostCalls;
beforeAll(async () => {
  memory = await openMemoryHost(() => Date.UTC(2026, 10, 22, 9));
  calls = memory.host.calls;
});
afterAll(() => memory?.close());

const query = <Row>(text: string, values: readonly unknown[] = []) => memory.opened.database.query<Row>(text, values);
const none: AnalysisDraft = { presetName: null, customSettings: {} };
const preset = (presetName: string): AnalysisDraft => ({ presetName, customSettings: {} });

interface Given {
  readonly topic: string;
  readonly code: string;
  readonly seconds: number | null;
  readonly minutesLater: number;
}
const given: fc.Arbitrary<Given> = fc.record({
  topic: fc.constantFrom('TR.MAT.ALG.001', 'TR.MAT.NUM.003'),
  code: fc.constantFrom('SIGN_ERROR', 'CONCEPT_ERROR', 'BLANK', 'UNCLASSIFIED', 'PREREQUISITE_GAP'),
  seconds: fc.constantFrom(null, 0, 2, 4, 7, 20, 40, 60, 150, 200, 300),
  minutesLater: fc.constantFrom(1, 5, 60, 60 * 11, 60 * 30),
});

/** Records mistakes one by one; what the triggers said of each at that moment, newest first. */
async function record(studentId: string, mistakes: readonly Given[]): Promise<readonly string[]> {
  const verdicts: string[] = [];
  let atMs = Date.UTC(2026, 8, 1);
  for (const { topic, code, seconds, minutesLater } of mistakes) {
    atMs += minutesLater * 60_000;
    await query(
      `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [uuidV7(), studentId, topic, code, seconds, new Date(atMs).toISOString()],
    );
    const [pattern] = await query<{ trend: string }>(
      'SELECT improvement_trend AS trend FROM student_mistake_patterns WHERE student_id = $1 AND global_topic_uid = $2',
      [studentId, topic],
    );
    verdicts.unshift(pattern?.trend ?? '');
  }
  return verdicts;
}

describe('the preview', () => {
  it('says of each of the last mistakes what the triggers said when it was recorded, under any preset', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(given, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('soft', 'normal', 'aggressive'),
        async (mistakes, presetName) => {
          const { id: studentId } = await createStudent(calls);
          unwrap(await calls.chooseAnalysis({ studentId, ...preset(presetName) }));
          const judged = await record(studentId, mistakes);
          const previewed = unwrap(
            await calls.previewAnalysis({ studentId, drafts: [preset('soft'), preset(presetName)], count: 12 }),
          );
          expect(previewed.map(({ verdicts }) => verdicts[1])).toEqual(judged.slice(0, 12));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('shows how the presets differ: the same quick mistakes are flagged by one and not by another', async () => {
    const { id: studentId } = await createStudent(calls);
    const quick = (seconds: number) => ({ topic: 'TR.MAT.ALG.001', code: 'SIGN_ERROR', seconds, minutesLater: 5 });
    await record(studentId, [quick(50), { ...quick(51), code: 'GUESS' }, quick(52), { ...quick(6), code: 'GUESS' }]);
    const drafts = [
      preset('soft'),
      preset('normal'),
      { presetName: 'normal', customSettings: { panic_absolute_min: 7 } },
    ];
    const [latest] = unwrap(await calls.previewAnalysis({ studentId, drafts, count: 1 }));
    expect(latest?.verdicts).toEqual(['PANIC_RUSH', 'stable', 'PANIC_RUSH']);
    expect(latest).toMatchObject({ mistakeCode: 'GUESS', timeSpentSeconds: 6, topicUid: 'TR.MAT.ALG.001' });
  });

  it('is empty for a student without mistakes, and takes the reasons that were given since', async () => {
    const { id: studentId } = await createStudent(calls);
    expect(unwrap(await calls.previewAnalysis({ studentId, drafts: [none], count: 20 }))).toEqual([]);
    const slow = { topic: 'TR.MAT.ALG.001', code: 'UNIT_ERROR', seconds: 60, minutesLater: 5 };
    await record(studentId, [slow, { ...slow, code: 'SIGN_ERROR' }, slow]);
    const read = async () => unwrap(await calls.previewAnalysis({ studentId, drafts: [none], count: 1 }))[0];
    expect((await read())?.verdicts).toEqual(['stable']);
    await query(
      `INSERT INTO mistake_reasons (id, mistake_id, student_id, mistake_code)
       SELECT gen_random_uuid(), id, student_id, 'UNIT_ERROR' FROM student_mistakes WHERE student_id = $1 AND mistake_code = 'SIGN_ERROR'`,
      [studentId],
    );
    expect((await read())?.verdicts).toEqual(['STUCK_LOOP']);
  });

  it('answers quickly whatever the history', async () => {
    const { id: studentId } = await createStudent(calls);
    await query(
      `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
       SELECT gen_random_uuid(), $1, 'TR.MAT.ALG.00' || (n % 5), 'GUESS', 20 + n % 50,
              '2026-01-01Z'::timestamptz + n * interval '7 minutes' FROM generate_series(1, 20000) AS n`,
      [studentId],
    );
    const drafts = [preset('soft'), preset('normal'), preset('aggressive')];
    unwrap(await calls.previewAnalysis({ studentId, drafts, count: 20 }));
    const started = process.cpuUsage();
    expect(unwrap(await calls.previewAnalysis({ studentId, drafts, count: 20 }))).toHaveLength(20);
    // Measured 10 to 20 ms; reading the history would take a second.
    expect(cpuMsSince(started)).toBeLessThan(400);
  });
});

describe('a choice of settings', () => {
  it('is in force at once, and judges the patterns anew', async () => {
    const { id: studentId } = await createStudent(calls);
    const slow = { topic: 'TR.MAT.ALG.001', seconds: 100, minutesLater: 5 };
    await record(studentId, [
      { ...slow, code: 'UNIT_ERROR' },
      { ...slow, code: 'SIGN_ERROR' },
      { ...slow, code: 'UNIT_ERROR' },
    ]);
    const trend = async () => {
      const [row] = await query<{ trend: string }>(
        'SELECT improvement_trend AS trend FROM student_mistake_patterns WHERE student_id = $1',
        [studentId],
      );
      return row?.trend;
    };
    expect(await trend()).toBe('stable');
    const before = unwrap(await calls.readStudentAnalysis({ studentId }));
    expect(before).toMatchObject({ presetName: null, customSettings: {}, setBy: null });
    expect(before.inForce.panic_absolute_max).toBe(180);
    const chosen = unwrap(
      await calls.chooseAnalysis({ studentId, presetName: 'aggressive', customSettings: { panic_absolute_max: 90 } }),
    );
    expect(chosen).toMatchObject({
      presetName: 'aggressive',
      customSettings: { panic_absolute_max: 90 },
      setBy: 'student',
    });
    expect(chosen.inForce).toMatchObject({ panic_absolute_max: 90, baseline_test_count: 3 });
    expect(await trend()).toBe('STUCK_SLOW');
    unwrap(await calls.chooseAnalysis({ studentId, ...none }));
    expect(await trend()).toBe('stable');
  });

  it.each([
    ['a ratio above 1', { panic_ratio: 1.01 }, 'panic_ratio'],
    ['a share of a mistake', { stuck_repeat_threshold: 2.5 }, 'stuck_repeat_threshold'],
    ['a number for a switch', { use_adaptive_baseline: 1 }, 'use_adaptive_baseline'],
    ['NaN', { panic_absolute_min: Number.NaN }, 'customSettings.panic_absolute_min'],
  ])('with %s is refused by its name, and changes nothing', async (_case, customSettings, field) => {
    const { id: studentId } = await createStudent(calls);
    const refused = await calls.chooseAnalysis({ studentId, presetName: null, customSettings });
    expect(refused).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { field } } });
    expect(await query('SELECT FROM student_analysis_settings WHERE student_id = $1', [studentId])).toEqual([]);
  });

  it('with a preset that nobody knows is refused', async () => {
    const { id: studentId } = await createStudent(calls);
    const refused = await calls.chooseAnalysis({ studentId, presetName: 'strict', customSettings: {} });
    expect(refused).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', details: { field: 'presetName' } } });
  });

  it('of a teacher is told as theirs, until the student chooses', async () => {
    const { id: studentId } = await createStudent(calls);
    await query(`SELECT give_preset(ARRAY[$1::uuid], 'soft', $2)`, [studentId, uuidV7()]);
    expect(unwrap(await calls.readStudentAnalysis({ studentId }))).toMatchObject({
      presetName: 'soft',
      setBy: 'teacher',
    });
    const chosen = unwrap(await calls.chooseAnalysis({ studentId, ...preset('normal') }));
    expect(chosen).toMatchObject({ presetName: 'normal', setBy: 'student' });
  });

  it('made before joining a class stays the student’s own', async () => {
    const { id: studentId } = await createStudent(calls);
    unwrap(await calls.chooseAnalysis({ studentId, ...preset('soft') }));
    const newId = uuidV7();
    await query('SELECT rekey_student($1, $2)', [studentId, newId]);
    const read = unwrap(await calls.readStudentAnalysis({ studentId: newId }));
    expect(read).toMatchObject({ presetName: 'soft', setBy: 'student' });
  });

  it('has limits and presets from the database itself', async () => {
    const { id: studentId } = await createStudent(calls);
    const { specs, presets } = unwrap(await calls.readStudentAnalysis({ studentId }));
    expect(specs).toHaveLength(15);
    expect(specs).toContainEqual({ key: 'panic_ratio', isWhole: false, lowest: 0, highest: 1 });
    expect(specs).toContainEqual({ key: 'use_adaptive_baseline', isWhole: false, lowest: null, highest: null });
    expect(presets.map(({ presetName, isDefault }) => [presetName, isDefault])).toEqual([
      ['aggressive', false],
      ['normal', true],
      ['soft', false],
    ]);
    expect(presets.find(({ presetName }) => presetName === 'soft')?.settings.panic_absolute_max).toBe(240);
  });
});
