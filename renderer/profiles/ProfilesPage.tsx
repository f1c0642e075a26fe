import { Button, Modal, Skeleton, Stack } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { draftOf, ProfileForm } from './ProfileForm.tsx';
import { ProfilePicker } from './ProfilePicker.tsx';
import { useSaveProfile } from './use-save-profile.ts';

/** Switching to another profile, adding one, and editing the one who studies. */
export function ProfilesPage() {
  const { t } = useTranslation('profiles');
  const navigate = useNavigate();
  const { profile } = useActiveProfile();
  const query = useHostQuery(['profiles'], (calls) => calls.listProfiles());
  const { save, isSaving } = useSaveProfile();
  const [isEditing, setEditing] = useState(false);
  if (query.failure !== null) return <FailurePanel error={query.failure} onRetry={query.refetch} />;
  if (query.data === undefined) return <Skeleton height={240} radius="lg" />;
  return (
    <Stack>
      <ProfilePicker profiles={query.data} onPicked={() => void navigate({ to: '/' })} />
      <Button
        variant="subtle"
        mx="auto"
        maw="100%"
        h="auto"
        mih={36}
        styles={{ label: { whiteSpace: 'normal' } }}
        leftSection={<IconPencil size={18} aria-hidden="true" />}
        onClick={() => setEditing(true)}
      >
        {t('edit.open', { name: profile.displayName })}
      </Button>
      <Modal
        opened={isEditing}
        onClose={() => setEditing(false)}
        title={t('edit.title')}
        closeButtonProps={{ 'aria-label': t('form.cancel') }}
      >
        <ProfileForm
          key={profile.id}
          initial={draftOf(profile)}
          submitText={t('edit.submit')}
          isSaving={isSaving}
          onSubmit={(draft) => void save(draft, profile).then((isSaved) => isSaved && setEditing(false))}
          onCancel={() => setEditing(false)}
        />
      </Modal>
    </Stack>
  );
}
