import { useEffect, useState } from 'react';
import type { HomeView } from '../../shared/host/study-host-calls.ts';
import { useHostQuery } from '../app/study-host.tsx';
import { localStore } from '../store/local-store.ts';

/** The last view of Home as this page kept it, until the study host has a newer one; that one is kept in turn. */
export function useHomeView(studentId: string) {
  const [kept, setKept] = useState<HomeView | undefined>();
  const query = useHostQuery(['home', studentId], (calls) => calls.getHomeView({ studentId }));

  useEffect(() => {
    let isCurrent = true;
    setKept(undefined);
    void localStore.homeSnapshots.get(studentId).then((snapshot) => {
      if (isCurrent && snapshot !== undefined) setKept(snapshot.view);
    });
    return () => {
      isCurrent = false;
    };
  }, [studentId]);

  useEffect(() => {
    if (query.data === undefined) return;
    void localStore.homeSnapshots.put({ studentId, view: query.data, savedAt: new Date().toISOString() });
  }, [query.data, studentId]);

  return { view: query.data ?? kept, isLive: query.data !== undefined, failure: query.failure, refetch: query.refetch };
}
