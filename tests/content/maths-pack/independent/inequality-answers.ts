import type { IndependentAnswers } from './independent-answer.ts';

/** Fine enough that an interval of length 1 has inner points, coarse enough to be quick. */
const steps = 60;
const insideOf = (low: number, high: number): number[] =>
  Array.from({ length: steps - 1 }, (_, index) => low + ((high - low) * (index + 1)) / steps);
const integers = (low: number, high: number): number[] =>
  Array.from({ length: high - low + 1 }, (_, index) => low + index);

export const inequalityAnswers: IndependentAnswers = {
  'inequality-negative-coefficient': ({ a = 0, b = 0, c = 0, isLess = 0, isStrict = 0 }) => {
    const holds = (x: number) => {
      const left = b - a * x;
      if (left === c) return isStrict === 0;
      return isLess === 1 ? left < c : left > c;
    };
    // Walk over the whole numbers and see where the truth of the inequality changes.
    const boundary = integers(-200, 200).find((x) => b - a * x === c);
    if (boundary === undefined) throw new Error('no whole boundary');
    const [isRightIn, isOn] = [holds(boundary + 0.5), holds(boundary)];
    return `x ${isRightIn ? (isOn ? '\\ge' : '>') : isOn ? '\\le' : '<'} ${boundary}`;
  },
  'inequality-count-integers': ({ a = 0, b = 0, low = 0, high = 0, isLowOpen = 0, isHighOpen = 0 }) =>
    integers(-100, 100).filter((x) => {
      const middle = a * x + b;
      return (isLowOpen ? low < middle : low <= middle) && (isHighOpen ? middle < high : middle <= high);
    }).length,
  'inequality-expression-range': ({ a = 0, b = 0, c = 0, d = 0, p = 0, q = 0, isGreatest = 0 }) => {
    // A value is taken when some x inside leaves a y inside; ends get their own near points.
    const near = 1e-6;
    const xs = [a + near, ...insideOf(a, b), b - near];
    const isTaken = (value: number) =>
      xs.some((x) => {
        const y = (p * x - value) / q;
        return c < y && y < d;
      });
    const taken = integers(-80, 80).filter(isTaken);
    const found = isGreatest === 1 ? taken.at(-1) : taken[0];
    if (found === undefined) throw new Error('no integer value');
    return found;
  },
  'inequality-square-range': ({ a = 0, b = 0, low = 0, high = 0, isLowIncluded = 0 }) => {
    const samples = [0, a + 1e-6, b - 1e-6, ...insideOf(a, b)];
    return samples.every((x) => x * x < high && (isLowIncluded ? low <= x * x : low < x * x)) ? 1 : 0;
  },
};
