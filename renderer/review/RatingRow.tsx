import { Skeleton, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as createUuidV7 } from 'uuid';
import type { ReviewOpinion } from '../../shared/model/review.ts';
import { isPressed } from '../app/key-map.ts';
import { useHostQuery, useStudyHost } from '../app/study-host.tsx';
import { KeyCap } from '../practice/KeyCap.tsx';
import { submitReviewOpinion } from '../store/answer-journal.ts';
import classes from './Review.module.css';

const ratings = [
  { keyName: 'rateHard', rating: 2 },
  { keyName: 'rateGood', rating: 3 },
  { keyName: 'rateEasy', rating: 4 },
] as const;

interface RatingRowProps {
  readonly testRecordId: string;
  readonly studentId: string;
  readonly position: number;
}

/** How a review was taken and when the question comes back; after a right answer the student may say otherwise. */
export function RatingRow({ testRecordId, studentId, position }: RatingRowProps) {
  const { t } = useTranslation('notebook');
  const { calls } = useStudyHost();
  const query = useHostQuery(['reviews', studentId, testRecordId, position], (host) =>
    host.readAnswerReview({ testRecordId, position }),
  );
  const [chosen, setChosen] = useState<ReviewOpinion['rating'] | null>(null);
  const review = query.data;

  const rate = (rating: number) => {
    if (review?.canChange !== true || (rating !== 2 && rating !== 3 && rating !== 4)) return;
    if (rating === (chosen ?? review.rating)) return;
    setChosen(rating);
    const ratedAt = new Date().toISOString();
    void submitReviewOpinion(calls, { reviewId: createUuidV7(), studentId, testRecordId, position, rating, ratedAt });
  };
  const latest = useRef(rate);
  latest.current = rate;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
      if (event.target instanceof HTMLElement && event.target.closest('textarea, [role=dialog]')) return;
      const pressed = ratings.find(({ keyName }) => isPressed(event, keyName));
      if (pressed !== undefined) latest.current(pressed.rating);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  if (query.isPending) return <Skeleton height={84} maw={480} radius="md" />;
  // No card, or the host is away: then there is nothing to say of the next time.
  if (review === undefined || review === null) return null;
  const when = (days: number) =>
    days === 0 ? t('review.today') : days === 1 ? t('review.tomorrow') : t('rating.days', { count: days });
  const [again] = review.choices;
  if (!review.canChange) {
    return (
      <Text size="sm" role="status">
        {again !== undefined && t('rating.again', { when: when(again.intervalDays) })}
      </Text>
    );
  }
  const current = chosen ?? review.rating;
  return (
    <div className={classes.ratings}>
      <Text className={classes.question} id="rating-question">
        {t('rating.question')}
      </Text>
      <div className={classes.choices} role="radiogroup" aria-labelledby="rating-question">
        {review.choices.map(({ rating, intervalDays }) => (
          // biome-ignore lint/a11y/useSemanticElements: a native radio would take the arrow keys and the digits for itself
          <button
            key={rating}
            type="button"
            role="radio"
            aria-checked={rating === current}
            className={classes.choice}
            onClick={() => rate(rating)}
          >
            <span className={classes.choiceName}>
              {t(`rating.names.${rating}`)} <KeyCap>{String(rating)}</KeyCap>
            </span>
            <span className={classes.choiceWhen}>{when(intervalDays)}</span>
          </button>
        ))}
      </div>
      <Text size="xs" c="dimmed" mt={6}>
        {t('rating.chosen')}
      </Text>
    </div>
  );
}
