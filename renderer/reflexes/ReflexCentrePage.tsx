import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../shared/host/study-host-calls.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { useTopicName } from '../app/use-topic-name.ts';
import { PastReflex } from './PastReflex.tsx';
import { ReflexCard } from './ReflexCard.tsx';
import { useReflexFeed } from './reflex-feed.tsx';

/** Every reflex: those that still stand, with their actions, and what became of the others. */
export function ReflexCentrePage() {
  const { t } = useTranslation('reflexes');
  const { profile } = useActiveProfile();
  const topicName = useTopicName();
  const { reflexes, markSeen } = useReflexFeed();
  const query = useHostQuery(['recommendations', profile.id, 'all'], (calls) =>
    calls.listRecommendations({ studentId: profile.id, isActiveOnly: false }),
  );
  const [hiddenIds, setHiddenIds] = useState<ReadonlySet<string>>(new Set());
  if (query.failure !== null) return <FailurePanel error={query.failure} onRetry={query.refetch} />;

  const active = (query.data ?? []).filter(
    (recommendation) => recommendation.isActive && !hiddenIds.has(recommendation.id),
  );
  const past = (query.data ?? []).filter((recommendation) => !recommendation.isActive);
  const seen = (recommendation: Recommendation) => {
    const event = reflexes.find((candidate) => candidate.recommendation.id === recommendation.id);
    if (event !== undefined) markSeen(event);
  };
  return (
    <Stack gap="xl">
      <header>
        <Title order={1}>{t('centre.title')}</Title>
        <Text c="dimmed">{t('centre.lead')}</Text>
      </header>
      {query.isPending && <Skeleton height={160} radius="lg" />}
      {!query.isPending && active.length === 0 && (
        <Text>{t(past.length === 0 ? 'centre.none' : 'centre.noneActive')}</Text>
      )}
      <Stack gap="md">
        {active.map((recommendation) => (
          <ReflexCard
            key={recommendation.id}
            recommendation={recommendation}
            topicName={topicName(recommendation.topicUid, recommendation.topicNames)}
            onSeen={() => seen(recommendation)}
            onDismissed={() => setHiddenIds((before) => new Set([...before, recommendation.id]))}
            onDismissalUndone={() =>
              setHiddenIds((before) => new Set([...before].filter((id) => id !== recommendation.id)))
            }
          />
        ))}
      </Stack>
      {past.length > 0 && (
        <section aria-labelledby="past-reflexes">
          <Title order={2} size="h4" id="past-reflexes" mb="sm">
            {t('centre.past')}
          </Title>
          <Stack gap="xs" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {past.map((recommendation) => (
              <PastReflex
                key={recommendation.id}
                recommendation={recommendation}
                topicName={topicName(recommendation.topicUid, recommendation.topicNames)}
                language={profile.language}
              />
            ))}
          </Stack>
        </section>
      )}
    </Stack>
  );
}
