/**
 * The typed calls that a UI makes to the study host, and the notices that the host sends back. The contract between
 * every screen and the database: no SQL crosses it, and it says nothing of where the host runs.
 *
 * Times are ISO 8601 strings in UTC, durations are seconds (fractions allowed), ids are UUIDs. Rows that a student
 * creates carry ids made by the caller (UUIDv7), so that sending the same call twice changes nothing.
 */
import type { ImportProblem } from '../content/import/import-problem.ts';
import type { AnswerResponse, KnownMistakeCode, LocalizedText, QuestionContent } from '../content/question.ts';
import type { Outcome } from '../errors/outcome.ts';
import type { BundleCalls } from './bundle-calls.ts';
import type { ContentCalls } from './content-calls.ts';
import type { HealthReport, RepairReport } from './health-report.ts';
import type { InsightsCalls } from './insights-calls.ts';
import type { NotebookCalls } from './notebook-calls.ts';
import type { ProfileCalls, ProfileLock } from './profile-calls.ts';
import type { QuestionCalls } from './question-calls.ts';
import type { SampleCalls } from './sample-calls.ts';
import type { SettingsCalls } from './settings-calls.ts';
import type { SyncCalls, SyncNotices } from './sync-calls.ts';

export type Language = 'tr' | 'en';

export interface Profile {
  readonly id: string;
  readonly displayName: string;
  readonly language: Language;
  readonly schoolGrade: number | null;
  readonly targetExam: string | null;
  readonly colour: string;
  readonly createdAt: string;
  /** Null for a profile without a PIN on this device. */
  readonly lock: ProfileLock | null;
}
export type NewProfile = Omit<Profile, 'createdAt' | 'lock'>;
export type ProfileChanges = Partial<Omit<NewProfile, 'id'>> & { readonly id: string };

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

export interface TopicSummary {
  readonly topicUid: string;
  readonly displayNames: LocalizedText;
  /** Strand the topic belongs to (`TR.MAT.ALG`), with its names; null for a topic unknown to the curriculum. */
  readonly strandUid: string | null;
  readonly strandNames: LocalizedText | null;
  readonly questionCount: number;
  /** A topic with at least one parametric template never runs out of questions. */
  readonly hasTemplates: boolean;
  readonly packIds: readonly string[];
  /** Questions (or templates) of this topic in each pack that has any, by the pack's id. */
  readonly questionCountByPack: Readonly<Record<string, number>>;
  readonly answeredCount: number;
  readonly rightCount: number;
  readonly mistakeCount: number;
  readonly trend: ImprovementTrend | null;
}

export interface PackSummary {
  readonly id: string;
  readonly packUid: string;
  readonly packVersion: string;
  readonly displayNames: LocalizedText;
  readonly descriptions: LocalizedText | null;
  readonly languages: readonly string[];
  readonly licence: string | null;
  readonly credit: string | null;
  readonly isBuiltIn: boolean;
  readonly questionCount: number;
  readonly topicCount: number;
  readonly installedAt: string;
}

export interface RefusedEntry {
  /** 1-based line of the source where the entry starts; null when the format has no lines. */
  readonly line: number | null;
  /** 1-based position of the entry among all entries of the file. */
  readonly entry: number;
  readonly reason: ImportRefusalReason;
  /** What exactly; a screen has a sentence for each. */
  readonly problem: ImportProblem;
  /** What that sentence quotes, such as `choices[2].text` or a file's name; empty where it quotes nothing. */
  readonly detail: string;
  /** What the problem counts by: the most that is taken, or the entry that was there first. */
  readonly limit: number | null;
}
export type ImportRefusalReason =
  | 'NOT_JSON'
  | 'UNKNOWN_SHAPE'
  | 'MISSING_FIELD'
  | 'INVALID_FIELD'
  | 'NO_RIGHT_ANSWER'
  | 'DUPLICATE_CHOICES'
  | 'DUPLICATE_ENTRY'
  | 'TOO_LARGE'
  /** Bytes or characters that are no text, such as half a surrogate pair; the database cannot hold them. */
  | 'DAMAGED_TEXT'
  /** The question needs a picture that the file does not hold. */
  | 'MISSING_PICTURE'
  /** A kind of question that the app cannot ask, such as an essay. */
  | 'UNSUPPORTED_KIND'
  /** The entry breaks the rules of its format (GIFT, XML, CSV) and cannot be taken apart. */
  | 'NOT_PARSABLE';

