import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

export const linearEquationsAnswers: IndependentAnswers = {
  'linear-equation-two-steps': ({ a = 0, b = 0, c = 0 }) => searchWhole(-500, 500, (x) => a * x + b === c),
  'linear-equation-brackets': ({ a = 0, b = 0, c = 0, d = 0, e = 0 }) =>
    searchWhole(-500, 500, (x) => a * (x + b) - c * (x + d) === e),
  'linear-equation-fractions': ({ p = 1, q = 1, r = 0 }) =>
    searchWhole(0, 5000, (x) => Math.abs(x / p + x / q - r) < 1e-9),
};
