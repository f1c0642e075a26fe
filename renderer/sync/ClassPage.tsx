import { Alert, Button, Group, List, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProfileSync } from '../../shared/host/sync-calls.ts';
import { isSampleStudent } from '../../shared/study/sample-history/sample-student.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { BackLink } from '../app/BackLink.tsx';
import { EmptyPanel } from '../app/EmptyPanel.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { ConnectionTest } from './ConnectionTest.tsx';
import { EraseProfile } from './EraseProfile.tsx';
import { LeaveClass } from './LeaveClass.tsx';
import { ProfileSyncCard } from './ProfileSyncCard.tsx';
import { SampleNoClass } from './SampleNoClass.tsx';
import { SyncIcon } from './SyncIcon.tsx';
import { footOfSync } from './sync-words.ts';
import { useSyncStatus } from './use-sync-status.ts';
import { WaitingPanel } from './WaitingPanel.tsx';

/** In which class this profile is, what is on the server and what waits; the same in short for the other profiles. */
export function ClassPage() {
  const { t } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const { data: status, failure, refetch } = useSyncStatus();
  if (status === undefined) {
    return failure === null ? (
      <Stack gap="xl" maw={720}>
        <ClassHeader />
        <Skeleton height={200} radius="lg" />
      </Stack>
    ) : (
      <FailurePanel error={failure} onRetry={refetch} />
    );
  }
  const own = status.profiles.find(({ studentId }) => studentId === profile.id) ?? null;
  const isSample = isSampleStudent(profile.id);
  const hoursOff = Math.round(Math.abs(status.clockOffsetSeconds ?? 0) / 3600);
  return (
    <Stack gap="xl" maw={720}>
      <ClassHeader />
      {own === null && (isSample ? <SampleNoClass /> : <NoClass />)}
      {own?.state === 'waiting_for_teacher' && <WaitingPanel sync={own} />}
      {own !== null && own.state !== 'waiting_for_teacher' && <ProfileSyncCard sync={own} />}
      {hoursOff > 0 && <Alert color="gray">{t('card.clock', { hours: hoursOff })}</Alert>}
      {own !== null && own.state !== 'waiting_for_teacher' && <ConnectionTest sync={own} />}
      {/* Before the others: "this profile" is the one that the screen is about. */}
      {!isSample && (
        <Group gap="sm">
          {own !== null && own.state !== 'waiting_for_teacher' && <LeaveClass sync={own} />}
          <EraseProfile />
        </Group>
      )}
      <OtherProfiles profiles={status.profiles} />
    </Stack>
  );
}

function ClassHeader() {
  const { t } = useTranslation('sync');
  return (
    <header>
      <BackLink to="/settings">{t('toSettings')}</BackLink>
      <Title order={1}>{t('title')}</Title>
    </header>
  );
}

function NoClass() {
  const { t } = useTranslation('sync');
  const navigate = useNavigate();
  return (
    <EmptyPanel title={t('none.title')} lead={t('none.lead')}>
      <Button
        leftSection={<IconLogin2 size={18} aria-hidden="true" />}
        onClick={() => void navigate({ to: '/join', search: {} })}
      >
        {t('none.join')}
      </Button>
    </EmptyPanel>
  );
}

/** A shared computer holds profiles of several classes, and some of none. */
function OtherProfiles({ profiles }: { profiles: readonly ProfileSync[] }) {
  const { t } = useTranslation('sync');
  const { profile } = useActiveProfile();
  const all = useHostQuery(['profiles'], (calls) => calls.listProfiles());
  const others = all.data?.filter(({ id }) => id !== profile.id) ?? [];
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="other-profiles">
      <Title order={2} size="h4" id="other-profiles" mb="xs">
        {t('others.title')}
      </Title>
      <List listStyleType="none" spacing={6}>
        {others.map(({ id, displayName }) => {
          const sync = profiles.find(({ studentId }) => studentId === id);
          return (
            <List.Item key={id}>
              <Group gap={8} wrap="nowrap" align="flex-start">
                {sync !== undefined && <SyncIcon state={sync.state} size={20} />}
                <div>
                  <Text fw={500}>{displayName}</Text>
                  <Text size="sm" c="dimmed">
                    {sync === undefined
                      ? t('others.localOnly')
                      : [sync.className, footOfSync(t, sync)].filter((part) => part !== null).join(' · ')}
                  </Text>
                </div>
              </Group>
            </List.Item>
          );
        })}
      </List>
    </section>
  );
}
