/**
 * The page's own store (IndexedDB through Dexie), for what must work before the study database is up or when its
 * process dies. Nothing lives only here once the study host has confirmed it.
 */
import Dexie, { type Table } from 'dexie';
import type { AnswerSubmission, HomeView, MistakeReason, Session } from '../../shared/host/study-host-calls.ts';
import type { Preferences } from './preferences.ts';

/** The session that a profile has in progress: one at most. */
export interface SessionProgress {
  readonly studentId: string;
  readonly testRecordId: string;
  readonly session: Session;
  /** 0-based position of the question on the screen; equal to the number of questions once all are answered. */
  readonly position: number;
  /** Time the question on the screen has been in front of the student so far, in seconds. */
  readonly elapsedSeconds: number;
  readonly hintsUsed: number;
  readonly savedAt: string;
}

/** A call that the host has not confirmed yet. Replayed in the order of `sequence`; ids make a replay harmless. */
export type JournalEntry = { readonly sequence?: number; readonly studentId: string } & (
  | { readonly call: 'recordAnswer'; readonly answer: AnswerSubmission }
  | { readonly call: 'recordMistakeReason'; readonly reason: MistakeReason }
);

/** The last view of Home, for an instant first paint. */
export interface HomeSnapshot {
  readonly studentId: string;
  readonly view: HomeView;
  readonly savedAt: string;
}

interface StoredPreferences extends Preferences {
  readonly key: 'preferences';
}

class LocalStore extends Dexie {
  declare preferences: Table<StoredPreferences, string>;
  declare sessionProgress: Table<SessionProgress, string>;
  declare journal: Table<JournalEntry, number>;
  declare homeSnapshots: Table<HomeSnapshot, string>;

  constructor() {
    // Strict: a transaction is complete only when the browser has flushed it, so that a power cut keeps the journal.
    super('end-stp', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      preferences: 'key',
      sessionProgress: 'studentId',
      journal: '++sequence, studentId',
      homeSnapshots: 'studentId',
    });
  }
}

export const localStore = new LocalStore();
