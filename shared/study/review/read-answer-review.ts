import type { SqlQueries } from '../../database/study-database.ts';
import type { AnswerOutcome } from '../../model/answer.ts';
import type { ReviewRating } from '../../model/review.ts';

/** What the review log holds of one answer; the rating in force is the latest. */
export interface ReviewedAnswer {
  readonly testAnswerId: string;
  readonly studentId: string;
  readonly questionId: string;
  readonly questionVersionId: string;
  readonly mistakeId: string | null;
  readonly outcome: AnswerOutcome;
  readonly timeSpentSeconds: number | null;
  readonly rating: ReviewRating;
  /** Of the first rating, which is the moment of the answer. */
  readonly reviewedAt: string;
  readonly latestRatedAt: string;
}

export type AnswerReviewRow =
  /** Nothing answered at this position. */
  { readonly isAnswered: false } | { readonly isAnswered: true; readonly review: ReviewedAnswer | null };

export async function readReviewedAnswer(
  queries: SqlQueries,
  testRecordId: string,
  position: number,
): Promise<AnswerReviewRow> {
  const rows = await queries.query<{
    answer_id: string;
    student_id: string;
    outcome: AnswerOutcome;
    question_id: string;
    question_version_id: string;
    mistake_id: string | null;
    time_spent_seconds: number | null;
    rating: ReviewRating | null;
    reviewed_at: Date | null;
  }>(
    `SELECT answer.id AS answer_id, answer.student_id, answer.outcome, answer.question_id, answer.question_version_id, review.mistake_id,
            answer.time_spent_seconds::float8 AS time_spent_seconds, review.rating, review.reviewed_at
       FROM test_answers AS answer
       LEFT JOIN review_log AS review
              ON review.student_id = answer.student_id AND review.question_id = answer.question_id
             AND review.test_answer_id = answer.id
      WHERE answer.test_record_id = $1 AND answer.position = $2
      ORDER BY review.reviewed_at, review.id`,
    [testRecordId, position],
  );
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return { isAnswered: false };
  if (first.reviewed_at === null || last.rating === null || last.reviewed_at === null) {
    return { isAnswered: true, review: null };
  }
  return {
    isAnswered: true,
    review: {
      testAnswerId: first.answer_id,
      studentId: first.student_id,
      questionId: first.question_id,
      questionVersionId: first.question_version_id,
      mistakeId: first.mistake_id,
      outcome: first.outcome,
      timeSpentSeconds: first.time_spent_seconds,
      rating: last.rating,
      reviewedAt: first.reviewed_at.toISOString(),
      latestRatedAt: last.reviewed_at.toISOString(),
    },
  };
}
