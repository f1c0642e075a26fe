import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import { useStudyHost } from '../app/study-host.tsx';

/** As many as can be gone over with care in a quarter of an hour. */
export const mostQuestionsOfReview = 20;

/** Starts a review session and opens it; a failure is said in words and leaves the screen as it is. */
export function useStartReview(studentId: string) {
  const { calls } = useStudyHost();
  const navigate = useNavigate();
  const { t } = useTranslation('errors');
  const [isStarting, setStarting] = useState(false);
  const start = useCallback(
    async (what: { readonly questionIds: readonly string[]; readonly questionCount: number }): Promise<void> => {
      setStarting(true);
      const testRecordId = createUuidV7();
      const outcome = await calls.startReview({
        ...what,
        testRecordId,
        studentId,
        startedAt: new Date().toISOString(),
      });
      setStarting(false);
      if (outcome.ok) {
        await navigate({ to: '/practice/$testRecordId', params: { testRecordId } });
        return;
      }
      const { code, details } = outcome.error;
      notifications.show({ color: 'red', title: t(`${code}.title`, details), message: t(`${code}.action`, details) });
    },
    [calls, navigate, studentId, t],
  );
  return { start, isStarting };
}
