/** One answer on its way into the database and back. Durations are seconds, fractions allowed. */
import type { AnswerResponse } from '../content/question.ts';
import type { ImprovementTrend } from './reflex.ts';

export type AnswerOutcome = 'right' | 'wrong' | 'blank';

export interface AnswerSubmission {
  readonly answerId: string;
  /** Used when the answer turns out wrong or blank. */
  readonly mistakeId: string;
  readonly testRecordId: string;
  readonly studentId: string;
  readonly questionVersionId: string;
  readonly position: number;
  readonly response: AnswerResponse;
  /** Seconds the question was in front of the student, pauses left out. */
  readonly timeSpentSeconds: number;
  readonly hintsUsed: number;
  readonly answeredAt: string;
}

/** Sent after the commit: what the student sees is already stored. */
export interface AnswerFeedback {
  readonly answerId: string;
  readonly outcome: AnswerOutcome;
  /** Set for a wrong or blank answer. */
  readonly mistake: { readonly mistakeId: string; readonly mistakeCode: string } | null;
  readonly trend: ImprovementTrend | null;
  /** True when this answer had been recorded before and nothing was written now. */
  readonly wasAlreadyRecorded: boolean;
}
