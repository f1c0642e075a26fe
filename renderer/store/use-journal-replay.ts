import { useEffect } from 'react';
import { useStudyHost } from '../app/study-host.tsx';
import { replayJournal } from './answer-journal.ts';

/** Sends the answers that waited for the host each time it is there again. Used once, at the root of the app. */
export function useJournalReplay(): void {
  const { calls, connectionState } = useStudyHost();
  useEffect(() => {
    if (connectionState.name === 'connected') void replayJournal(calls);
  }, [calls, connectionState.name]);
}
