/** Chance that is the same for the same seed. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [low, high]. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(things: readonly T[]): T;
  uuid(): string;
  fill(bytes: Uint8Array): void;
}

/** Chance whose source changes with each step, so that a step left out changes nothing in the others. */
export interface SteppedRandom extends SeededRandom {
  turnTo(name: string): void;
}

export function createSteppedRandom(seed: number): SteppedRandom {
  let word = startWords(seed, 'beginning');
  return Object.assign(
    randomOf(() => word()),
    {
      turnTo(name: string) {
        word = startWords(seed, name);
      },
    },
  );
}

export function createSeededRandom(seed: number, name: string): SeededRandom {
  return randomOf(startWords(seed, name));
}

/** sfc32, started from a seed and a name, so that two streams of one seed have nothing in common. */
function startWords(seed: number, name: string): () => number {
  let hash = seed >>> 0;
  for (const letter of name) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x9e3779b1) ^ (hash >>> 13);
  let [a, b, c, counter] = [hash, seed >>> 0, 0x243f6a88, 1];
  const word = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let turn = 0; turn < 16; turn += 1) word();
  return word;
}

function randomOf(word: () => number): SeededRandom {
  const next = () => word() / 2 ** 32;
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const fill = (bytes: Uint8Array) => {
    for (let place = 0; place < bytes.length; place += 1) bytes[place] = word() & 0xff;
  };
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick<T>(things: readonly T[]): T {
      const thing = things[between(0, things.length - 1)];
      if (thing === undefined) throw new Error('there is nothing to pick from');
      return thing;
    },
    uuid() {
      const bytes = new Uint8Array(16);
      fill(bytes);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Buffer.from(bytes).toString('hex');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    fill,
  };
}
