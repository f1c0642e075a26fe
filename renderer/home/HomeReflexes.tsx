import { Button, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../shared/model/reflex.ts';
import { useTopicName } from '../app/use-topic-name.ts';
import { ReflexCard } from '../reflexes/ReflexCard.tsx';
import { useReflexFeed } from '../reflexes/reflex-feed.tsx';

/** The most urgent recommendation with its actions; the others wait in the reflex centre. */
export function HomeReflexes({ recommendations }: { recommendations: readonly Recommendation[] }) {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  const topicName = useTopicName();
  const { reflexes, markSeen } = useReflexFeed();
  const [dismissedId, setDismissedId] = useState<string | null>(null);
  const open = recommendations.filter(({ isActive, id }) => isActive && id !== dismissedId);
  const [first] = open;
  if (first === undefined) return null;
  const event = reflexes.find(({ recommendation }) => recommendation.id === first.id);
  return (
    <section aria-labelledby="home-reflexes">
      <Title order={2} size="h4" id="home-reflexes" mb="sm">
        {t('reflexes.title')}
      </Title>
      <ReflexCard
        key={first.id}
        recommendation={first}
        topicName={topicName(first.topicUid, first.topicNames)}
        {...(event !== undefined && { onSeen: () => markSeen(event) })}
        onDismissed={() => setDismissedId(first.id)}
        onDismissalUndone={() => setDismissedId(null)}
      />
      <Button mt="xs" ml={-18} variant="subtle" onClick={() => void navigate({ to: '/reflexes' })}>
        {t('reflexes.open', { count: open.length })}
      </Button>
    </section>
  );
}
