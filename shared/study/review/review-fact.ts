import { v5 as createUuidV5 } from 'uuid';
import type { ReviewRating } from '../../model/review.ts';

/** One row of `review_log`. */
export interface ReviewEntry {
  readonly reviewId: string;
  readonly studentId: string;
  readonly questionId: string;
  readonly questionVersionId: string;
  /** The latest mistake in this question before the review; null when it is not known. */
  readonly mistakeId: string | null;
  readonly testAnswerId: string | null;
  readonly rating: ReviewRating;
  readonly timeSpentSeconds: number | null;
  readonly reviewedAt: string;
}

/** The id of the review that an answer brings with it: the same on every machine that writes the answer. */
export function reviewIdOf(answerId: string): string {
  return createUuidV5('review', answerId);
}
