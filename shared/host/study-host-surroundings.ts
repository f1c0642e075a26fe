/** What a study host needs of the place where it runs. */

import type { Gate } from '../database/exclusive-gate.ts';
import type { DatabaseCare } from '../database/repair-study-database.ts';
import type { StudyDatabase } from '../database/study-database.ts';
import type { HostDescription } from '../model/host-description.ts';
import type { StudyFact } from '../study/study-fact.ts';
import type { CallEvents } from './call-outcome.ts';
import type { SyncSurroundings } from './sync-surroundings.ts';

/** Where a call's time went, in milliseconds; for measurements only. */
export interface CallTiming {
  /** Name of the call. */
  readonly call: string;
  readonly parts: Readonly<Record<string, number>>;
}

/** Keeps facts safe from a power cut until the database's own files are synced. */
export interface FactJournal {
  /** Resolves when the fact is on the disk. Throws `ExpectedError` STORAGE_FULL when there is no room. */
  append(fact: StudyFact): Promise<void>;
}

export interface StudyHostSurroundings extends CallEvents {
  readonly database: StudyDatabase;
  readonly care: DatabaseCare;
  readonly description: HostDescription;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  /** Milliseconds for measuring, from any origin; more precise than the clock where the platform has it. */
  readonly tickMs: () => number;
  /** Null where the database's own storage is synced at each commit (browser) or nothing outlives the process. */
  readonly journal: FactJournal | null;
  readonly onTimed?: (timing: CallTiming) => void;
  /**
   * Runs one write at a time: a fact's journal entry and its rows must not have a copy of the database between them
   * (`createGate`).
   */
  readonly exclusively: Gate;
  /** Lets other calls through in the middle of long work; resolves after at least one turn of the event loop. */
  readonly pause: () => Promise<void>;
  /** Throws `ExpectedError` when nothing (or not so many bytes) may be written now, such as STORAGE_FULL. */
  readonly assertWritable?: (extraBytes?: number) => void;
  /** After each write, for what is done when the student pauses. */
  readonly onWritten?: () => void;
  /** After a change that no fact holds (a pack came or went): makes it safe before the call answers. */
  readonly onUnjournaledChange?: () => Promise<void>;
  /** The network, and what else the exchange with a server needs. */
  readonly sync: SyncSurroundings;
  /** The id that a student has now, who may have joined a class since. Set by the host itself. */
  readonly currentStudentId?: (studentId: string) => string;
  /** A moment by this machine's clock (milliseconds since 1970), corrected by the server's. Set by the host itself. */
  readonly correctMs?: (localMs: number) => number;
}
