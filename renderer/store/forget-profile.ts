import { localStore } from './local-store.ts';

/** Takes what this page's own store holds of a profile that was deleted: sessions, scratch work, answers under way, its last Home. */
export async function forgetProfile(studentId: string): Promise<void> {
  const { sessionProgress, journal, homeSnapshots, scratchPads } = localStore;
  await localStore.transaction('rw', sessionProgress, journal, homeSnapshots, scratchPads, async () => {
    await sessionProgress.where('studentId').equals(studentId).delete();
    await journal.where('studentId').equals(studentId).delete();
    await scratchPads.where('studentId').equals(studentId).delete();
    await homeSnapshots.delete(studentId);
  });
}
