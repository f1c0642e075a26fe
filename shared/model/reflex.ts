/** Verdicts of migration 006 and the reflexes of migration 007, as the screens see them. Times are ISO 8601 in UTC. */
import type { LocalizedText } from '../content/localized-text.ts';

/** Verdicts of migration 006 (`improvement_trend`). */
export type ImprovementTrend =
  | 'insufficient_data'
  | 'PANIC_RUSH'
  | 'STUCK_LOOP'
  | 'STUCK_SLOW'
  | 'worsening'
  | 'improving'
  | 'stable';
export type RecommendationType = Exclude<ImprovementTrend, 'insufficient_data' | 'stable'>;

export const reflexActions = [
  'slow_down',
  'recheck_steps',
  'micro_break',
  'hint',
  'micro_review',
  'retry',
  'split_solution',
  'time_box',
  'prereq_check',
  'easy_set',
  'normal_set',
  'review',
] as const;
export type ReflexActionCode = (typeof reflexActions)[number];

/** One entry of `action_items`, as the database words it. */
export interface ActionItem {
  readonly action: ReflexActionCode | (string & {});
  readonly label: string;
  readonly duration_sec?: number;
  readonly duration_min?: number;
  readonly count?: number;
  readonly level?: number;
  readonly steps?: number;
  readonly mode?: string;
}

export interface Recommendation {
  readonly id: string;
  readonly studentId: string;
  readonly topicUid: string;
  readonly topicNames: LocalizedText | null;
  readonly type: RecommendationType;
  readonly title: string;
  readonly message: string;
  readonly actionItems: readonly ActionItem[];
  readonly doneActions: readonly string[];
  readonly priority: number;
  readonly isShown: boolean;
  readonly isDismissed: boolean;
  readonly isDone: boolean;
  /** Active in the database, unexpired by the clock, and not `changedAt`. */
  readonly isActive: boolean;
  /**
   * When a later reflex said the opposite of this one ("getting better" after "getting heavier"), while this one would
   * otherwise still be open; else null.
   */
  readonly changedAt: string | null;
  readonly sourceMistakeId: string | null;
  /** What the triggers saw, for the wording on the card. */
  readonly evidence: ReflexEvidence;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When the student did its last action, or dismissed it. */
  readonly endedAt: string | null;
  readonly expiresAt: string | null;
}

export interface ReflexEvidence {
  readonly mistakeCode: string | null;
  /** Newest mistakes in a row that show the pattern (same code, or fast, or slow). */
  readonly mistakeCount: number;
  /** Times of those mistakes, newest first, in seconds. */
  readonly timesSeconds: readonly number[];
}

/** The notification of a recommendation, pushed to the UI as soon as the transaction that raised it has committed. */
export interface ReflexEvent {
  readonly id: string;
  readonly eventType: 'RECOMMENDATION_CREATED' | 'RECOMMENDATION_UPDATED' | (string & {});
  readonly studentId: string;
  readonly createdAt: string;
  readonly recommendation: Recommendation;
}
