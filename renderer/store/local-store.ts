/**
 * The page's own store (IndexedDB through Dexie), for what must work before the study database is up or when its
 * process dies. Nothing lives only here once the study host has confirmed it.
 */
import Dexie, { type Table } from 'dexie';
import type { AnswerResponse } from '../../shared/content/question.ts';
import type { ErrorCode } from '../../shared/errors/error-codes.ts';
import type { AnswerOutcome, AnswerSubmission } from '../../shared/model/answer.ts';
import type { HomeView } from '../../shared/model/home-view.ts';
import type { MistakeReason } from '../../shared/model/mistake.ts';
import type { Language, Profile } from '../../shared/model/profile.ts';
import type { ReviewOpinion } from '../../shared/model/review.ts';
import type { Session } from '../../shared/model/session.ts';
import type { PracticeCalendar } from '../../shared/study/insights/insight-data.ts';

/** A session in progress. A reflex action may open one inside another; the newest comes first when resuming. */
export interface SessionProgress {
  readonly testRecordId: string;
  readonly studentId: string;
  readonly session: Session;
  /** 0-based position of the question on the screen; equal to the number of questions once all are answered. */
  readonly position: number;
  /** Time the question on the screen has been in front of the student so far, in seconds. */
  readonly elapsedSeconds: number;
  readonly hintsUsed: number;
  /** What was typed or chosen but not yet submitted. */
  readonly draft: AnswerResponse | null;
  /** The answer whose feedback is on the screen, null while the question waits for one. */
  readonly feedback: ShownFeedback | null;
  /** What was answered so far, by position, for the summary. */
  readonly outcomes: readonly AnsweredPosition[];
  /** Set in a timed test, which keeps its answers here until it is handed in. */
  readonly test?: TestProgress;
  readonly savedAt: string;
}
export interface TestProgress {
  /** When its clock began, by this machine's clock: it goes on while the app is closed. */
  readonly beganAt: string;
  /** One for each question, in their order. */
  readonly answers: readonly TestAnswer[];
  /** From then on nothing changes: the answers are in the journal. */
  readonly handedInAt: string | null;
}
export interface TestAnswer {
  /** Null as long as the question is blank. */
  readonly response: AnswerResponse | null;
  /** How long the question has been in front of the student, over all visits. */
  readonly timeSpentSeconds: number;
  readonly isFlagged: boolean;
  /** When it was last answered or looked at; null when never. */
  readonly changedAt: string | null;
}
export interface ShownFeedback {
  readonly response: AnswerResponse;
  readonly outcome: AnswerOutcome;
  readonly mistakeId: string | null;
  readonly mistakeCode: string | null;
  /** The reason the student gave with one tap, if any. */
  readonly reasonCode: string | null;
  /** False while the answer waits in the journal for the study database. */
  readonly isConfirmed: boolean;
  /** True when the question had been answered before, elsewhere: this is that answer, and not what was typed here. */
  readonly isEarlierAnswer?: boolean;
}
export interface AnsweredPosition {
  readonly position: number;
  readonly outcome: AnswerOutcome;
  readonly timeSpentSeconds: number;
}

/** A call that the host has not confirmed yet. Replayed in the order of `sequence`; ids make a replay harmless. */
export type JournalEntry = {
  readonly sequence?: number;
  readonly studentId: string;
  /** Set when the host refused the call for good: kept for diagnostics, and no longer in the way of the others. */
  readonly refusedWith?: ErrorCode;
} & (
  | { readonly call: 'recordAnswer'; readonly answer: AnswerSubmission }
  | { readonly call: 'recordMistakeReason'; readonly reason: MistakeReason }
  | { readonly call: 'rateReview'; readonly opinion: ReviewOpinion }
);

/** The last view of Home, for an instant first paint. */
export interface HomeSnapshot {
  readonly studentId: string;
  readonly view: HomeView;
  /** Days with answers, where they were read already. */
  readonly practice?: PracticeCalendar | undefined;
  readonly savedAt: string;
}

/** What a student drew and wrote beside one question of a session. It stays on this computer. */
export interface ScratchPad {
  readonly testRecordId: string;
  /** 0-based, of the question in its session. */
  readonly position: number;
  readonly studentId: string;
  /** Lines as `practice/tools/scratch-strokes.ts` reads them. */
  readonly strokes: readonly (readonly number[])[];
  /** Width in pixels of the pad that was drawn on; it is shown to scale at another width. */
  readonly width: number;
  readonly notes: string;
  readonly savedAt: string;
}

/** What this computer remembers about how to show things. A profile's own language comes first once one is picked. */
export interface Preferences {
  readonly language: Language;
  readonly colourScheme: 'light' | 'dark' | 'auto';
  /** Scale of all text, 1 to 2. */
  readonly textScale: number;
  /** Whether things may move: as the system says, little, or as designed. */
  readonly motion: 'auto' | 'reduced' | 'full';
  /** Scale of questions on top of that, 1 to 2. */
  readonly questionZoom: number;
  /** Who studied here last, as last read from the study database: Home paints with it before the host is there. */
  readonly activeProfile: Profile | null;
  /** When all profiles were last saved to a file (ISO 8601); null: never on this computer. */
  readonly lastBackupAt: string | null;
}

interface StoredPreferences extends Preferences {
  readonly key: 'preferences';
}

class LocalStore extends Dexie {
  declare preferences: Table<StoredPreferences, string>;
  declare sessionProgress: Table<SessionProgress, string>;
  declare journal: Table<JournalEntry, number>;
  declare homeSnapshots: Table<HomeSnapshot, string>;
  declare scratchPads: Table<ScratchPad, [testRecordId: string, position: number]>;

  constructor() {
    // Strict: a transaction is complete only when the browser has flushed it, so that a power cut keeps the journal.
    super('end-stp', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      preferences: 'key',
      sessionProgress: 'testRecordId, studentId',
      journal: '++sequence, studentId',
      homeSnapshots: 'studentId',
    });
    this.version(2).stores({ scratchPads: '[testRecordId+position], studentId, savedAt' });
  }
}

export const localStore = new LocalStore();
