import { useEffect } from 'react';
import { useStudyHost } from '../app/study-host.tsx';
import { countWaitingEntries, replayJournal } from './answer-journal.ts';

/** An answer that was on its way when the host died is known to be unconfirmed only once its call has given up. */
const lookAgainMs = 3000;

/** Sends the answers that waited for the host, when it is there again and until none waits. Used once, at the root. */
export function useJournalReplay(): void {
  const { calls, connectionState } = useStudyHost();
  useEffect(() => {
    if (connectionState.name !== 'connected') return;
    void replayJournal(calls);
    const timer = setInterval(() => {
      void countWaitingEntries().then((count) => (count > 0 ? replayJournal(calls) : undefined));
    }, lookAgainMs);
    return () => clearInterval(timer);
  }, [calls, connectionState.name]);
}
