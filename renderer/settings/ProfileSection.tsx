import { Button, Text, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActiveProfile } from '../app/active-profile.tsx';

/** The way to what belongs to the profile: details, PIN, the others of this computer. */
export function ProfileSection() {
  const { t } = useTranslation('settings');
  const { profile } = useActiveProfile();
  const navigate = useNavigate();
  return (
    <section aria-labelledby="profile">
      <Title order={2} size="h4" id="profile" mb="xs">
        {t('profile.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('profile.lead', { name: profile.displayName })}
      </Text>
      <Button
        variant="default"
        leftSection={<IconUsers size={18} aria-hidden="true" />}
        onClick={() => void navigate({ to: '/profiles' })}
      >
        {t('profile.open')}
      </Button>
    </section>
  );
}
