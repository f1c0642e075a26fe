/** The page's own store follows profiles that got another id when they joined a class. */
import { localStore } from '../store/local-store.ts';
import { readPreferences, savePreferences } from '../store/preferences.ts';

/** Old ids and what they are now. Safe to call again at any time; nothing else of an entry changes. */
export async function followRekeyedProfiles(aliases: Readonly<Record<string, string>>): Promise<void> {
  if (Object.keys(aliases).length === 0) return;
  const current = (studentId: string): string => aliases[studentId] ?? studentId;
  const { journal, sessionProgress, homeSnapshots, scratchPads } = localStore;
  await localStore.transaction('rw', journal, sessionProgress, homeSnapshots, scratchPads, async () => {
    for (const oldStudentId of Object.keys(aliases)) {
      await journal
        .where('studentId')
        .equals(oldStudentId)
        .modify((entry, ref) => {
          ref.value = rekeyed(entry, current);
        });
      await sessionProgress
        .where('studentId')
        .equals(oldStudentId)
        .modify((progress, ref) => {
          ref.value = rekeyed(progress, current);
        });
      await scratchPads
        .where('studentId')
        .equals(oldStudentId)
        .modify((pad, ref) => {
          ref.value = rekeyed(pad, current);
        });
      const snapshot = await homeSnapshots.get(oldStudentId);
      if (snapshot === undefined) continue;
      await homeSnapshots.delete(oldStudentId);
      await homeSnapshots.put(rekeyed(snapshot, current));
    }
  });
  const { activeProfile } = await readPreferences();
  if (activeProfile !== null && current(activeProfile.id) !== activeProfile.id) {
    await savePreferences({ activeProfile: { ...activeProfile, id: current(activeProfile.id) } });
  }
}

/** The same value with each `studentId` in it, at any depth, made current. */
function rekeyed<T>(value: T, current: (studentId: string) => string): T {
  if (Array.isArray(value)) return value.map((member) => rekeyed(member, current)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'studentId' && typeof member === 'string' ? current(member) : rekeyed(member, current),
    ]),
  ) as T;
}
