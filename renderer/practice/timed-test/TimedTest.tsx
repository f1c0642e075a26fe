import { TestResultPage } from './TestResultPage.tsx';
import { TestScreen } from './TestScreen.tsx';
import type { TestInProgress } from './test-steps.ts';
import { useTimedTest } from './use-timed-test.ts';

/** A timed test from its first question to its result. */
export function TimedTest({ begun, onLeave }: { begun: TestInProgress; onLeave: () => void }) {
  const session = useTimedTest(begun);
  if (session.isHandedIn) return <TestResultPage progress={session.progress} />;
  return <TestScreen session={session} onLeave={onLeave} />;
}
