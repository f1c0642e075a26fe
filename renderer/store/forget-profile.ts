import { localStore } from './local-store.ts';

/** Takes what this page's own store holds of a profile that was deleted: sessions, answers under way, its last Home. */
export async function forgetProfile(studentId: string): Promise<void> {
  await localStore.transaction(
    'rw',
    localStore.sessionProgress,
    localStore.journal,
    localStore.homeSnapshots,
    async () => {
      await localStore.sessionProgress.where('studentId').equals(studentId).delete();
      await localStore.journal.where('studentId').equals(studentId).delete();
      await localStore.homeSnapshots.delete(studentId);
    },
  );
}
