import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../shared/content/maths-pack/seeded-random.ts';

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

describe('random numbers from a seed', () => {
  it('are the same for the same seed and others for another', () => {
    const first = createSeededRandom('a seed');
    const second = createSeededRandom('a seed');
    const other = createSeededRandom('b seed');
    const numbers = draws(50, first.unit);
    expect(draws(50, second.unit)).toEqual(numbers);
    expect(draws(50, other.unit)).not.toEqual(numbers);
  });

  it('never change from release to release: stored questions are named by their seed', () => {
    const random = createSeededRandom('linear-equation-two-steps/1/seed-0/0');
    expect(draws(4, () => Math.floor(random.unit() * 2 ** 32))).toEqual([
      1775222090, 1842851084, 849522981, 3350057798,
    ]);
  });

  it('lie in [0, 1) and spread evenly', () => {
    const random = createSeededRandom('spread');
    const counts = new Array<number>(10).fill(0);
    for (const drawn of draws(20_000, random.unit)) {
      expect(drawn >= 0 && drawn < 1).toBe(true);
      const bin = Math.floor(drawn * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // Expected 2000 a bin with a standard deviation of 42: six of them either way.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(255);
  });

  it('start anew with every seed: first draws of neighbouring seeds are unrelated', () => {
    const firstDraws = Array.from({ length: 5000 }, (_, index) => createSeededRandom(`seed-${index}`).unit());
    const mean = firstDraws.reduce((sum, drawn) => sum + drawn, 0) / firstDraws.length;
    const halves = firstDraws.filter((drawn, index) => drawn < 0.5 === (firstDraws[index + 1] ?? 0) < 0.5).length;
    // Standard deviations: 0.0041 for the mean, 35 for the count of equal neighbours.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.025);
    expect(Math.abs(halves - 2500)).toBeLessThan(215);
  });

  it('as whole numbers reach both ends and nothing beyond', () => {
    const random = createSeededRandom('ends');
    expect(new Set(draws(400, () => random.int(-2, 3)))).toEqual(new Set([-2, -1, 0, 1, 2, 3]));
    expect(draws(20, () => random.int(7, 7))).toEqual(new Array(20).fill(7));
    expect(() => random.int(3, 2)).toThrow(RangeError);
  });

  it('leave out 0 where it is not wanted', () => {
    const random = createSeededRandom('no zero');
    expect(new Set(draws(400, () => random.nonZeroInt(-2, 2)))).toEqual(new Set([-2, -1, 1, 2]));
    expect(() => random.nonZeroInt(0, 0)).toThrow(RangeError);
  });

  it('pick every item of a list, and refuse an empty one', () => {
    const random = createSeededRandom('pick');
    expect(new Set(draws(200, () => random.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']));
    expect(() => random.pick([])).toThrow('nothing to pick from');
  });

  it('shuffle into every order equally often, and leave the given list alone', () => {
    const random = createSeededRandom('shuffle');
    const given = ['a', 'b', 'c'] as const;
    const orders = new Map<string, number>();
    for (const order of draws(6000, () => random.shuffle(given).join(''))) {
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect([...orders.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    // 1000 each, standard deviation 29.
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(180);
    expect(given).toEqual(['a', 'b', 'c']);
    expect(random.shuffle([])).toEqual([]);
  });
});
