import { Button, Group, Paper, Skeleton, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/model/profile.ts';
import { ReviewForecast } from './ReviewForecast.tsx';
import { useReviewQueue } from './use-review-queue.ts';
import { mostQuestionsOfReview, useStartReview } from './use-start-review.ts';

/** After a review: what comes back when, and what still waits today. */
export function ReviewOutlook({ studentId, language }: { studentId: string; language: Language }) {
  const { t } = useTranslation('notebook');
  const navigate = useNavigate();
  const { start, isStarting } = useStartReview(studentId);
  const query = useReviewQueue(studentId);
  if (query.failure !== null) return null;
  if (query.data === undefined) return <Skeleton height={180} radius="lg" />;
  const { dueCount } = query.data;
  return (
    <Paper withBorder radius="lg" p="lg">
      <Text fw={600} mb={4}>
        {t('review.forecastTitle')}
      </Text>
      <ReviewForecast queue={query.data} language={language} />
      <Group mt="md" gap="sm">
        {dueCount > 0 && (
          <>
            <Text size="sm">{t('review.more', { count: dueCount })}</Text>
            <Button
              variant="light"
              loading={isStarting}
              onClick={() => void start({ questionIds: [], questionCount: Math.min(dueCount, mostQuestionsOfReview) })}
            >
              {t('review.goOn')}
            </Button>
          </>
        )}
        <Button variant="default" onClick={() => void navigate({ to: '/notebook' })}>
          {t('review.openNotebook')}
        </Button>
      </Group>
    </Paper>
  );
}
