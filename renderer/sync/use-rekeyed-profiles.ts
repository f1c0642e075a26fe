import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Profile } from '../../shared/model/profile.ts';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useHostQuery, useStudyHost } from '../app/study-host.tsx';
import { followRekeyedProfiles } from './follow-rekeyed-profiles.ts';

/**
 * Lets the page follow a profile whose id changed, at once when the host says so, and at each start for what happened
 * while no page was open. Gives the id that counts now for an older one; undefined while nobody knows.
 */
export function useRekeyedProfiles(): ((studentId: string) => string) | undefined {
  const { onNotice } = useStudyHost();
  const { preferences, change } = usePreferences();
  const queryClient = useQueryClient();
  const known = useHostQuery(['rekeyed'], (calls) => calls.listRekeyedProfiles());
  const aliases = known.data;
  const { activeProfile } = preferences;

  useEffect(() => {
    if (aliases !== undefined) void followRekeyedProfiles(aliases);
  }, [aliases]);

  useEffect(
    () =>
      onNotice('profileRekeyed', ({ oldStudentId, newStudentId }) => {
        void followRekeyedProfiles({ [oldStudentId]: newStudentId });
        // Before the profiles are read again: one that studies now must not look gone for a moment.
        queryClient.setQueryData<readonly Profile[]>(['profiles'], (profiles) =>
          profiles?.some(({ id }) => id === oldStudentId)
            ? profiles
                .filter(({ id }) => id !== newStudentId)
                .map((profile) => (profile.id === oldStudentId ? { ...profile, id: newStudentId } : profile))
            : profiles,
        );
        if (activeProfile?.id === oldStudentId) change({ activeProfile: { ...activeProfile, id: newStudentId } });
      }),
    [onNotice, activeProfile, change, queryClient],
  );

  return aliases === undefined ? undefined : (studentId) => aliases[studentId] ?? studentId;
}
