/**
 * A timed test as its screen sees it. Position, answers, marks and times are kept in the page's own store at every
 * change and every two seconds; the clock goes by the wall, so a crash neither loses an answer nor wins time.
 *
 *     running -> handed in (by the student, or when time is up)
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerResponse } from '../../../shared/content/question.ts';
import { useQuestionClock } from '../use-question-clock.ts';
import { handInTest, saveTest } from './hand-in-test.ts';
import { deadlineMsOf, mergeTest, type TestInProgress, toPosition, withAnswer } from './test-steps.ts';

export interface TimedTestSession {
  readonly progress: TestInProgress;
  readonly isHandedIn: boolean;
  readonly readSecondsLeft: () => number;
  readonly answer: (response: AnswerResponse | null) => void;
  readonly toggleFlag: () => void;
  readonly goTo: (position: number) => void;
  readonly handIn: () => void;
}

export function useTimedTest(begun: TestInProgress): TimedTestSession {
  const [progress, setProgress] = useState(begun);
  const latest = useRef(begun);
  /** What the page's own store held last, as far as this window knows. */
  const seen = useRef(begun);
  const isHandedIn = progress.test.handedInAt !== null;
  const deadlineMs = deadlineMsOf(progress);

  const show = useCallback((next: TestInProgress) => {
    latest.current = next;
    setProgress(next);
  }, []);
  const keep = useCallback(
    (change: (before: TestInProgress) => TestInProgress) => {
      if (latest.current.test.handedInAt !== null) return;
      const saved = { ...change(latest.current), savedAt: new Date().toISOString() };
      show(saved);
      void saveTest(saved, seen.current, seen.current !== begun).then((kept) => {
        if (kept === null) return readAnew();
        seen.current = kept;
        if (kept.test.handedInAt !== null) return show(kept);
        const merged = mergeTest(latest.current, saved, kept);
        if (merged !== latest.current) show(merged);
      });
    },
    [show, begun],
  );

  const clock = useQuestionClock({
    questionKey: `${progress.testRecordId}/${progress.position}`,
    elapsedSeconds: progress.test.answers[progress.position]?.timeSpentSeconds ?? 0,
    isRunning: !isHandedIn,
    onKeep: (timeSpentSeconds) => keep((before) => withAnswer(before, { timeSpentSeconds, changedAt: timestamp() })),
  });
  const withTime = useCallback(
    (before: TestInProgress) =>
      withAnswer(before, { timeSpentSeconds: clock.current.elapsedSeconds, changedAt: timestamp() }),
    [clock],
  );

  const handIn = useCallback(() => {
    if (latest.current.test.handedInAt !== null) return;
    const nowMs = Date.now();
    // A test that ran out while the app was closed ends as it was kept.
    const last = nowMs < deadlineMsOf(latest.current) + 1000 ? withTime(latest.current) : latest.current;
    void handInTest(last, nowMs, seen.current, seen.current !== begun).then((handedIn) =>
      handedIn === null ? readAnew() : show(handedIn),
    );
  }, [show, withTime, begun]);

  useEffect(() => {
    if (isHandedIn) return;
    const look = () => {
      if (Date.now() >= deadlineMs) handIn();
    };
    look();
    const timer = setInterval(look, 250);
    return () => clearInterval(timer);
  }, [isHandedIn, deadlineMs, handIn]);

  return {
    progress,
    isHandedIn,
    readSecondsLeft: useCallback(() => Math.max(0, (deadlineMs - Date.now()) / 1000), [deadlineMs]),
    answer: (response) => keep((before) => withAnswer(withTime(before), { response })),
    toggleFlag: () =>
      keep((before) => withAnswer(before, { isFlagged: before.test.answers[before.position]?.isFlagged !== true })),
    goTo: (position) => keep((before) => toPosition(withTime(before), position)),
    handIn,
  };
}

/** Another window has handed the test in, and it is recorded: its result comes from the database. */
function readAnew(): void {
  window.location.reload();
}

function timestamp(): string {
  return new Date().toISOString();
}
