/**
 * The calls of the mistake notebook and its spaced review. A card is a question that the student once got wrong or left
 * blank; when it is due is computed from the mistakes and the review log and stored nowhere.
 */

import type { Outcome } from '../errors/outcome.ts';
import type { MistakeDetail } from '../model/mistake.ts';
import type { MistakeHistory, MistakePage, MistakeSearch, NotebookOverview } from '../model/notebook.ts';
import type { AnswerReview, ReviewOpinion, ReviewQueue, ReviewRequest } from '../model/review.ts';
import type { Session } from '../model/session.ts';

export interface NotebookCalls {
  readNotebook(query: { studentId: string }): Promise<Outcome<NotebookOverview>>;
  searchMistakes(search: MistakeSearch): Promise<Outcome<MistakePage>>;
  /** Number of mistakes that a search finds, whatever its cursor and limit. */
  countMistakes(search: MistakeSearch): Promise<Outcome<{ readonly count: number }>>;
  /** Questions and answers of these mistakes, in their order; those that are not there are left out. At most 200. */
  readMistakes(query: { mistakeIds: readonly string[] }): Promise<Outcome<readonly MistakeDetail[]>>;
  /** NOT_FOUND for a mistake of somebody else. */
  readMistakeHistory(query: { mistakeId: string; studentId: string }): Promise<Outcome<MistakeHistory>>;

  readReviewQueue(query: { studentId: string }): Promise<Outcome<ReviewQueue>>;
  /** A session of kind `review`. NO_QUESTIONS_FOUND when nothing is due. */
  startReview(request: ReviewRequest): Promise<Outcome<Session>>;
  /** Null when the answer at this position was no review: nothing of the question had been got wrong before. */
  readAnswerReview(query: { testRecordId: string; position: number }): Promise<Outcome<AnswerReview | null>>;
  /** Rates the right answer of a review anew. NOT_FOUND until the answer itself is recorded. */
  rateReview(opinion: ReviewOpinion): Promise<Outcome<{ wasAlreadyRecorded: boolean }>>;
}
