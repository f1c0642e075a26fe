import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTopicName } from '../app/use-topic-name.ts';
import { ReflexCard } from './ReflexCard.tsx';
import { useReflexFeed } from './reflex-feed.tsx';

/** The most urgent reflex while practising; the others wait their turn. */
export function PracticeReflex({ onHint, isCompact = false }: { onHint?: () => void; isCompact?: boolean }) {
  const { t } = useTranslation('reflexes');
  const { reflexes, markSeen, putOff } = useReflexFeed();
  const topicName = useTopicName();
  const [hiddenIds, setHiddenIds] = useState<ReadonlySet<string>>(new Set());
  const waiting = reflexes.filter((event) => !hiddenIds.has(event.recommendation.id));
  const event = waiting[0];
  if (event === undefined) return null;
  const { recommendation } = event;
  const hide = () => setHiddenIds((before) => new Set([...before, recommendation.id]));
  const unhide = () => setHiddenIds((before) => new Set([...before].filter((id) => id !== recommendation.id)));
  return (
    <div role="status" style={{ display: 'grid', gap: 8 }}>
      <ReflexCard
        key={event.id}
        recommendation={recommendation}
        topicName={topicName(recommendation.topicUid, recommendation.topicNames)}
        isCompact={isCompact}
        onSeen={() => markSeen(event)}
        onLater={() => putOff(recommendation.id)}
        onDismissed={hide}
        onDismissalUndone={unhide}
        {...(onHint === undefined ? {} : { onHint })}
      />
      {waiting.length > 1 && (
        <Text size="xs" c="dimmed">
          {t('card.more', { count: waiting.length - 1 })}
        </Text>
      )}
    </div>
  );
}
