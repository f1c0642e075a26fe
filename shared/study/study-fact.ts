/**
 * What a student does, as data: each entry holds all that is needed to write its rows, so that it can be appended to the
 * journal first and written again after a power cut. Every id is made beforehand: writing one twice changes nothing.
 */
import type { AnswerResponse, QuestionContent } from '../content/question.ts';
import type { AnswerOutcome } from '../model/answer.ts';
import type { MistakeReason } from '../model/mistake.ts';
import type { NewProfile, ProfileChanges } from '../model/profile.ts';
import type { RecommendationType } from '../model/reflex.ts';
import type { SessionKind } from '../model/session.ts';
import type { AnalysisSettings } from './analysis-settings.ts';
import type { ReviewEntry } from './review/review-fact.ts';

export interface PlannedVersion {
  readonly questionVersionId: string;
  readonly questionId: string;
  readonly content: QuestionContent;
  /** Both null for a question that is not drawn from a template. */
  readonly templateRevision: number | null;
  readonly templateSeed: string | null;
}

export type StudyFact =
  | { readonly kind: 'profile_created'; readonly profile: NewProfile; readonly createdAt: string }
  | { readonly kind: 'profile_changed'; readonly changes: ProfileChanges; readonly changedAt: string }
  | {
      readonly kind: 'profile_archived';
      readonly studentId: string;
      /** False brings it back. */
      readonly isArchived: boolean;
      readonly changedAt: string;
    }
  | {
      /** Every row of a student whose rows never left this device goes; what the journal holds of before goes, too. */
      readonly kind: 'profile_removed';
      readonly studentId: string;
      /** By the database's clock, and behind everything that its log holds of the student. */
      readonly removedAt: string;
    }
  | {
      /** The whole of what differs for the student: whoever wrote last decides. */
      readonly kind: 'analysis_settings_chosen';
      readonly studentId: string;
      readonly presetName: string | null;
      readonly customSettings: AnalysisSettings;
      readonly changedAt: string;
    }
  | {
      readonly kind: 'session_started';
      readonly testRecordId: string;
      readonly studentId: string;
      readonly sessionKind: SessionKind;
      readonly versions: readonly PlannedVersion[];
      readonly expectedSecondsPerQuestion: number;
      readonly sourceRecommendationId: string | null;
      readonly startedAt: string;
    }
  | {
      readonly kind: 'answer_recorded';
      readonly answerId: string;
      readonly mistakeId: string;
      readonly testRecordId: string;
      readonly studentId: string;
      readonly questionId: string;
      readonly questionVersionId: string;
      readonly topicUid: string;
      readonly position: number;
      readonly response: AnswerResponse;
      readonly outcome: AnswerOutcome;
      /** Null for a right answer. */
      readonly mistakeCode: string | null;
      readonly timeSpentSeconds: number;
      readonly hintsUsed: number;
      readonly answeredAt: string;
      /** Set when the question had been got wrong before and came back in a session of kind `review`. */
      readonly review?: ReviewEntry;
    }
  | { readonly kind: 'review_rated'; readonly review: ReviewEntry }
  | { readonly kind: 'mistake_reason_noted'; readonly reason: MistakeReason }
  | { readonly kind: 'session_finished'; readonly testRecordId: string; readonly finishedAt: string }
  | ReflexSeenFact
  | RecommendationDismissedFact
  | ActionCompletedFact;

/**
 * Which recommendation is meant. Its id is made by the triggers, so one that is raised again while the journal is
 * replayed has another id; there is never more than one active of the same student, topic and type.
 */
export interface MarkedRecommendation {
  readonly recommendationId: string;
  readonly studentId: string;
  readonly topicUid: string;
  readonly type: RecommendationType;
}
interface ReflexSeenFact extends MarkedRecommendation {
  readonly kind: 'reflex_seen';
  readonly eventId: string | null;
  readonly seenAt: string;
}
interface RecommendationDismissedFact extends MarkedRecommendation {
  readonly kind: 'recommendation_dismissed';
  readonly dismissedAt: string;
}
interface ActionCompletedFact extends MarkedRecommendation {
  readonly kind: 'action_completed';
  readonly action: string;
  readonly completedAt: string;
  readonly isRecommendationDone: boolean;
}
export type RecommendationMark = ReflexSeenFact | RecommendationDismissedFact | ActionCompletedFact;

export type AnswerFact = Extract<StudyFact, { kind: 'answer_recorded' }>;
export type SessionFact = Extract<StudyFact, { kind: 'session_started' }>;
