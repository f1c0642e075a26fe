import type { Outcome } from '../errors/outcome.ts';
import type { AnswerFeedback, AnswerSubmission } from '../model/answer.ts';
import type { HealthReport, RepairReport } from '../model/health-report.ts';
import type { HomeView } from '../model/home-view.ts';
import type { HostDescription } from '../model/host-description.ts';
import type { MistakeDetail, MistakeReason } from '../model/mistake.ts';
import type { ImportReport, ImportRequest, PackSummary } from '../model/pack-summary.ts';
import type { NewProfile, Profile, ProfileChanges } from '../model/profile.ts';
import type { Recommendation, ReflexEvent } from '../model/reflex.ts';
import type { Session, SessionRequest, SessionResult } from '../model/session.ts';
import type { TopicSummary } from '../model/topic-summary.ts';
import type { BundleCalls } from './bundle-calls.ts';
import type { ContentCalls } from './content-calls.ts';
import type { InsightsCalls } from './insights-calls.ts';
import type { NotebookCalls } from './notebook-calls.ts';
import type { ProfileCalls } from './profile-calls.ts';
import type { QuestionCalls } from './question-calls.ts';
import type { SampleCalls } from './sample-calls.ts';
import type { SettingsCalls } from './settings-calls.ts';
import type { SyncCalls } from './sync-calls.ts';

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
