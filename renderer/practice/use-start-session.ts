import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import type { Session, SessionRequest } from '../../shared/model/session.ts';
import { useStudyHost } from '../app/study-host.tsx';
import { saveSessionProgress } from '../store/session-progress.ts';
import { beginProgress } from './session-steps.ts';

/** Plans a session and opens it; a failure is said in words and leaves the screen as it is. */
export function useStartSession() {
  const { calls } = useStudyHost();
  const navigate = useNavigate();
  const { t } = useTranslation('errors');
  const [isStarting, setStarting] = useState(false);
  const start = useCallback(
    async (request: Omit<SessionRequest, 'testRecordId' | 'startedAt'>): Promise<boolean> => {
      setStarting(true);
      const testRecordId = createUuidV7();
      const outcome = await calls.startSession({ ...request, testRecordId, startedAt: new Date().toISOString() });
      if (outcome.ok) await keepBeginning(outcome.value);
      setStarting(false);
      if (outcome.ok) await navigate({ to: '/practice/$testRecordId', params: { testRecordId } });
      else {
        const { code, details } = outcome.error;
        notifications.show({ color: 'red', title: t(`${code}.title`, details), message: t(`${code}.action`, details) });
      }
      return outcome.ok;
    },
    [calls, navigate, t],
  );
  return { start, isStarting };
}

/**
 * The session's screen finds it in the page's own store and shows the first question at once, without a second trip to
 * the database. The clock of a test begins now, and by this machine's own clock: the host's may be corrected by a server's.
 */
async function keepBeginning(session: Session): Promise<void> {
  const now = new Date().toISOString();
  await saveSessionProgress(
    beginProgress(session.kind === 'timed_test' ? { ...session, startedAt: now } : session, now),
  );
}
