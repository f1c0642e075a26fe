import { useEffect, useState } from 'react';
import { useHostQuery } from '../app/study-host.tsx';
import { type HomeSnapshot, localStore } from '../store/local-store.ts';

/** The last view of Home as this page kept it, until the study host has a newer one; that one is kept in turn. */
export function useHomeView(studentId: string) {
  const [kept, setKept] = useState<HomeSnapshot | undefined>();
  const query = useHostQuery(['home', studentId], (calls) => calls.getHomeView({ studentId }));
  const days = useHostQuery(['insights', studentId, 'home', new Date().toDateString()], (calls) => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return calls.readPracticeCalendar({ studentId, topicUid: null, range: 'all', timeZone });
  });

  useEffect(() => {
    let isCurrent = true;
    setKept(undefined);
    void localStore.homeSnapshots.get(studentId).then((snapshot) => {
      if (isCurrent && snapshot !== undefined) setKept(snapshot);
    });
    return () => {
      isCurrent = false;
    };
  }, [studentId]);

  useEffect(() => {
    if (query.data === undefined) return;
    const savedAt = new Date().toISOString();
    void localStore.homeSnapshots.put({ studentId, view: query.data, practice: days.data, savedAt });
  }, [query.data, days.data, studentId]);

  return {
    view: query.data ?? kept?.view,
    practice: days.data ?? kept?.practice,
    failure: query.failure,
    refetch: query.refetch,
  };
}
