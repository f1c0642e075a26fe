/**
 * The study host: owns the local database, answers the calls of every UI connected to it and pushes notices to all of
 * them. It does not know where it runs (worker, utility process, Node): surroundings come in as arguments.
 */

import { readReflexEvent } from '../study/recommendations.ts';
import { createBundleCalls } from './bundle-calls.ts';
import type { HostPort } from './host-port.ts';
import { createNoticeHub, type NoticeHub } from './notice-hub.ts';
import { serveHostPort } from './serve-host-port.ts';
import { createStudyHostCalls } from './study-host-call-handlers.ts';
import type { StudyHostCalls } from './study-host-calls.ts';
import type { StudyHostNotices } from './study-host-notices.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import { createSyncCalls } from './sync-call-handlers.ts';
import { createSyncService } from './sync-service.ts';

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
