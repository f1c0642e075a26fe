/** A practice session: what is asked for, what was drawn, what came of it. Ids are UUIDv7 made by the caller. */
import type { AnswerResponse, QuestionContent } from '../content/question.ts';
import type { AnswerOutcome } from './answer.ts';

export const sessionKinds = [
  'practice',
  'easy_set',
  'normal_set',
  'retry_mistakes',
  'review',
  'prerequisite_check',
  'timed_test',
] as const;
export type SessionKind = (typeof sessionKinds)[number];

export interface SessionRequest {
  readonly testRecordId: string;
  readonly studentId: string;
  readonly kind: SessionKind;
  /** Topics to draw from; empty means every topic (of the pack, when one is named). */
  readonly topicUids: readonly string[];
  readonly packId: string | null;
  readonly questionCount: number;
  /** Only questions of these levels; absent: as the kind prefers. */
  readonly difficulties?: readonly (1 | 2 | 3)[] | undefined;
  /** Exam norm of a timed test, in seconds a question; absent: the mean expected time of its questions. */
  readonly secondsPerQuestion?: number | undefined;
  readonly startedAt: string;
  /** The recommendation whose action opened this session, if one did. */
  readonly sourceRecommendationId: string | null;
}

export interface SessionQuestion {
  readonly questionVersionId: string;
  readonly questionId: string;
  readonly content: QuestionContent;
}

export interface Session {
  readonly testRecordId: string;
  readonly studentId: string;
  readonly kind: SessionKind;
  readonly startedAt: string;
  /** Set once a session was brought to its end; a timed test may end without an answer. */
  readonly finishedAt: string | null;
  readonly expectedSecondsPerQuestion: number | null;
  readonly questions: readonly SessionQuestion[];
  /** Answers that the host already holds, by position. */
  readonly answered: readonly RecordedAnswer[];
}

export interface RecordedAnswer {
  readonly position: number;
  readonly answerId: string;
  readonly response: AnswerResponse;
  readonly outcome: AnswerOutcome;
  readonly mistakeId: string | null;
  readonly timeSpentSeconds: number | null;
}

export interface SessionResult {
  readonly testRecordId: string;
  readonly rightCount: number;
  readonly wrongCount: number;
  readonly blankCount: number;
  readonly totalSeconds: number;
}
