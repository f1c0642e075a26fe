import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconHourglass } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';
import { useStudyHost } from '../app/study-host.tsx';

/** Another device has the name: the teacher decides. Goes on by itself, or says that the answer was no. */
export function WaitingPanel({ sync }: { sync: ProfileSync }) {
  const { t } = useTranslation('sync');
  const { calls } = useStudyHost();
  const navigate = useNavigate();
  const isDeclined = sync.failure !== null;
  const withdraw = () => calls.withdrawJoinRequest({ studentId: sync.studentId });
  return (
    <Paper withBorder radius="lg" p="xl" aria-live="polite" data-sync-state={sync.state}>
      <Group gap={10} wrap="nowrap" mb={4}>
        {isDeclined ? (
          <IconAlertTriangle size={22} color="var(--state-warning-text)" aria-hidden="true" style={{ flex: 'none' }} />
        ) : (
          <IconHourglass size={22} aria-hidden="true" style={{ flex: 'none' }} />
        )}
        <Title order={2} size="h3">
          {t(isDeclined ? 'join.declinedTitle' : 'join.waitingTitle')}
        </Title>
      </Group>
      <Text fw={500}>{sync.className}</Text>
      <Text mb="md" maw="60ch">
        {t(isDeclined ? 'join.declinedLead' : 'join.waitingLead')}
      </Text>
      <Group gap="sm">
        {isDeclined ? (
          <Button
            onClick={() => void withdraw().then(() => navigate({ to: '/join', search: { server: sync.serverUrl } }))}
          >
            {t('join.again')}
          </Button>
        ) : (
          <>
            <Button onClick={() => void navigate({ to: '/' })}>{t('join.goHome')}</Button>
            <Button variant="default" onClick={() => void withdraw()}>
              {t('join.withdraw')}
            </Button>
          </>
        )}
      </Group>
    </Paper>
  );
}
