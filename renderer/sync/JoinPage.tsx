import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSampleStudent } from '../../shared/study/sample-history/sample-student.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { BackLink } from '../app/BackLink.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import type { FoundClass } from './found-class.ts';
import { JoinCodeForm } from './JoinCodeForm.tsx';
import { RosterForm } from './RosterForm.tsx';
import { SampleNoClass } from './SampleNoClass.tsx';
import { useSyncStatus } from './use-sync-status.ts';
import { WaitingPanel } from './WaitingPanel.tsx';

/**
 * From a code to a class: the code, the name, and then either the class or the teacher's approval. The last two follow
 * from the state of the profile, so that they are there again after the profile got its new id, or after a restart.
 */
export function JoinPage() {
  const { profile } = useActiveProfile();
  const { code, server } = useSearch({ from: '/frame/join' });
  const { data: status, failure, refetch } = useSyncStatus();
  const [found, setFound] = useState<FoundClass | null>(null);
  if (status === undefined) {
    return failure === null ? (
      <Stack gap="lg" maw={640}>
        <JoinHeader />
        <Skeleton height={260} radius="lg" />
      </Stack>
    ) : (
      <FailurePanel error={failure} onRetry={refetch} />
    );
  }
  if (isSampleStudent(profile.id)) {
    return (
      <Stack gap="lg" maw={640}>
        <JoinHeader />
        <SampleNoClass />
      </Stack>
    );
  }
  const own = status.profiles.find(({ studentId }) => studentId === profile.id);
  return (
    <Stack gap="lg" maw={640}>
      <JoinHeader />
      {own?.state === 'waiting_for_teacher' && <WaitingPanel sync={own} />}
      {own !== undefined && own.state !== 'waiting_for_teacher' && own.state !== 'signed_out' && (
        <Joined className={own.className ?? ''} />
      )}
      {(own === undefined || own.state === 'signed_out') &&
        (found === null ? (
          <JoinCodeForm
            code={code ?? ''}
            serverUrl={server ?? status.suggestedServerUrl ?? ''}
            isFromLink={server !== undefined && code !== undefined}
            onFound={setFound}
          />
        ) : (
          <RosterForm found={found} onBack={() => setFound(null)} />
        ))}
    </Stack>
  );
}

function JoinHeader() {
  const { t } = useTranslation('sync');
  return (
    <header>
      <BackLink to="/class">{t('title')}</BackLink>
      <Title order={1}>{t('join.title')}</Title>
    </header>
  );
}

function Joined({ className }: { className: string }) {
  const { t } = useTranslation('sync');
  const navigate = useNavigate();
  return (
    <Paper withBorder radius="lg" p="xl" aria-live="polite">
      <Group gap={10} wrap="nowrap" mb={4}>
        <IconCircleCheck size={26} color="var(--state-good-text)" aria-hidden="true" style={{ flex: 'none' }} />
        <Title order={2} size="h3">
          {t('join.joinedTitle', { name: className })}
        </Title>
      </Group>
      <Text mb="md">{t('join.joinedLead')}</Text>
      <Group gap="sm">
        <Button onClick={() => void navigate({ to: '/' })}>{t('join.goHome')}</Button>
        <Button variant="default" onClick={() => void navigate({ to: '/class' })}>
          {t('join.toClass')}
        </Button>
      </Group>
    </Paper>
  );
}