export interface ImportReport {
  readonly pack: PackSummary;
  readonly importedCount: number;
  /** Entries that were already there with the same content. */
  readonly unchangedCount: number;
  /** The first 1,000. */
  readonly refused: readonly RefusedEntry[];
  readonly refusedCount: number;
  /** Fields of the file that the format does not know; they were left out. */
  readonly ignoredFields?: readonly string[];
}
export interface ImportRequest {
  readonly importId: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

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

export interface SessionResult {
  readonly testRecordId: string;
  readonly rightCount: number;
  readonly wrongCount: number;
  readonly blankCount: number;
  readonly totalSeconds: number;
}

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

export interface HomeView {
  readonly studentId: string;
  readonly recommendations: readonly Recommendation[];
  readonly topics: readonly TopicSummary[];
  readonly openSession: {
    readonly testRecordId: string;
    readonly kind: SessionKind;
    readonly answeredCount: number;
    readonly questionCount: number;
  } | null;
  readonly answersToday: number;
  readonly rightToday: number;
  readonly minutesThisWeek: number;
  readonly mistakeCount: number;
}

export interface HostDescription {
  readonly place: 'browser' | 'desktop' | 'node';
  readonly storage: 'memory' | 'disk' | 'opfs' | 'indexeddb';
  readonly isPersistent: boolean;
  readonly postgresVersion: string;
  readonly schemaVersion: string;
  /** How the database was opened this time, and how long it took. */
  readonly openedBy: 'prepared_directory' | 'existing_directory' | 'initdb';
  readonly openedInMs: number;
  /**
   * Things a person should know of the opening:
   * - `DATABASE_RESTORED`: `cause` (`damaged`, `machine_ended` by a power cut, `missing`), `aside` (where the database
   *   that was there is kept, or empty), `factCount` written from the journal, `refusedCount` that could not be.
   * - `FACTS_REPLAYED`: `factCount` that were in the journal but not in the database.
   */
  readonly notices: readonly { readonly code: string; readonly details: Readonly<Record<string, string | number>> }[];
}

/** Tables whose change a screen may want to know of. */
export type WatchedTable =
  | 'students'
  | 'topics'
  | 'question_packs'
  | 'test_records'
  | 'test_answers'
  | 'student_mistakes'
  | 'mistake_reasons'
  | 'review_log'
  | 'student_mistake_patterns'
  | 'student_analysis_settings'
  | 'student_recommendations'
  | 'ui_reflex_events';

export interface StudyHostCalls
  extends ContentCalls,
    NotebookCalls,
    InsightsCalls,
    ProfileCalls,
    QuestionCalls,
    SettingsCalls,
    SampleCalls,
    SyncCalls,
    BundleCalls {
  describeHost(): Promise<Outcome<HostDescription>>;
  /** Examines the local database; takes up to some seconds. What it tries out is taken back. */
  readHealth(): Promise<Outcome<HealthReport>>;
  /** Mends what an examination finds. Facts are never touched. */
  repairDatabase(): Promise<Outcome<RepairReport>>;

  listProfiles(): Promise<Outcome<readonly Profile[]>>;
  createProfile(profile: NewProfile): Promise<Outcome<Profile>>;
  changeProfile(changes: ProfileChanges): Promise<Outcome<Profile>>;

  listTopics(query: { studentId: string }): Promise<Outcome<readonly TopicSummary[]>>;
  listPacks(): Promise<Outcome<readonly PackSummary[]>>;
  importPack(request: ImportRequest): Promise<Outcome<ImportReport>>;
  removePack(query: { packId: string }): Promise<Outcome<{ removedQuestionCount: number }>>;
  /** An imported pack as a file of the app's own format (UTF-8 JSON). INVALID_INPUT for the built-in pack. */
  exportPack(query: { packId: string }): Promise<Outcome<{ fileName: string; bytes: Uint8Array }>>;

  startSession(request: SessionRequest): Promise<Outcome<Session>>;
  getSession(query: { testRecordId: string }): Promise<Outcome<Session>>;
  findOpenSession(query: { studentId: string }): Promise<Outcome<Session | null>>;
  recordAnswer(answer: AnswerSubmission): Promise<Outcome<AnswerFeedback>>;
  recordMistakeReason(reason: MistakeReason): Promise<Outcome<{ wasAlreadyRecorded: boolean }>>;
  finishSession(query: { testRecordId: string; finishedAt: string }): Promise<Outcome<SessionResult>>;

  /** Newest first; `topicUid` null means every topic. */
  listMistakes(query: {
    studentId: string;
    topicUid: string | null;
    limit: number;
  }): Promise<Outcome<readonly MistakeDetail[]>>;
  getMistake(query: { mistakeId: string }): Promise<Outcome<MistakeDetail>>;

  getHomeView(query: { studentId: string }): Promise<Outcome<HomeView>>;
  listRecommendations(query: { studentId: string; isActiveOnly: boolean }): Promise<Outcome<readonly Recommendation[]>>;
  /** The card was in front of the student: the event is delivered and the recommendation shown. */
  markReflexSeen(mark: { eventId: string | null; recommendationId: string; seenAt: string }): Promise<Outcome<null>>;
  /** Events nobody has seen yet, oldest first; for a UI that starts after they were raised. */
  listUndeliveredReflexes(query: { studentId: string }): Promise<Outcome<readonly ReflexEvent[]>>;
  dismissRecommendation(mark: { recommendationId: string; dismissedAt: string }): Promise<Outcome<null>>;
  /** Records one action as carried out; the recommendation is done when `isRecommendationDone`. */
  completeAction(mark: {
    recommendationId: string;
    action: string;
    completedAt: string;
    isRecommendationDone: boolean;
  }): Promise<Outcome<Recommendation>>;
}

export interface StudyHostNotices extends SyncNotices {
  /** Rows of these tables changed; `studentId` is null when the change concerns everyone. Refetch what shows them. */
  tablesChanged(notice: { readonly studentId: string | null; readonly tables: readonly WatchedTable[] }): void;
  reflexRaised(event: ReflexEvent): void;
  importProgressed(notice: {
    readonly importId: string;
    readonly doneCount: number;
    readonly totalCount: number | null;
  }): void;
}

export type { AnswerResponse, QuestionContent };
