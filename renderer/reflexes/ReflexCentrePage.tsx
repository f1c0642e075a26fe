import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../shared/model/reflex.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { FailurePanel } from '../app/FailurePanel.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { useTopicName } from '../app/use-topic-name.ts';
import { useInsight } from '../insights/use-insight.ts';
import { NoReflexes } from './NoReflexes.tsx';
import { PastReflex } from './PastReflex.tsx';
import { ReflexCard } from './ReflexCard.tsx';
import classes from './ReflexCentrePage.module.css';
import { ReflexFilters } from './ReflexFilters.tsx';
import { useReflexFeed } from './reflex-feed.tsx';
import { everyReflex, filterReflexes, isFilteredReflexes, pastReflexes } from './reflex-history.ts';

/** Entries of history shown at first, and with each press more. */
const historyStep = 20;
/** Fewer than this are seen at a glance; filters would only be in the way. */
const filtersFrom = 4;

/** Every reflex: those that still stand, with their actions, and what became of the others. */
export function ReflexCentrePage() {
  const { t } = useTranslation('reflexes');
  const { profile } = useActiveProfile();
  const topicName = useTopicName();
  const { reflexes, markSeen } = useReflexFeed();
  const query = useHostQuery(['recommendations', profile.id, 'all'], (calls) =>
    calls.listRecommendations({ studentId: profile.id, isActiveOnly: false }),
  );
  const effects = useInsight('effects', { studentId: profile.id, topicUid: null, range: 'all' }, (calls, input) =>
    calls.readReflexEffects(input),
  );
  const [filter, setFilter] = useState(everyReflex);
  const [shownCount, setShownCount] = useState(historyStep);
  const [hiddenIds, setHiddenIds] = useState<ReadonlySet<string>>(new Set());
  if (query.failure !== null) return <FailurePanel error={query.failure} onRetry={query.refetch} />;

  const all = query.data ?? [];
  const found = filterReflexes(all, filter);
  const active = found.filter((recommendation) => recommendation.isActive && !hiddenIds.has(recommendation.id));
  const past = pastReflexes(found);
  const seen = (recommendation: Recommendation) => {
    const event = reflexes.find((candidate) => candidate.recommendation.id === recommendation.id);
    if (event !== undefined) markSeen(event);
  };
  const emptyText = isFilteredReflexes(filter) ? 'centre.noMatch' : 'centre.noneActive';
  return (
    <Stack gap="xl">
      <header>
        <Title order={1}>{t('centre.title')}</Title>
        <Text c="dimmed">{t('centre.lead')}</Text>
      </header>
      {(all.length >= filtersFrom || isFilteredReflexes(filter)) && (
        <ReflexFilters all={all} filter={filter} onChange={setFilter} />
      )}
      {query.isPending && <Skeleton height={160} radius="lg" />}
      {!query.isPending &&
        active.length === 0 &&
        (!isFilteredReflexes(filter) || past.length === 0) &&
        (all.length === 0 ? <NoReflexes /> : <Text>{t(emptyText)}</Text>)}
      {active.length > 0 && (
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
      )}
      {past.length > 0 && (
        <section aria-labelledby="past-reflexes">
          <Group justify="space-between" align="baseline">
            <Title order={2} size="h4" id="past-reflexes">
              {t('centre.past')}
            </Title>
            <Anchor component={Link} to="/insights" size="sm">
              {t('centre.inInsights')}
            </Anchor>
          </Group>
          <ul className={classes.past}>
            {past.slice(0, shownCount).map((recommendation) => (
              <PastReflex
                key={recommendation.id}
                recommendation={recommendation}
                topicName={topicName(recommendation.topicUid, recommendation.topicNames)}
                effect={effects.data?.find(({ recommendationId }) => recommendationId === recommendation.id)}
              />
            ))}
          </ul>
          {past.length > shownCount && (
            <Button variant="default" mt="sm" onClick={() => setShownCount(shownCount + historyStep)}>
              {t('centre.older', { count: Math.min(historyStep, past.length - shownCount) })}
            </Button>
          )}
        </section>
      )}
    </Stack>
  );
}
