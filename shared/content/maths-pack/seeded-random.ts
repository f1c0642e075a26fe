/**
 * Random numbers from a seed, the same on every machine: an instance of a template must be the same wherever it is
 * drawn. FNV-1a hashes the seed text, mulberry32 (32 bits of state, period 2^32) draws from it.
 */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform whole number, both ends included. */
  int(lowest: number, highest: number): number;
  /** Uniform whole number from lowest to highest without 0. */
  nonZeroInt(lowest: number, highest: number): number;
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T;
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[];
}

export function createSeededRandom(seed: string): SeededRandom {
  let state = hashText(seed);
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (lowest: number, highest: number): number => {
    if (!(lowest <= highest)) throw new RangeError(`no whole number from ${lowest} to ${highest}`);
    return lowest + Math.floor(unit() * (highest - lowest + 1));
  };
  return {
    unit,
    int,
    nonZeroInt(lowest, highest) {
      if (lowest === 0 && highest === 0) throw new RangeError('no number but 0 to draw from');
      let drawn = 0;
      while (drawn === 0) drawn = int(lowest, highest);
      return drawn;
    },
    pick<T>(items: readonly T[]): T {
      const item = items[Math.floor(unit() * items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    shuffle<T>(items: readonly T[]): T[] {
      const shuffled = [...items];
      for (let index = shuffled.length - 1; index > 0; index -= 1) {
        const other = int(0, index);
        const moved = shuffled[index] as T;
        shuffled[index] = shuffled[other] as T;
        shuffled[other] = moved;
      }
      return shuffled;
    },
  };
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash | 0;
}
