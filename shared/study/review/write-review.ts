import type { SqlQueries } from '../../database/study-database.ts';
import type { ReviewEntry } from './review-fact.ts';

/** True when the row was written, false when it was there already. */
export async function writeReview(queries: SqlQueries, review: ReviewEntry): Promise<boolean> {
  const rows = await queries.query(
    `INSERT INTO review_log (id, student_id, question_id, question_version_id, mistake_id, test_answer_id, rating,
                             time_spent_seconds, reviewed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      review.reviewId,
      review.studentId,
      review.questionId,
      review.questionVersionId,
      review.mistakeId,
      review.testAnswerId,
      review.rating,
      review.timeSpentSeconds,
      review.reviewedAt,
    ],
  );
  return rows.length > 0;
}
