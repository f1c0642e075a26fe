import { useEffect, useRef } from 'react';
import { QuestionClock } from './question-clock.ts';

/** How often the elapsed time is kept, so that a crash loses at most this much of it. */
const keepEveryMs = 2000;

interface QuestionClockOptions {
  /** Changes with the question: a new clock starts. */
  readonly questionKey: string;
  readonly elapsedSeconds: number;
  readonly isRunning: boolean;
  /** Called every two seconds while running, and when the window is hidden or left. */
  readonly onKeep: (elapsedSeconds: number) => void;
}

/** A clock for the question on the screen; read it with `clock.current.elapsedSeconds`. */
export function useQuestionClock({ questionKey, elapsedSeconds, isRunning, onKeep }: QuestionClockOptions) {
  const clock = useRef(new QuestionClock(elapsedSeconds, () => performance.now()));
  const clockKey = useRef(questionKey);
  if (clockKey.current !== questionKey) {
    clockKey.current = questionKey;
    clock.current = new QuestionClock(elapsedSeconds, () => performance.now());
  }
  const keep = useRef(onKeep);
  keep.current = onKeep;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question restarts the clock
  useEffect(() => {
    const counted = clock.current;
    const follow = () => {
      if (isRunning && document.visibilityState === 'visible') counted.start();
      else counted.pause();
    };
    const keepNow = () => {
      if (isRunning) keep.current(counted.elapsedSeconds);
    };
    const onVisibility = () => {
      follow();
      keepNow();
    };
    follow();
    const timer = setInterval(keepNow, keepEveryMs);
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', keepNow);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', keepNow);
      counted.pause();
    };
  }, [questionKey, isRunning]);

  return clock;
}
