import { Button, Divider, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconPencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HomeView } from '../../shared/model/home-view.ts';
import type { PracticeCalendar } from '../../shared/study/insights/insight-data.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { EmptyPanel } from '../app/EmptyPanel.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { ReviewBanner } from '../review/ReviewBanner.tsx';
import { useReviewQueue } from '../review/use-review-queue.ts';
import { SampleButton } from '../sample/SampleButton.tsx';
import { HostNotices } from '../settings/HostNotices.tsx';
import { HomeSync } from '../sync/HomeSync.tsx';
import { HomeReflexes } from './HomeReflexes.tsx';
import { PracticeFigures } from './PracticeFigures.tsx';
import { TopicHealth } from './TopicHealth.tsx';
import { useHomeView } from './use-home-view.ts';
import { WeakTopics, weakTopics } from './WeakTopics.tsx';

/** What can be done now, most urgent first, and how it goes: reflexes, reviews, weak topics, what was left open. */
export function HomePage() {
  const { t } = useTranslation('home');
  const { profile } = useActiveProfile();
  const { view, practice, failure, refetch } = useHomeView(profile.id);
  if (view === undefined && failure !== null) return <FailurePanel error={failure} onRetry={refetch} />;
  return (
    <Stack gap="xl">
      <Title order={1}>{t('greeting', { name: profile.displayName })}</Title>
      <HomeSync />
      <HostNotices isDismissable />
      {view === undefined ? <HomeSkeleton /> : <HomeContent view={view} practice={practice} />}
    </Stack>
  );
}

function HomeContent({ view, practice }: { view: HomeView; practice: PracticeCalendar | undefined }) {
  const { t } = useTranslation('home');
  const { profile } = useActiveProfile();
  const navigate = useNavigate();
  const { openSession } = view;
  const hasAnswers = view.topics.some((topic) => topic.answeredCount > 0);
  const dueCount = useReviewQueue(profile.id).data?.dueCount ?? 0;
  const primary = primaryAction(view, dueCount);
  return (
    <>
      <HomeReflexes recommendations={view.recommendations} />
      <ReviewBanner studentId={profile.id} language={profile.language} isQuiet={primary !== 'review'} />
      <WeakTopics topics={view.topics} isPrimary={primary === 'weak'} />
      {openSession !== null && (
        <Paper withBorder radius="lg" p="lg">
          <Group justify="space-between" gap="md">
            <div>
              <Text fw={600}>{t(openSession.kind === 'timed_test' ? 'open.test' : 'open.title')}</Text>
              <Text size="sm" c="dimmed">
                {openSession.kind === 'timed_test'
                  ? t('open.testRuns', { count: openSession.questionCount })
                  : t('open.position', { answered: openSession.answeredCount, count: openSession.questionCount })}
              </Text>
            </div>
            <Button
              variant={primary === 'open' ? 'filled' : 'light'}
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
        <EmptyPanel title={t('empty.title')} lead={t('empty.lead')}>
          <Button
            size="md"
            leftSection={<IconPencil size={18} aria-hidden="true" />}
            onClick={() => void navigate({ to: '/practice' })}
          >
            {t('empty.start')}
          </Button>
          <Divider my="lg" />
          <SampleButton />
        </EmptyPanel>
      )}

      {hasAnswers && (
        <>
          <PracticeFigures view={view} practice={practice} />
          <TopicHealth topics={view.topics} />
        </>
      )}
    </>
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

/** The one action that stands out. A reflex carries its own. */
function primaryAction(view: HomeView, dueCount: number): 'reflex' | 'review' | 'weak' | 'open' {
  if (view.recommendations.some((recommendation) => recommendation.isActive)) return 'reflex';
  if (dueCount > 0) return 'review';
  // A running clock waits for nobody.
  if (view.openSession?.kind === 'timed_test') return 'open';
  return weakTopics(view.topics).length > 0 ? 'weak' : 'open';
}
