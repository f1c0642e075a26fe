import { useSyncExternalStore } from 'react';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import { useStudyHost } from '../app/study-host.tsx';
import type { StudyHostConnection } from '../host-client/study-host-connection.ts';
import { ImportQueue } from './import-queue.ts';

const queues = new WeakMap<StudyHostCalls, ImportQueue>();

/** The page's import queue and what is in it. */
export function useImportQueue() {
  const { calls, onNotice } = useStudyHost();
  const queue = queueOf(calls, onNotice);
  const jobs = useSyncExternalStore(queue.subscribe, queue.readJobs);
  const { addFiles, cancelAll, answerTable } = queue;
  return { jobs, addFiles, cancelAll, answerTable };
}

/** One for each connection to a study host; a page has one connection. */
function queueOf(calls: StudyHostCalls, onNotice: StudyHostConnection['onNotice']): ImportQueue {
  const known = queues.get(calls);
  if (known !== undefined) return known;
  const queue = new ImportQueue(calls, onNotice);
  queues.set(calls, queue);
  return queue;
}
