import { createBirpc } from 'birpc';
import type { HostPort } from './host-port.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostCalls } from './study-host-calls.ts';
import type { StudyHostNotices } from './study-host-notices.ts';

/** Answers calls over a port and sends it every notice, until the returned function is called. */
export function serveHostPort(port: HostPort, calls: StudyHostCalls, notices: NoticeHub): () => void {
  let stopListening = () => {};
  const remote = createBirpc<StudyHostNotices, StudyHostCalls>(calls, {
    post: (message) => port.post(message),
    on: (listener) => {
      stopListening = port.listen(listener);
    },
    off: () => stopListening(),
    // Notices need no answer: a UI that is gone must not leave promises behind.
    eventNames: ['tablesChanged', 'reflexRaised', 'importProgressed', 'syncChanged', 'profileRekeyed'],
  });
  const stops = [
    notices.on('tablesChanged', (notice) => void remote.tablesChanged(notice)),
    notices.on('reflexRaised', (event) => void remote.reflexRaised(event)),
    notices.on('importProgressed', (notice) => void remote.importProgressed(notice)),
    notices.on('syncChanged', (notice) => void remote.syncChanged(notice)),
    notices.on('profileRekeyed', (notice) => void remote.profileRekeyed(notice)),
  ];
  return () => {
    for (const stop of stops) stop();
    remote.$close();
    port.close();
  };
}
