import { localStore, type SessionProgress } from './local-store.ts';

export async function readSessionProgress(testRecordId: string): Promise<SessionProgress | undefined> {
  return localStore.sessionProgress.get(testRecordId);
}

export async function saveSessionProgress(progress: SessionProgress): Promise<void> {
  await localStore.sessionProgress.put(progress);
}

export async function forgetSessionProgress(testRecordId: string): Promise<void> {
  await localStore.sessionProgress.delete(testRecordId);
}

/** The session this profile worked on last and has not finished. */
export async function findLatestSessionProgress(studentId: string): Promise<SessionProgress | undefined> {
  const all = await localStore.sessionProgress.where('studentId').equals(studentId).sortBy('savedAt');
  return all.at(-1);
}
