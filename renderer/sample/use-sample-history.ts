import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import type { Failure } from '../../shared/errors/outcome.ts';
import { isSampleStudent } from '../../shared/study/sample-history/sample-student.ts';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useStudyHost } from '../app/study-host.tsx';

export type SampleWork =
  | { readonly name: 'idle' }
  /** `share` from 0 to 1. */
  | { readonly name: 'making'; readonly progressId: string; readonly share: number }
  | { readonly name: 'removing' };

/** Makes the sample student and goes to them; removes them and goes back to somebody real. */
export function useSampleHistory() {
  const { calls, onNotice } = useStudyHost();
  const { preferences, change } = usePreferences();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { t } = useTranslation('sample');
  const { t: tErrors } = useTranslation('errors');
  const [work, setWork] = useState<SampleWork>({ name: 'idle' });

  useEffect(
    () =>
      onNotice('importProgressed', ({ importId, doneCount, totalCount }) => {
        setWork((before) =>
          before.name === 'making' && before.progressId === importId && totalCount !== null
            ? { ...before, share: doneCount / totalCount }
            : before,
        );
      }),
    [onNotice],
  );

  const report = useCallback(
    ({ code, details }: Failure) => {
      notifications.show({
        color: 'red',
        title: tErrors(`${code}.title`, details),
        message: tErrors(`${code}.action`, details),
      });
    },
    [tErrors],
  );

  const make = useCallback(async (): Promise<void> => {
    const progressId = createUuidV7();
    setWork({ name: 'making', progressId, share: 0 });
    const outcome = await calls.createSampleHistory({ language: preferences.language, progressId });
    // The list first: who studies must be in it.
    if (outcome.ok) await queryClient.invalidateQueries({ queryKey: ['profiles'] });
    setWork({ name: 'idle' });
    if (!outcome.ok) return report(outcome.error);
    change({ activeProfile: outcome.value.profile });
    void navigate({ to: '/' });
  }, [calls, change, navigate, preferences.language, queryClient, report]);

  const remove = useCallback(async (): Promise<void> => {
    setWork({ name: 'removing' });
    const profiles = await calls.listProfiles();
    const outcome = await calls.removeSampleHistory();
    setWork({ name: 'idle' });
    if (!outcome.ok) return report(outcome.error);
    const next = profiles.ok ? profiles.value.find((profile) => !isSampleStudent(profile.id)) : undefined;
    if (preferences.activeProfile !== null && isSampleStudent(preferences.activeProfile.id)) {
      change(next === undefined ? { activeProfile: null } : { activeProfile: next, language: next.language });
      void navigate({ to: '/' });
    }
    notifications.show({ message: t('removed', { count: outcome.value.removedAnswerCount }) });
  }, [calls, change, navigate, preferences.activeProfile, report, t]);

  return { work, make, remove };
}
