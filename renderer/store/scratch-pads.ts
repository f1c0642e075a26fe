import { localStore, type ScratchPad } from './local-store.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Scratch work is for the question at hand: pads untouched for longer than this are dropped. */
const keptForDays = 60;

export async function readScratchPad(testRecordId: string, position: number): Promise<ScratchPad | undefined> {
  return localStore.scratchPads.get([testRecordId, position]);
}

/** Keeps a pad, or drops it once nothing is on it; old pads of other questions go as well. */
export async function saveScratchPad(pad: ScratchPad): Promise<void> {
  const { scratchPads } = localStore;
  await localStore.transaction('rw', scratchPads, async () => {
    if (pad.strokes.length === 0 && pad.notes === '') await scratchPads.delete([pad.testRecordId, pad.position]);
    else await scratchPads.put(pad);
    const oldest = new Date(Date.parse(pad.savedAt) - keptForDays * dayMs).toISOString();
    await scratchPads.where('savedAt').below(oldest).delete();
  });
}
