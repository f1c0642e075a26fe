import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginProgress,
  isComplete,
  toNextQuestion,
  withDraft,
  withEarlierAnswer,
  withFeedback,
  withHint,
  withReason,
} from '../../renderer/practice/session-steps.ts';
import type { SessionProgress, ShownFeedback } from '../../renderer/store/local-store.ts';
import { exampleSession } from './session-examples.ts';

const now = '2026-03-01T10:05:00.000Z';
const typed = { kind: 'numeric', text: '7' } as const;
const wrong: ShownFeedback = {
  response: typed,
  outcome: 'wrong',
  mistakeId: 'mistake',
  mistakeCode: 'SIGN_ERROR',
  reasonCode: null,
  isConfirmed: true,
};

describe('a session that is opened', () => {
  it('starts at its first question', () => {
    expect(beginProgress(exampleSession(), now)).toMatchObject({ position: 0, elapsedSeconds: 0, outcomes: [] });
  });

  it('starts at the first question without an answer, also when a later one has one', () => {
    const progress = beginProgress(exampleSession([0, 2]), now);
    expect(progress.position).toBe(1);
    expect(progress.outcomes.map(({ position }) => position)).toEqual([0, 2]);
  });

  it('is complete when every question is answered', () => {
    expect(isComplete(beginProgress(exampleSession([2, 1, 0]), now))).toBe(true);
  });
});

describe('a question on the screen', () => {
  it('keeps a draft until the answer is in', () => {
    const drafted = withDraft(beginProgress(exampleSession(), now), typed);
    expect(drafted.draft).toEqual(typed);
    expect(withFeedback(drafted, wrong, 12.5)).toMatchObject({ draft: null, feedback: wrong, elapsedSeconds: 12.5 });
  });

  it('never shows more hints than it has', () => {
    const first = beginProgress(exampleSession(), now);
    expect(withHint(withHint(withHint(first))).hintsUsed).toBe(2);
    expect(withHint({ ...first, position: 1 }).hintsUsed).toBe(0);
  });

  it('has one outcome, the latest, however often feedback arrives', () => {
    const first = beginProgress(exampleSession(), now);
    const twice = withFeedback(withFeedback(first, wrong, 3), { ...wrong, outcome: 'right' }, 4);
    expect(twice.outcomes).toEqual([{ position: 0, outcome: 'right', timeSpentSeconds: 4 }]);
  });

  it('that was answered in another window shows that answer, and none of those given there is asked again', () => {
    const chosen = withDraft(beginProgress(exampleSession(), now), typed);
    const shown = withEarlierAnswer(chosen, exampleSession([0, 1]), 'BLANK');
    expect(shown).toMatchObject({
      position: 0,
      draft: null,
      feedback: { response: { kind: 'blank' }, outcome: 'blank', mistakeId: 'mistake-0', isEarlierAnswer: true },
    });
    expect(shown.outcomes.map(({ position }) => position).sort()).toEqual([0, 1]);
    expect(toNextQuestion(shown).position).toBe(2);
    expect(withEarlierAnswer(chosen, exampleSession([1]), null)).toBe(chosen);
  });

  it('takes a reason only while its feedback shows', () => {
    const first = beginProgress(exampleSession(), now);
    expect(withReason(first, 'GUESS')).toBe(first);
    expect(withReason(withFeedback(first, wrong, 3), 'GUESS').feedback?.reasonCode).toBe('GUESS');
  });

  it('leaves nothing behind for the next one', () => {
    const answered = withFeedback(withHint(withDraft(beginProgress(exampleSession(), now), typed)), wrong, 3);
    expect(toNextQuestion(answered)).toMatchObject({
      position: 1,
      elapsedSeconds: 0,
      hintsUsed: 0,
      draft: null,
      feedback: null,
    });
  });
});

it('goes through every open question once, in order, whichever were answered before', () => {
  fc.assert(
    fc.property(fc.subarray([0, 1, 2]), (answered) => {
      let progress: SessionProgress = beginProgress(exampleSession(answered), now);
      const asked: number[] = [];
      while (!isComplete(progress) && asked.length < 10) {
        asked.push(progress.position);
        progress = toNextQuestion(withFeedback(progress, wrong, 1));
      }
      expect(asked).toEqual([0, 1, 2].filter((position) => !answered.includes(position)));
      expect(progress.outcomes).toHaveLength(3);
    }),
  );
});
