import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

export const functionAnswers: IndependentAnswers = {
  'function-find-input': ({ a = 0, b = 0, c = 0 }) => searchWhole(-100, 100, (k) => a * k + b === c),
  'function-composition': ({ a = 0, b = 0, c = 0, k = 0 }) => {
    // Tables of values instead of rules: look g up first, then f.
    const g = new Map<number, number>();
    for (let x = -10; x <= 10; x += 1) g.set(x, x * x + c);
    const f = new Map<number, number>();
    for (let x = -50; x <= 50; x += 1) f.set(x, a * x + b);
    return f.get(g.get(k) ?? Number.NaN) ?? Number.NaN;
  },
  'function-inverse-value': ({ a = 0, b = 0, c = 0, k = 0 }) =>
    searchWhole(-200, 200, (x) => Math.abs((a * x + b) / c - k) < 1e-9),
  'function-or-relation': (parameters) => {
    const { p, q, r } = parameters;
    const images = [p, q, r].map(
      (element) =>
        Object.entries(parameters).filter(([name, value]) => name.startsWith('from') && value === element).length,
    );
    return images.every((count) => count === 1) ? 1 : 0;
  },
  'function-linear-from-two-points': ({ u = 0, atU = 0, v = 0, atV = 0, w = 0 }) => {
    for (let slope = -20; slope <= 20; slope += 1) {
      // Walk along the line one unit at a time and see whether it passes through both points.
      let y = atU;
      for (let x = u; x < v; x += 1) y += slope;
      if (y !== atV) continue;
      for (let x = v; x < w; x += 1) y += slope;
      return y;
    }
    throw new Error('no whole slope fits');
  },
  'function-shifted-inverse': ({ p = 0, q = 0, a = 0, b = 0, m = 0 }) => {
    // The rule of f itself: f(t) = a(t - q)/p + b.
    return searchWhole(-300, 300, (t) => Math.abs((a * (t - q)) / p + b - m) < 1e-9);
  },
};
