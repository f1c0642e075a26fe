/**
 * The calls of the mistake notebook and its spaced review. A card is a question that the student once got wrong or left
 * blank; when it is due is computed from the mistakes and the review log and stored nowhere.
 */
import type { LocalizedText, QuestionContent } from '../content/question.ts';
import type { Outcome } from '../errors/outcome.ts';
import type { AnswerOutcome, ImprovementTrend, MistakeDetail, Session, SessionKind } from './study-host-calls.ts';

/** 1 again, 2 hard, 3 good, 4 easy: FSRS's own numbers. */
export type ReviewRating = 1 | 2 | 3 | 4;

export const mistakeOrders = ['newest', 'oldest', 'slowest'] as const;
/** `slowest`: longest time on the question first, mistakes without a time last. */
export type MistakeOrder = (typeof mistakeOrders)[number];

export interface MistakeSearch {
  readonly studentId: string;
  /** Empty means every topic. */
  readonly topicUids: readonly string[];
  /** Effective codes; empty means every code. */
  readonly mistakeCodes: readonly string[];
  /** Of the topic a mistake belongs to; empty means every pattern. */
  readonly patterns: readonly ImprovementTrend[];
  /** From this moment on, and before that one; null means open. */
  readonly occurredFrom: string | null;
  readonly occurredBefore: string | null;
  /** Every word must occur in the stem or in a note, whatever its case; empty means everything. */
  readonly text: string;
  readonly order: MistakeOrder;
  /** `nextCursor` of the page before; null for the first page. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** One row of the list. */
export interface NotedMistake {
  readonly mistakeId: string;
  readonly topicUid: string;
  readonly topicNames: LocalizedText | null;
  /** Effective code: that of the latest reason, else the mistake's own. */
  readonly mistakeCode: string;
  readonly occurredAt: string;
  readonly timeSpentSeconds: number | null;
  /** Expected time of the question; null when its version is not on this replica. */
  readonly expectedSeconds: number | null;
  readonly stem: LocalizedText | null;
  readonly textFormat: QuestionContent['textFormat'] | null;
  readonly note: string;
}
export interface MistakePage {
  readonly mistakes: readonly NotedMistake[];
  /** Null at the end. */
  readonly nextCursor: string | null;
  /** Of all that match, where words are searched for: reading every stem counts them too. Null: ask `countMistakes`. */
  readonly totalCount: number | null;
}

/** What there is to filter by, with counts over all mistakes of the student. */
export interface NotebookOverview {
  readonly mistakeCount: number;
  readonly topics: readonly {
    readonly topicUid: string;
    readonly topicNames: LocalizedText | null;
    readonly pattern: ImprovementTrend | null;
    readonly mistakeCount: number;
  }[];
  /** By effective code, most frequent first. */
  readonly codes: readonly { readonly mistakeCode: string; readonly mistakeCount: number }[];
}

/** What the student said of a mistake at some moment; `note` null where only the code was given. */
export interface NotedReason {
  readonly reasonId: string;
  readonly mistakeCode: string;
  readonly note: string | null;
  readonly notedAt: string;
}
/** One answer to the same question, whatever its numbers were. */
export interface QuestionAttempt {
  readonly answerId: string;
  readonly mistakeId: string | null;
  readonly sessionKind: SessionKind | (string & {});
  readonly outcome: AnswerOutcome;
  readonly timeSpentSeconds: number | null;
  readonly hintsUsed: number;
  readonly answeredAt: string;
  /** Set when the answer was a review. */
  readonly rating: ReviewRating | null;
}
export interface CardSchedule {
  readonly dueAt: string;
  /** Due today or before, by the local calendar. */
  readonly isDue: boolean;
  /** Days after which it is remembered with a probability of 0.9. */
  readonly stabilityDays: number;
  readonly reviewCount: number;
  readonly lapseCount: number;
}
export interface MistakeHistory {
  readonly mistake: MistakeDetail;
  readonly topicNames: LocalizedText | null;
  readonly pattern: ImprovementTrend | null;
  /** The code that the answer itself was recorded with. */
  readonly recordedCode: string;
  readonly note: string;
  /** Newest first. */
  readonly reasons: readonly NotedReason[];
  /** Newest first, at most 100. */
  readonly attempts: readonly QuestionAttempt[];
  /** Drawn from a template: a review asks it with other numbers. */
  readonly isTemplate: boolean;
  /** Null when it cannot be reviewed: the question is not on this replica. */
  readonly schedule: CardSchedule | null;
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

export interface NotebookCalls {
  readNotebook(query: { studentId: string }): Promise<Outcome<NotebookOverview>>;
  searchMistakes(search: MistakeSearch): Promise<Outcome<MistakePage>>;
  /** Number of mistakes that a search finds, whatever its cursor and limit. */
  countMistakes(search: MistakeSearch): Promise<Outcome<{ readonly count: number }>>;
  /** Questions and answers of these mistakes, in their order; those that are not there are left out. At most 200. */
  readMistakes(query: { mistakeIds: readonly string[] }): Promise<Outcome<readonly MistakeDetail[]>>;
  readMistakeHistory(query: { mistakeId: string }): Promise<Outcome<MistakeHistory>>;

  readReviewQueue(query: { studentId: string }): Promise<Outcome<ReviewQueue>>;
  /** A session of kind `review`. NO_QUESTIONS_FOUND when nothing is due. */
  startReview(request: ReviewRequest): Promise<Outcome<Session>>;
  /** Null when the answer at this position was no review: nothing of the question had been got wrong before. */
  readAnswerReview(query: { testRecordId: string; position: number }): Promise<Outcome<AnswerReview | null>>;
  /** Rates the right answer of a review anew. NOT_FOUND until the answer itself is recorded. */
  rateReview(opinion: ReviewOpinion): Promise<Outcome<{ wasAlreadyRecorded: boolean }>>;
}
