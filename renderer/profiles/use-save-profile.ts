import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import type { Profile } from '../../shared/model/profile.ts';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import type { ProfileDraft } from './ProfileForm.tsx';

/** Creates a profile, or changes one, and makes it the one who studies. */
export function useSaveProfile() {
  const { calls } = useStudyHost();
  const { change } = usePreferences();
  const queryClient = useQueryClient();
  const { t } = useTranslation('errors');
  const [isSaving, setSaving] = useState(false);
  const save = useCallback(
    async (draft: ProfileDraft, profile: Profile | null): Promise<boolean> => {
      setSaving(true);
      const outcome =
        profile === null
          ? await calls.createProfile({ ...draft, id: createUuidV7() })
          : await calls.changeProfile({ ...draft, id: profile.id });
      // The list first: who studies must be in it.
      if (outcome.ok) await queryClient.invalidateQueries({ queryKey: ['profiles'] });
      setSaving(false);
      if (outcome.ok) change({ activeProfile: outcome.value, language: outcome.value.language });
      else
        notifications.show({
          color: 'red',
          title: t(`${outcome.error.code}.title`),
          message: t(`${outcome.error.code}.action`),
        });
      return outcome.ok;
    },
    [calls, change, queryClient, t],
  );
  return { save, isSaving };
}
