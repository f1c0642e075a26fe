/** What the mistake notebook shows and is searched by. */
import type { LocalizedText } from '../content/localized-text.ts';
import type { QuestionContent } from '../content/question.ts';

import type { AnswerOutcome } from './answer.ts';
import type { MistakeDetail } from './mistake.ts';
import type { ImprovementTrend } from './reflex.ts';
import type { CardSchedule, ReviewRating } from './review.ts';
import type { SessionKind } from './session.ts';

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
