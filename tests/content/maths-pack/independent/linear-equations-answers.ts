import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

export const linearEquationsAnswers: IndependentAnswers = {
  'linear-equation-two-steps': ({ a = 0, b = 0, c = 0 }) => searchWhole(-500, 500, (x) => a * x + b === c),
  'linear-equation-brackets': ({ a = 0, b = 0, c = 0, d = 0, e = 0 }) =>
    searchWhole(-500, 500, (x) => a * (x + b) - c * (x + d) === e),
  'linear-equation-fractions': ({ p = 1, q = 1, c = 0, r = 0 }) =>
    searchWhole(0, 5000, (x) => Math.abs(x / p + x / q + c - r) < 1e-9),
  'linear-equation-always-true': ({ a = 0, b = 0, c = 0 }) => {
    // Two points pin a line down: the sides must agree at x = 0 and at x = 1.
    const n = searchWhole(-100, 100, (candidate) => b === candidate);
    const m = searchWhole(-100, 100, (candidate) => candidate + a + b === c + n);
    return m + n;
  },
  'linear-equation-story': ({ total = 0, times = 0, more = 0 }) => {
    const smaller = searchWhole(1, total, (few) => few * times + more === total - few);
    return total - smaller;
  },
};
