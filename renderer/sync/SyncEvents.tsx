import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { usePreferences } from '../app/preferences-provider.tsx';
import { useStudyHost } from '../app/study-host.tsx';
import { syncKey } from './use-sync-status.ts';

/**
 * What a page knows that the host does not: that somebody looks at it again, that the network is back, and who studies.
 * Also reads the status again when the host says so. Shows nothing.
 */
export function SyncEvents() {
  const { calls, connectionState, onNotice } = useStudyHost();
  const { preferences } = usePreferences();
  const queryClient = useQueryClient();
  const studentId = preferences.activeProfile?.id ?? null;

  useEffect(
    () => onNotice('syncChanged', () => void queryClient.invalidateQueries({ queryKey: syncKey })),
    [onNotice, queryClient],
  );

  useEffect(() => {
    if (connectionState.name !== 'connected') return;
    const wake = (reason: 'focus' | 'network_up') => void calls.wakeSync({ reason, studentId });
    const onVisible = () => {
      if (document.visibilityState === 'visible') wake('focus');
    };
    const onOnline = () => wake('network_up');
    wake('focus');
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('focus', onVisible);
    window.addEventListener('online', onOnline);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('focus', onVisible);
      window.removeEventListener('online', onOnline);
    };
  }, [calls, connectionState.name, studentId]);

  return null;
}
