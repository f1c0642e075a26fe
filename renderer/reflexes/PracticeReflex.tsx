import { Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReflexEvent } from '../../shared/model/reflex.ts';
import { useTopicName } from '../app/use-topic-name.ts';
import { ReflexCard } from './ReflexCard.tsx';
import { ReflexStrip } from './ReflexStrip.tsx';
import { useReflexFeed } from './reflex-feed.tsx';

interface PracticeReflexProps {
  readonly onHint?: () => void;
  /** Where room is short: one line with what was seen, and the card on request. */
  readonly isStrip?: boolean;
}

/** The most urgent reflex while practising; the others wait their turn. */
export function PracticeReflex({ onHint, isStrip = false }: PracticeReflexProps) {
  const { t } = useTranslation('reflexes');
  const { reflexes, markSeen, putOff } = useReflexFeed();
  const topicName = useTopicName();
  const [hiddenIds, setHiddenIds] = useState<ReadonlySet<string>>(new Set());
  const [isOpen, setOpen] = useState(false);
  const waiting = reflexes.filter((event) => !hiddenIds.has(event.recommendation.id));
  const event = waiting[0];
  if (event === undefined) return null;
  const { recommendation } = event;
  const name = topicName(recommendation.topicUid, recommendation.topicNames);
  const close = () => setOpen(false);

  const card = (shown: ReflexEvent) => (
    <ReflexCard
      key={shown.id}
      recommendation={recommendation}
      topicName={name}
      onSeen={() => markSeen(shown)}
      onLater={() => {
        close();
        putOff(recommendation.id);
      }}
      onDismissed={() => {
        close();
        setHiddenIds((before) => new Set([...before, recommendation.id]));
      }}
      onDismissalUndone={() => setHiddenIds((before) => new Set([...before].filter((id) => id !== recommendation.id)))}
      {...(onHint === undefined
        ? {}
        : {
            onHint: () => {
              close();
              onHint();
            },
          })}
    />
  );

  if (isStrip) {
    return (
      <>
        <ReflexStrip
          key={event.id}
          recommendation={recommendation}
          onSeen={() => markSeen(event)}
          onOpen={() => setOpen(true)}
        />
        <Modal
          opened={isOpen}
          onClose={close}
          title={name}
          centered
          closeButtonProps={{ 'aria-label': t('run.close') }}
        >
          {card(event)}
        </Modal>
      </>
    );
  }
  return (
    <div role="status" style={{ display: 'grid', gap: 8 }}>
      {card(event)}
      {waiting.length > 1 && (
        <Text size="xs" c="dimmed">
          {t('card.more', { count: waiting.length - 1 })}
        </Text>
      )}
    </div>
  );
}
