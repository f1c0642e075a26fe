import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

/** Real roots by bisection on both sides of the vertex; none, one (double) or two. */
function bisectRoots(a: number, b: number, c: number): number[] {
  const value = (x: number) => a * x * x + b * x + c;
  const vertex = -b / (2 * a);
  if (Math.abs(value(vertex)) < 1e-9) return [vertex];
  if (value(vertex) * a > 0) return [];
  return [-1, 1].map((direction) => {
    let [inside, outside] = [vertex, vertex + direction * 1000];
    for (let step = 0; step < 90; step += 1) {
      const middle = (inside + outside) / 2;
      if (value(middle) * value(vertex) > 0) inside = middle;
      else outside = middle;
    }
    return inside;
  });
}

export const quadraticAnswers: IndependentAnswers = {
  'quadratic-roots-by-factoring': ({ b = 0, c = 0 }) =>
    Array.from({ length: 201 }, (_, index) => index - 100).filter((x) => x * x + b * x + c === 0),
  'quadratic-root-relations': ({ a = 0, b = 0, c = 0, asksReciprocals = 0 }) => {
    const [first = Number.NaN, second = Number.NaN] = bisectRoots(a, b, c);
    return asksReciprocals === 1 ? 1 / first + 1 / second : first + second + first * second;
  },
  'quadratic-equal-roots': ({ b = 0, q = 0 }) => searchWhole(-200, 200, (m) => bisectRoots(1, b, m + q).length === 1),
  'quadratic-two-distinct-roots': ({ a = 0, b = 0, c = 0 }) => (bisectRoots(a, b, c).length === 2 ? 1 : 0),
  'quadratic-rectangle-story': ({ longerBy = 0, area = 0 }) => {
    const shorter = searchWhole(1, area, (side) => side * (side + longerBy) === area);
    return shorter + (shorter + longerBy) + shorter + (shorter + longerBy);
  },
};
