import { Button, Group, Modal, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../shared/model/reflex.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { useHostQuery } from '../app/study-host.tsx';
import { formatMinutesSeconds } from '../practice/QuietTimer.tsx';
import { ReviewedMistake } from './ReviewedMistake.tsx';

/** As many mistakes as can be gone over with care: one in about a minute. */
const mistakesPerMinute = 1;

interface MistakeReviewProps {
  readonly recommendation: Recommendation;
  readonly minutes: number;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The latest mistakes in the topic, one after the other with their worked solutions, within the minutes advised. */
export function MistakeReview({ recommendation, minutes, onDone, onCancel }: MistakeReviewProps) {
  const { t } = useTranslation('reflexes');
  const { profile } = useActiveProfile();
  const { studentId, topicUid } = recommendation;
  const limit = Math.max(1, minutes * mistakesPerMinute);
  const query = useHostQuery(['mistakes', studentId, topicUid, limit], (calls) =>
    calls.listMistakes({ studentId, topicUid, limit }),
  );
  const [index, setIndex] = useState(0);
  const secondsLeft = useCountdown(minutes * 60);
  const mistakes = query.data?.filter((mistake) => mistake.question !== null) ?? [];
  const mistake = mistakes[index];
  const isLast = index >= mistakes.length - 1;
  return (
    <Modal
      opened
      onClose={onCancel}
      title={t('review.title')}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('run.close') }}
    >
      <Stack gap="md">
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t('review.position', { number: Math.min(index + 1, mistakes.length), count: mistakes.length })}
          </Text>
          <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {t('review.timeLeft', { time: formatMinutesSeconds(secondsLeft) })}
          </Text>
        </Group>
        <Progress
          size={3}
          value={mistakes.length === 0 ? 0 : (100 * (index + 1)) / mistakes.length}
          aria-hidden="true"
        />
        {query.isPending && <Skeleton height={160} />}
        {!query.isPending && mistake === undefined && <Text>{t('review.empty')}</Text>}
        {mistake !== undefined && <ReviewedMistake mistake={mistake} language={profile.language} />}
        <Group justify="flex-end">
          <Button variant="default" disabled={index === 0} onClick={() => setIndex(index - 1)}>
            {t('review.previous')}
          </Button>
          <Button onClick={() => (isLast ? onDone() : setIndex(index + 1))} disabled={query.isPending}>
            {t(isLast ? 'review.finish' : 'review.next')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Whole seconds left, down to 0. */
function useCountdown(seconds: number): number {
  const [endsAtMs] = useState(() => performance.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((endsAtMs - performance.now()) / 1000))), 500);
    return () => clearInterval(timer);
  }, [endsAtMs]);
  return left;
}
