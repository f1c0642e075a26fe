import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

export const fractionAnswers: IndependentAnswers = {
  'fractions-sum': ({ a = 0, b = 1, c = 0, d = 1 }) => {
    // Count small pieces, so many to the whole that both denominators fit.
    const pieces = b * d * 60;
    return (pieces / b / pieces) * a + (pieces / d / pieces) * c;
  },
  'fractions-compare': ({ a = 0, b = 1, c = 0, d = 1, claimsLess = 0 }) => {
    const isLess = a / b < c / d;
    return isLess === (claimsLess === 1) ? 1 : 0;
  },
  'fractions-ladder': ({ a = 0, b = 0, c = 0, d = 0, e = 1, sign = 1 }) => {
    // In e-ths: the denominator is c e + d of them.
    const eths = c * e + d;
    return a + (sign * b * e) / eths;
  },
  'fractions-repeating-decimal': ({ lead = 0, repeating = 0, repeatLength = 1 }) => {
    // Written out to far more digits than a double holds.
    const digits = String(repeating).padStart(repeatLength, '0').repeat(30);
    return Number(`0.${lead}${digits}`);
  },
  'fractions-parts-of-the-rest': ({ p = 0, q = 1, r = 0, s = 1, left = 0, asksWhole = 0 }) => {
    const whole = searchWhole(1, 2000, (candidate) => {
      const rest = candidate - (candidate / q) * p;
      return Math.abs(rest - (rest / s) * r - left) < 1e-9;
    });
    return asksWhole === 1 ? whole : Math.round((whole / q) * p);
  },
};
