import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../app/date-format.ts';
import { usePreferences } from '../app/preferences-provider.tsx';
import { BackupForm } from './BackupForm.tsx';
import { daysSince, reminderDays } from './backup-age.ts';
import { RestoreArea } from './RestoreArea.tsx';

/** In the settings: everything to a file, and back. */
export function BackupSection() {
  const { t, i18n } = useTranslation('bundle');
  const { preferences } = usePreferences();
  const { lastBackupAt } = preferences;
  const days = daysSince(lastBackupAt, Date.now());
  const date = dateFormat(i18n.language, { dateStyle: 'long' });
  return (
    <Stack gap="md" component="section" aria-labelledby="backup">
      <div>
        <Title order={2} size="h4" id="backup" mb="xs">
          {t('title')}
        </Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t('lead')}
        </Text>
        <Text size="sm" fw={days === null || days >= reminderDays ? 600 : 400}>
          {lastBackupAt === null || days === null
            ? t('never')
            : days >= reminderDays
              ? t('old', { count: days })
              : t('last', { date: date.format(new Date(lastBackupAt)) })}
        </Text>
      </div>
      <BackupForm />
      <div>
        <Title order={3} size="h5" mb={4}>
          {t('restoreTitle')}
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t('restoreLead')}
        </Text>
        <RestoreArea />
      </div>
    </Stack>
  );
}
