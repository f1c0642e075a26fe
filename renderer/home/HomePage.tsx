import { Button, Divider, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HomeView } from '../../shared/host/study-host-calls.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { SampleButton } from '../sample/SampleButton.tsx';
import { HostNotices } from '../settings/HostNotices.tsx';
import { HomeSync } from '../sync/HomeSync.tsx';
import { HomeReflexes } from './HomeReflexes.tsx';
import { TopicHealth } from './TopicHealth.tsx';
import { useHomeView } from './use-home-view.ts';

/** What can be done now: open reflexes, what was left open, and how the topics stand. */
export function HomePage() {
  const { t } = useTranslation('home');
  const { profile } = useActiveProfile();
  const { view, failure, refetch } = useHomeView(profile.id);
  if (view === undefined && failure !== null) return <FailurePanel error={failure} onRetry={refetch} />;
  return (
    <Stack gap="xl">
      <Title order={1}>{t('greeting', { name: profile.displayName })}</Title>
      <HomeSync />
      <HostNotices isDismissable />
      {view === undefined ? <HomeSkeleton /> : <HomeContent view={view} />}
    </Stack>
  );
}

function HomeContent({ view }: { view: HomeView }) {
  const { t } = useTranslation('home');
  const { profile } = useActiveProfile();
  const navigate = useNavigate();
  const number = new Intl.NumberFormat(profile.language);
  const { openSession } = view;
  const hasAnswers = view.topics.some((topic) => topic.answeredCount > 0);
  return (
    <>
      {openSession !== null && (
        <Paper withBorder radius="lg" p="lg">
          <Group justify="space-between" gap="md">
            <div>
              <Text fw={600}>{t('open.title')}</Text>
              <Text size="sm" c="dimmed">
                {t('open.position', { answered: openSession.answeredCount, count: openSession.questionCount })}
              </Text>
            </div>
            <Button
              rightSection={<IconArrowRight size={18} aria-hidden="true" />}
              onClick={() =>
                void navigate({ to: '/practice/$testRecordId', params: { testRecordId: openSession.testRecordId } })
              }
            >
              {t('open.continue')}
            </Button>
          </Group>
        </Paper>
      )}

      {!hasAnswers && openSession === null && (
        <Paper withBorder radius="lg" p="xl">
          <Title order={2} size="h3">
            {t('empty.title')}
          </Title>
          <Text mb="md" maw="60ch">
            {t('empty.lead')}
          </Text>
          <Button
            size="md"
            leftSection={<IconPencil size={18} aria-hidden="true" />}
            onClick={() => void navigate({ to: '/practice' })}
          >
            {t('empty.start')}
          </Button>
          <Divider my="lg" />
          <SampleButton />
        </Paper>
      )}

      <HomeReflexes recommendations={view.recommendations} />

      {hasAnswers && (
        <>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
            <Figure
              value={number.format(view.answersToday)}
              label={t('figures.answersToday', { count: view.answersToday })}
            />
            <Figure
              value={number.format(view.rightToday)}
              label={t('figures.rightToday', { count: view.rightToday })}
            />
            <Figure value={number.format(Math.round(view.minutesThisWeek))} label={t('figures.minutesThisWeek')} />
          </SimpleGrid>
          <TopicHealth topics={view.topics} />
        </>
      )}
    </>
  );
}

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <Paper withBorder radius="lg" p="lg">
      <Text fz={30} fw={700} lh={1.1} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </Paper>
  );
}

function HomeSkeleton() {
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton height={96} radius="lg" />
      <Skeleton height={220} radius="lg" />
    </Stack>
  );
}
