import { ActionIcon, Button, Group, Paper, Skeleton, Text, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionItem, Recommendation } from '../../shared/model/reflex.ts';
import { lookOfRecommendation } from '../app/pattern-looks.ts';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';
import classes from './ReflexCard.module.css';
import { wordAction, wordReflex } from './reflex-wording.ts';
import { opensSession, useReflexActions } from './use-reflex-actions.tsx';
import { useSeenOnce } from './use-seen-once.ts';

/** Typesets questions: not for who only reads the card. */
const ActionRunner = lazy(async () => ({ default: (await import('./ActionRunner.tsx')).ActionRunner }));

interface ReflexCardProps {
  readonly recommendation: Recommendation;
  readonly topicName: string;
  /** Called once the card has been in front of the student. */
  readonly onSeen?: () => void;
  /** Takes the card out of sight without touching the recommendation; without it there is no such button. */
  readonly onLater?: () => void;
  /** The card leaves at once; the dismissal is recorded when it can no longer be taken back. */
  readonly onDismissed: () => void;
  readonly onDismissalUndone: () => void;
  /** In practice: reveals a hint of the question on the screen. Elsewhere hints come from the mistake's own question. */
  readonly onHint?: () => void;
}

/** One reflex: what was seen, a sentence of advice, and actions that do what they say. */
export function ReflexCard({
  recommendation,
  topicName,
  onSeen,
  onLater,
  onDismissed,
  onDismissalUndone,
  onHint,
}: ReflexCardProps) {
  const { t } = useTranslation('reflexes');
  const { t: tPractice } = useTranslation('practice');
  const { complete, dismiss, openSession } = useReflexActions();
  const [running, setRunning] = useState<ActionItem | null>(null);
  const look = lookOfRecommendation(recommendation.type);
  const wording = wordReflex(t, recommendation, (code) => nameMistakeCode(tPractice, code));

  useSeenOnce(recommendation, onSeen);

  const start = (item: ActionItem) => {
    if (opensSession(item.action)) void openSession(recommendation, item);
    else if (item.action === 'hint' && onHint !== undefined) {
      onHint();
      void complete(recommendation, item.action);
    } else setRunning(item);
  };

  return (
    <Paper
      component="article"
      className={classes.card}
      withBorder
      radius="lg"
      p="md"
      style={{ '--pattern-line': look.lineColour, '--pattern-text': look.textColour }}
      data-reflex={recommendation.type}
      aria-labelledby={`reflex-${recommendation.id}`}
    >
      <header className={classes.head}>
        <look.Icon className={classes.icon} size={22} aria-hidden="true" />
        <div className={classes.titles}>
          <Title order={2} size="h5" id={`reflex-${recommendation.id}`}>
            {wording.title}
          </Title>
          <Text size="xs" c="dimmed">
            {topicName}
          </Text>
        </div>
        <Tooltip label={t('card.dismiss')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('card.dismiss')}
            onClick={() => {
              onDismissed();
              dismiss(recommendation, onDismissalUndone);
            }}
          >
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
      </header>
      <Text className={classes.seen}>{wording.seen}</Text>
      {wording.advice !== '' && <Text size="sm">{wording.advice}</Text>}
      {running === null ? (
        <Group gap={8} mt={4}>
          {recommendation.actionItems.map((item, index) => {
            const isDone = recommendation.doneActions.includes(item.action);
            return (
              <Button
                key={item.action}
                size="sm"
                variant={index === 0 && !isDone ? 'filled' : 'default'}
                leftSection={isDone ? <IconCheck size={16} aria-hidden="true" /> : undefined}
                onClick={() => start(item)}
              >
                {wordAction(t, item)}
                {isDone && <span className={classes.hidden}>{t('card.done')}</span>}
              </Button>
            );
          })}
          {onLater !== undefined && (
            <Button size="sm" variant="subtle" color="gray" onClick={onLater}>
              {t('card.later')}
            </Button>
          )}
        </Group>
      ) : (
        <Suspense fallback={<Skeleton height={120} radius="md" />}>
          <ActionRunner
            item={running}
            recommendation={recommendation}
            onDone={() => {
              setRunning(null);
              void complete(recommendation, running.action);
            }}
            onCancel={() => setRunning(null)}
          />
        </Suspense>
      )}
    </Paper>
  );
}
