import { Button, Group, Paper, Skeleton, Text } from '@mantine/core';
import { IconArrowRight, IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/model/profile.ts';
import { formatComingDay } from '../notebook/format-moments.ts';
import { useReviewQueue } from './use-review-queue.ts';
import { mostQuestionsOfReview, useStartReview } from './use-start-review.ts';

/** What is due for review, with a way in; when nothing is, when the next comes. Nothing at all before the first mistake. */
export function ReviewBanner({
  studentId,
  language,
  isQuiet = false,
}: {
  studentId: string;
  language: Language;
  /** Where something else on the screen is more urgent. */
  isQuiet?: boolean;
}) {
  const { t } = useTranslation('notebook');
  const { start, isStarting } = useStartReview(studentId);
  const query = useReviewQueue(studentId);
  if (query.failure !== null) return null;
  if (query.data === undefined) return <Skeleton height={76} radius="lg" />;
  const { dueCount, cardCount, nextDueAt } = query.data;
  if (cardCount === 0) return null;
  const day =
    nextDueAt === null
      ? null
      : formatComingDay(nextDueAt, language, { today: t('review.today'), tomorrow: t('review.tomorrow') });
  const askedCount = Math.min(dueCount, mostQuestionsOfReview);
  return (
    <Paper withBorder radius="lg" p="md" data-review={dueCount}>
      <Group justify="space-between" gap="md">
        <Group gap="sm" wrap="nowrap" style={{ flex: '1 1 280px' }}>
          <IconRepeat
            size={24}
            aria-hidden="true"
            style={{ flex: 'none', color: 'var(--mantine-primary-color-light-color)' }}
          />
          <div>
            <Text fw={600}>{dueCount > 0 ? t('review.due', { count: dueCount }) : t('review.none')}</Text>
            <Text size="sm" c="dimmed">
              {dueCount > 0 ? t('review.lead') : day === null ? t('review.noneLater') : t('review.noneNext', { day })}
            </Text>
          </div>
        </Group>
        {dueCount > 0 && (
          <Button
            variant={isQuiet ? 'light' : 'filled'}
            loading={isStarting}
            rightSection={<IconArrowRight size={18} aria-hidden="true" />}
            onClick={() => void start({ questionIds: [], questionCount: askedCount })}
          >
            {askedCount < dueCount ? t('review.startSome', { count: askedCount }) : t('review.start')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}
