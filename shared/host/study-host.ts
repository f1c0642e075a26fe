/**
 * The study host: owns the local database, answers the calls of every UI connected to it and pushes notices to all of
 * them. It does not know where it runs (worker, utility process, Node): surroundings come in as arguments.
 */
import type { DatabaseCare } from '../database/repair-study-database.ts';
import type { StudyDatabase } from '../database/study-database.ts';
import { readReflexEvent } from '../study/recommendations.ts';
import type { StudyFact } from '../study/study-fact.ts';
import { createBundleCalls } from './bundle-calls.ts';
import type { CallEvents } from './call-outcome.ts';
import type { Gate } from './exclusive-gate.ts';
import type { HostPort } from './host-port.ts';
import { createNoticeHub, type NoticeHub } from './notice-hub.ts';
import { serveHostPort } from './serve-host-port.ts';
import { createStudyHostCalls } from './study-host-call-handlers.ts';
import type { HostDescription, StudyHostCalls, StudyHostNotices } from './study-host-calls.ts';
import { createSyncCalls } from './sync-call-handlers.ts';
import { createSyncService, type SyncSurroundings } from './sync-service.ts';

/** Where a call's time went, in milliseconds; for measurements only. */
export interface CallTiming {
  readonly call: keyof StudyHostCalls;
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

export interface StudyHost {
  readonly calls: StudyHostCalls;
  /** Serves a UI over a port until the returned function is called; closes the port then. */
  serve(port: HostPort): () => void;
  /** Listens in this process; the returned function stops it. */
  onNotice<Name extends keyof StudyHostNotices>(name: Name, listener: StudyHostNotices[Name]): () => void;
  /** Stops listening and serving. The database stays open: it belongs to the caller. */
  close(): Promise<void>;
}

/** The channel on which migration 007 announces the id of each reflex event. */
const reflexChannel = 'reflex_events';

/** Starts a host on an open, migrated database. */
export async function createStudyHost(surroundings: StudyHostSurroundings): Promise<StudyHost> {
  const notices = createNoticeHub();
  const sync = await createSyncService(surroundings, notices);
  const syncCalls = createSyncCalls(surroundings, sync);
  const work: StudyHostSurroundings = {
    ...surroundings,
    nowMs: sync.clock.nowMs,
    correctMs: sync.clock.correct,
    currentStudentId: sync.aliases.current,
  };
  const calls: StudyHostCalls = {
    ...createStudyHostCalls(work, notices, syncCalls.calls),
    ...syncCalls.calls,
    ...createBundleCalls(work, notices, sync),
  };
  const stopReflexes = await surroundings.database.listen(reflexChannel, (eventId) => {
    void pushReflex(work, notices, eventId);
  });
  await sync.start();
  // Asks the network; the screens do not wait for it.
  syncCalls.start().catch((error: unknown) => surroundings.reportBug('join', error));
  const served = new Set<() => void>();
  return {
    calls,
    onNotice: notices.on,
    serve(port) {
      const stopServing = serveHostPort(port, calls, notices);
      const stop = () => {
        served.delete(stop);
        stopServing();
      };
      served.add(stop);
      return stop;
    },
    async close() {
      for (const stop of [...served]) stop();
      syncCalls.stop();
      await sync.stop();
      await stopReflexes();
    },
  };
}

async function pushReflex(
  { database, nowMs, reportBug }: StudyHostSurroundings,
  notices: NoticeHub,
  eventId: string,
): Promise<void> {
  try {
    const event = await readReflexEvent(database, eventId, new Date(nowMs()).toISOString());
    if (event === null) return;
    notices.send('reflexRaised', event);
    notices.send('tablesChanged', {
      studentId: event.studentId,
      tables: ['student_recommendations', 'ui_reflex_events'],
    });
  } catch (error) {
    reportBug('reflexRaised', error);
  }
}
