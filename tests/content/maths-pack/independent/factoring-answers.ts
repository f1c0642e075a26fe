import type { IndependentAnswers } from './independent-answer.ts';

export const factoringAnswers: IndependentAnswers = {
  'factoring-difference-of-squares': ({ a = 0, b = 0 }) => {
    // n² is the sum of the first n odd numbers: add those between b and a.
    let sum = 0;
    for (let index = b; index < a; index += 1) sum += 2 * index + 1;
    return sum;
  },
  'factoring-quadratic': ({ b = 0, c = 0 }) => {
    const roots = [...Array(201).keys()].map((index) => index - 100).filter((x) => x * x + b * x + c === 0);
    return roots.map((root) => -root).sort((p, q) => p - q);
  },
  'factoring-sum-of-squares': ({ s = 0, p = 0, sign = 0 }) => {
    for (let x = -60; x <= 60; x += 1) {
      const y = sign * (s - x);
      if (x * y === p) return x * x + y * y;
    }
    throw new Error('no whole numbers fit');
  },
  'factoring-simplify': ({ a = 0, b = 0, c = 0 }) => {
    const samples = [0.5, 1.37, 11.2, -13.7];
    const value = (x: number) => (x * x - a * a) / (x * x + b * x + c);
    for (let above = -10; above <= 10; above += 1) {
      for (let below = -10; below <= 10; below += 1) {
        if (samples.every((x) => Math.abs((x + above) / (x + below) - value(x)) < 1e-9)) return [1, above, 1, below];
      }
    }
    throw new Error('no fraction of two linear expressions fits');
  },
  'factoring-factors-of-cubic': (parameters) => {
    const at = (name: string) => parameters[name] ?? 0;
    const factors = Array.from({ length: 5 }, (_, index) =>
      [2, 1, 0].map((power) => at(`option${index}of${power}`)),
    ).filter((option) => isZero(remainderOf([1, at('cubic2'), at('cubic1'), 0], option)));
    return factors.map(String).sort().join(';');
  },
};

const isZero = (coefficients: readonly number[]): boolean => coefficients.every((coefficient) => coefficient === 0);

/** Long division; the divisor's leading coefficient is 1 after leading zeros. */
function remainderOf(dividend: readonly number[], divisorWithZeros: readonly number[]): number[] {
  const divisor = divisorWithZeros.slice(divisorWithZeros.findIndex((coefficient) => coefficient !== 0));
  const rest = [...dividend];
  for (let place = 0; place + divisor.length <= rest.length; place += 1) {
    const factor = rest[place] ?? 0;
    divisor.forEach((coefficient, offset) => {
      rest[place + offset] = (rest[place + offset] ?? 0) - factor * coefficient;
    });
  }
  return rest;
}
