/** Spaced review: a card is a question that was once got wrong; when it is due follows from mistakes and review log. */

/** 1 again, 2 hard, 3 good, 4 easy: FSRS's own numbers. */
export type ReviewRating = 1 | 2 | 3 | 4;

export interface CardSchedule {
  readonly dueAt: string;
  /** Due today or before, by the local calendar. */
  readonly isDue: boolean;
  /** Days after which it is remembered with a probability of 0.9. */
  readonly stabilityDays: number;
  readonly reviewCount: number;
  readonly lapseCount: number;
}

export interface ReviewQueue {
  /** Questions that were got wrong at least once and can be asked. */
  readonly cardCount: number;
  /** Due today or before. */
  readonly dueCount: number;
  readonly dueTomorrowCount: number;
  /** Due within the next seven days, today included. */
  readonly dueThisWeekCount: number;
  /** Today (with everything overdue) and the 13 days after it; `day` is a local date, `2026-03-02`. */
  readonly forecast: readonly { readonly day: string; readonly count: number }[];
  /** The first moment that is not due yet; null when nothing waits. */
  readonly nextDueAt: string | null;
}

export interface ReviewRequest {
  readonly testRecordId: string;
  readonly studentId: string;
  readonly startedAt: string;
  readonly questionCount: number;
  /** These questions, due or not; empty means what is due, longest overdue first. */
  readonly questionIds: readonly string[];
}

/** How an answer of a review was taken, and when the question comes back. */
export interface AnswerReview {
  readonly questionId: string;
  readonly rating: ReviewRating;
  readonly reviewedAt: string;
  /** A wrong answer is "again" and stays it. */
  readonly canChange: boolean;
  readonly choices: readonly {
    readonly rating: ReviewRating;
    readonly dueAt: string;
    /** Whole days by the local calendar. */
    readonly intervalDays: number;
  }[];
}

/** What the student thinks of how hard a right answer of a review was. */
export interface ReviewOpinion {
  readonly reviewId: string;
  readonly studentId: string;
  readonly testRecordId: string;
  readonly position: number;
  readonly rating: Exclude<ReviewRating, 1>;
  readonly ratedAt: string;
}
