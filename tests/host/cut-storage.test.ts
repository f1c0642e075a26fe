import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecordedOpfs, type StorageState, type StorageStep } from './recorded-opfs.ts';
import { countMistakes, cutAfter, openStorage, type RecordedLives, recordLives } from './storage-lives.ts';

/** Opens what a cut left, as the next start does, and says how many mistakes are in it. */
async function mistakesIn(state: StorageState): Promise<number> {
  const opened = await openStorage(createRecordedOpfs(1, state), true);
  try {
    return await countMistakes(opened);
  } finally {
    await opened.pglite.close();
  }
}

/** The first step of each kind on each kind of file: of 1,300 steps those that differ. */
function differentCuts(steps: readonly StorageStep[]): readonly number[] {
  const first = new Map<string, number>();
  for (const [index, { kind, path }] of steps.entries()) {
    const key = `${kind} ${path.replace(/\d[\dA-F]{3,}/, 'N')}`;
    if (kind !== 'flush' && !first.has(key)) first.set(key, index + 1);
  }
  return [...first.values()];
}

describe('browser storage that is cut short', () => {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  let lives: RecordedLives;

  beforeAll(async () => {
    lives = await recordLives(1, 20);
  });
  afterAll(() => {
    Reflect.deleteProperty(globalThis, 'navigator');
    if (original !== undefined) Object.defineProperty(globalThis, 'navigator', original);
  });

  it('opens with every accepted mistake, after whichever kind of step the cut came', async () => {
    const cuts = differentCuts(lives.steps);
    expect(cuts.length).toBeGreaterThan(15);
    const losses: string[] = [];
    for (const stepCount of cuts) {
      const found = await mistakesIn(cutAfter(lives, stepCount)).catch(String);
      if (typeof found === 'number' && found >= lives.acceptedAfter(stepCount)) continue;
      const step = lives.steps[stepCount - 1];
      losses.push(`${found} of ${lives.acceptedAfter(stepCount)} after ${step?.kind} ${step?.path}, step ${stepCount}`);
    }
    expect(losses).toEqual([]);
  });

  it('opens what an earlier release left with an empty lock file, or one of zeros', async () => {
    const whole = cutAfter(lives, lives.steps.length);
    for (const left of [new Uint8Array(), new Uint8Array(55)]) {
      const state = new Map(whole).set('/study/pg18/postmaster.pid', left);
      expect(await mistakesIn(state)).toBe(lives.acceptedAfter(lives.steps.length));
    }
  });
});
