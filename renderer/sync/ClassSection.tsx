import { Button, Group, Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isSampleStudent } from '../../shared/study/sample-history/sample-student.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { sentenceOfSync } from './sync-words.ts';
import { useProfileSync } from './use-sync-status.ts';

/** The way from the settings to class and server, with the state in a sentence. */
export function ClassSection() {
  const { t } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const navigate = useNavigate();
  const sync = useProfileSync(profile.id);
  return (
    <section aria-labelledby="class-section">
      <Title order={2} size="h4" id="class-section" mb="xs">
        {t('section.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {sync === null ? t('none.title') : [sync.className, sentenceOfSync(t, sync)].filter(Boolean).join(': ')}
      </Text>
      <Group gap="sm">
        {sync === null && !isSampleStudent(profile.id) && (
          <Button onClick={() => void navigate({ to: '/join', search: {} })}>{t('none.join')}</Button>
        )}
        <Button variant="default" onClick={() => void navigate({ to: '/class' })}>
          {t('section.open')}
        </Button>
      </Group>
    </section>
  );
}
