import type { ProfileSync, SyncStatus } from '../../shared/host/sync-calls.ts';
import { type HostQuery, useHostQuery } from '../app/study-host.tsx';

export const syncKey = ['sync'];

/** How all profiles of this device stand with their servers; read again at each change (`SyncEvents`). */
export function useSyncStatus(): HostQuery<SyncStatus> {
  return useHostQuery(syncKey, (calls) => calls.getSyncStatus());
}

/** Null for a profile that is in no class, and while nobody knows. */
export function useProfileSync(studentId: string): ProfileSync | null {
  const { data } = useSyncStatus();
  return data?.profiles.find((profile) => profile.studentId === studentId) ?? null;
}
