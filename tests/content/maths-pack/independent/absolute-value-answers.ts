import type { IndependentAnswers } from './independent-answer.ts';

const integers = Array.from({ length: 401 }, (_, index) => index - 200);

export const absoluteValueAnswers: IndependentAnswers = {
  'absolute-value-two-cases': ({ a = 0, b = 0, c = 0 }) => integers.filter((x) => Math.abs(a * x + b) === c),
  'absolute-value-extraneous-root': ({ a = 0, m = 0, b = 0 }) => integers.filter((x) => Math.abs(x - a) === m * x + b),
  'absolute-value-simplify': ({ a = 0, b = 0, p = 0, q = 0, k = 0, l = 0, sign = 0 }) => {
    // The expression is a straight line on the interval: take two of its points.
    const value = (x: number) => k * Math.abs(x - q) + sign * l * Math.abs(x - p);
    const [x1, x2] = [a + 0.25 * (b - a), a + 0.75 * (b - a)];
    const slope = (value(x2) - value(x1)) / (x2 - x1);
    return [slope, value(x1) - slope * x1];
  },
  'absolute-value-count-integers': ({ a = 0, b = 0, c = 0, isStrict = 0 }) =>
    integers.filter((x) => (isStrict ? Math.abs(a * x + b) < c : Math.abs(a * x + b) <= c)).length,
  'absolute-value-least-sum': ({ a = 0, b = 0, c = 0 }) =>
    Math.min(...integers.map((tenths) => Math.abs(tenths / 10 - a) + Math.abs(tenths / 10 - b) + c)),
};
