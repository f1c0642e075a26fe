import { Alert, Anchor, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';
import { unpinAddress } from '../../shared/sync/server-pin.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { dateFormat } from '../app/date-format.ts';
import { useStudyHost } from '../app/study-host.tsx';
import { SyncIcon } from './SyncIcon.tsx';
import { sentenceOfSync } from './sync-words.ts';

/** Class, server, what is safe where, and what can be done about it. */
export function ProfileSyncCard({ sync }: { sync: ProfileSync }) {
  const { t } = useTranslation('sync');
  const { t: tErrors } = useTranslation('errors');
  const { profile } = useActiveProfile();
  const { calls } = useStudyHost();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const time = dateFormat(profile.language, { dateStyle: 'medium', timeStyle: 'short' });
  const total = sync.doneRowCount + sync.waitingRowCount;

  async function syncNow(): Promise<void> {
    setAsking(true);
    // What comes of it is the state itself, which this card shows.
    await calls.syncNow({ studentId: sync.studentId });
    setAsking(false);
  }

  return (
    <Paper withBorder radius="lg" p="xl" data-sync-state={sync.state}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {sync.className ?? t('card.noClass')}
          </Title>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {unpinAddress(sync.serverUrl)}
          </Text>
        </div>
        <Group gap={10} wrap="nowrap" align="flex-start">
          <SyncIcon state={sync.state} size={22} />
          <Text role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {sentenceOfSync(t, sync)}
          </Text>
        </Group>
        {sync.state === 'pushing' && total > 0 && (
          <Progress value={(sync.doneRowCount / total) * 100} aria-label={t('card.progress')} />
        )}
        {sync.failure !== null && (
          <Alert color="gray" title={tErrors(`${sync.failure.code}.title`, sync.failure.details)}>
            {tErrors(`${sync.failure.code}.action`, sync.failure.details)}
          </Alert>
        )}
        {sync.refusedRowCount > 0 && (
          <Text size="sm">
            {t('card.refused', { count: sync.refusedRowCount })}{' '}
            <Anchor component={Link} to="/settings" hash="refused-rows" size="sm">
              {t('card.seeRefused')}
            </Anchor>
          </Text>
        )}
        <Group gap="xl" component="dl" m={0}>
          <Fact name={t('card.lastContact')}>
            {sync.lastContactAt === null ? t('card.never') : time.format(new Date(sync.lastContactAt))}
          </Fact>
          {sync.retryAt !== null && <Fact name={t('card.retryAt')}>{time.format(new Date(sync.retryAt))}</Fact>}
        </Group>
        <Group gap="sm">
          {sync.state === 'signed_out' ? (
            <Button onClick={() => void navigate({ to: '/join', search: { server: sync.serverUrl } })}>
              {t('none.join')}
            </Button>
          ) : (
            <Button
              leftSection={<IconRefresh size={18} aria-hidden="true" />}
              loading={isAsking}
              onClick={() => void syncNow()}
            >
              {t(isAsking ? 'card.syncing' : 'card.syncNow')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {children}
      </Text>
    </div>
  );
}
