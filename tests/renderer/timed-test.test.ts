import { describe, expect, it } from 'vitest';
import { beginProgress } from '../../renderer/practice/session-steps.ts';
import { resultOfTest } from '../../renderer/practice/timed-test/test-result.ts';
import {
  deadlineMsOf,
  isTest,
  mergeTest,
  submissionsOf,
  type TestInProgress,
  toPosition,
  withAnswer,
} from '../../renderer/practice/timed-test/test-steps.ts';
import type { AnswerResponse } from '../../shared/content/question.ts';
import { allowedSeconds, netOf } from '../../shared/study/exam-norm.ts';
import { exampleSession } from './session-examples.ts';

const right = { kind: 'numeric', text: '2' } as const;
const wrong = { kind: 'numeric', text: '5' } as const;
const minute = (count: number) => `2026-03-01T10:0${count}:00.000Z`;

function begin(answeredPositions: readonly number[] = []): TestInProgress {
  const session = {
    ...exampleSession(answeredPositions),
    kind: 'timed_test' as const,
    expectedSecondsPerQuestion: 82.5,
  };
  const progress = beginProgress(session, minute(0));
  if (!isTest(progress)) throw new Error('not a test');
  return progress;
}
const ids = () => {
  let count = 0;
  return () => `id-${++count}`;
};

describe('a timed test', () => {
  it('lasts as long as its norm says, from its beginning on', () => {
    expect(deadlineMsOf(begin()) - Date.parse(minute(0))).toBe(248_000);
    expect(allowedSeconds(120, 82.5)).toBe(165 * 60);
  });

  it('that is finished without an answer stays handed in when it is opened again', () => {
    const session = { ...exampleSession(), kind: 'timed_test' as const, finishedAt: minute(2) };
    const progress = beginProgress(session, minute(5));
    if (!isTest(progress)) throw new Error('not a test');
    expect(progress.test.handedInAt).toBe(minute(2));
  });

  it('keeps answers of the questions one goes back to', () => {
    const first = withAnswer(begin(), { response: wrong, timeSpentSeconds: 20, changedAt: minute(1) });
    const back = toPosition(toPosition(first, 2), 0);
    const changed = withAnswer(back, { response: right, timeSpentSeconds: 30, changedAt: minute(3) });
    expect(changed.test.answers[0]).toEqual({
      response: right,
      timeSpentSeconds: 30,
      isFlagged: false,
      changedAt: minute(3),
    });
    expect(toPosition(changed, 3)).toBe(changed);
    expect(toPosition(changed, -1)).toBe(changed);
  });

  it('hands in answers in the order they were last worked on, blanks that were read, and nothing else', () => {
    const steps = [
      { position: 0, changes: { response: right, timeSpentSeconds: 30, changedAt: minute(3) } },
      { position: 1, changes: { response: null, timeSpentSeconds: 12, changedAt: minute(1) } },
      { position: 2, changes: { response: null, timeSpentSeconds: 2, changedAt: minute(2) } },
    ];
    const worked = steps.reduce(
      (progress, { position, changes }) => withAnswer(toPosition(progress, position), changes),
      begin(),
    );
    expect(submissionsOf(worked, ids()).map(({ position, response }) => [position, response.kind])).toEqual([
      [1, 'blank'],
      [0, 'numeric'],
    ]);
    expect(submissionsOf(begin(), ids())).toEqual([]);
    const cleared = withAnswer(begin(), {
      response: { kind: 'numeric', text: ' ' },
      timeSpentSeconds: 9,
      changedAt: minute(1),
    });
    expect(submissionsOf(cleared, ids())[0]?.response).toEqual({ kind: 'blank' });
  });

  it('that is open in two windows keeps what was answered, cleared and marked in either', () => {
    const answer = (progress: TestInProgress, position: number, response: AnswerResponse | null) =>
      withAnswer(toPosition(progress, position), { response, timeSpentSeconds: 5, changedAt: minute(1) });
    const seen = answer(begin(), 0, right);
    const other = withAnswer(answer(seen, 1, wrong), { isFlagged: true });
    const mine = answer(answer(seen, 0, null), 2, right);
    const merged = mergeTest(mine, seen, other);
    expect(merged.test.answers.map(({ response, isFlagged }) => [response, isFlagged])).toEqual([
      [null, false],
      [wrong, true],
      [right, false],
    ]);
    expect(merged.position).toBe(mine.position);
    // Nothing of another window: the same object, so that nothing is drawn anew.
    expect(mergeTest(mine, seen, seen)).toBe(mine);
    expect(mergeTest(mine, mine, mine)).toBe(mine);
  });

  it('that the host has answers of was handed in', () => {
    expect(begin().test.handedInAt).toBeNull();
    expect(begin([1]).test).toMatchObject({ handedInAt: minute(0), answers: [{}, { response: null }, {}] });
  });

  it('takes a quarter of the wrong answers off the right ones, and compares times with the norm', () => {
    const first = withAnswer(begin(), { response: right, timeSpentSeconds: 100, changedAt: minute(1) });
    const second = withAnswer(toPosition(first, 1), { response: wrong, timeSpentSeconds: 20, changedAt: minute(2) });
    expect(resultOfTest(second)).toMatchObject({
      rightCount: 1,
      wrongCount: 1,
      blankCount: 1,
      unseenCount: 1,
      net: 0.75,
      normSeconds: 82.5,
      spentSeconds: 120,
      meanSeconds: 60,
      topics: [{ questionCount: 3, rightCount: 1, seconds: 120 }],
    });
    expect(netOf(0, 4)).toBe(-1);
    expect(resultOfTest(begin()).meanSeconds).toBeNull();
  });
});
