import type { AnswerResponse, KnownMistakeCode } from '../content/question.ts';
import type { SessionQuestion } from './session.ts';

export interface MistakeReason {
  readonly reasonId: string;
  readonly mistakeId: string;
  readonly studentId: string;
  /** Of a note alone: the code that was in force. */
  readonly mistakeCode: KnownMistakeCode | (string & {});
  readonly notedAt: string;
  /** At most 2,000 characters; empty takes an earlier note back, absent leaves it. */
  readonly note?: string | undefined;
}

/** One mistake with what was asked and answered, for reviewing it. */
export interface MistakeDetail {
  readonly mistakeId: string;
  readonly topicUid: string;
  /** Effective code: that of the latest reason, else the mistake's own. */
  readonly mistakeCode: string;
  readonly occurredAt: string;
  readonly timeSpentSeconds: number | null;
  /** Null when the mistake came without an answer, or its question version is not on this replica. */
  readonly question: SessionQuestion | null;
  readonly response: AnswerResponse | null;
}
