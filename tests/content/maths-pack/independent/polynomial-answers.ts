import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

/** Power by repeated multiplication, so that signs come out one factor at a time. */
function repeatedProduct(base: number, times: number): number {
  let product = 1;
  for (let index = 0; index < times; index += 1) product *= base;
  return product;
}

export const polynomialAnswers: IndependentAnswers = {
  'polynomial-value-at-negative': ({ a = 0, b = 0, c = 0, d = 0, k = 0 }) =>
    [d, c, b, a].reduce((sum, coefficient, power) => sum + coefficient * repeatedProduct(-k, power), 0),
  'polynomial-remainder': ({ a = 0, b = 0, c = 0, d = 0, r = 0 }) => {
    // Long division by x - r, one leading term at a time.
    const rest = [a, b, c, d];
    for (let place = 0; place < 3; place += 1) {
      const leading = rest[place] ?? 0;
      rest[place] = 0;
      rest[place + 1] = (rest[place + 1] ?? 0) + leading * r;
    }
    return rest[3] ?? Number.NaN;
  },
  'polynomial-product-coefficient': ({ a = 0, b = 0, c = 0, d = 0, e = 0, f = 0 }) => {
    // The x² coefficient of a degree 4 polynomial from its values at -2 .. 2 (fourth and second differences).
    const value = (x: number) => (a * x * x + b * x + c) * (d * x * x + e * x + f);
    const even = (x: number) => (value(x) + value(-x)) / 2 - value(0);
    return (16 * even(1) - even(2)) / 12;
  },
  'polynomial-shifted-argument': ({ s = 0, b = 0, c = 0, k = 0 }) => {
    const x = searchWhole(-50, 50, (candidate) => candidate + s === k);
    return x * x + b * x + c;
  },
  'polynomial-unknown-coefficients': ({ p = 0, q = 0, r = 0, d = 0 }) => {
    const found: number[] = [];
    for (let m = -40; m <= 40; m += 1) {
      for (let n = -40; n <= 40; n += 1) {
        const value = (x: number) => x * x * x + m * x * x + n * x + d;
        if (value(p) === 0 && value(q) === r) found.push(m);
      }
    }
    const [m] = found;
    if (m === undefined || found.length > 1) throw new Error(`${found.length} pairs fit`);
    return m;
  },
};
