import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { QuestionScreen } from './QuestionScreen.tsx';
import { SessionSkeleton } from './SessionSkeleton.tsx';
import { SessionSummary } from './SessionSummary.tsx';
import { TimedTest } from './timed-test/TimedTest.tsx';
import { isTest } from './timed-test/test-steps.ts';
import { usePracticeSession } from './use-practice-session.ts';

/** A practice session: one question at a time, then the summary. The frame's rail is hidden here. */
export function SessionPage() {
  const { testRecordId } = useParams({ from: '/practice/$testRecordId' });
  const navigate = useNavigate();
  const { profile } = useActiveProfile();
  const session = usePracticeSession(testRecordId, profile.id);

  useEffect(() => {
    if (session.state === 'complete') window.scrollTo({ top: 0 });
  }, [session.state]);

  if (session.state !== 'loading' && session.state !== 'failed' && isTest(session.progress)) {
    return <TimedTest key={testRecordId} begun={session.progress} onLeave={() => void navigate({ to: '/' })} />;
  }
  switch (session.state) {
    case 'loading':
      return <SessionSkeleton />;
    case 'failed':
      return <FailurePanel error={session.error} onRetry={session.retry} />;
    case 'complete':
      return <SessionSummary progress={session.progress} />;
    default:
      return <QuestionScreen session={session} onLeave={() => void navigate({ to: '/' })} />;
  }
}
