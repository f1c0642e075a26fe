/** Points and lines of the coordinate plane, by measuring and by walking along the lines. */
import type { IndependentAnswers } from './independent-answer.ts';
import { areaOf, type Point, zeroBetween } from './plane.ts';
import { searchWhole } from './search.ts';

/** Coefficients a, b, c of the line through two points with whole coordinates, in lowest terms, a positive. */
function lineThrough([x1, y1]: Point, [x2, y2]: Point): readonly number[] {
  for (let a = 0; a <= 60; a += 1) {
    for (let b = -60; b <= 60; b += 1) {
      if ((a === 0 && b <= 0) || a * (x2 - x1) + b * (y2 - y1) !== 0) continue;
      return [a, b, -(a * x1 + b * y1)];
    }
  }
  throw new Error('no small coefficients');
}

export const coordinateAnswers: IndependentAnswers = {
  'analytic-distance-of-points': ({ x1 = 0, y1 = 0, x2 = 0, y2 = 0 }) =>
    searchWhole(1, 100, (length) => {
      // The circle of this radius around A passes through B.
      const dx = x2 - x1;
      return Math.abs(Math.sqrt(Math.max(length * length - dx * dx, -1)) - Math.abs(y2 - y1)) < 1e-9;
    }),
  'analytic-three-points-on-a-line': ({ x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0 }) =>
    areaOf([
      [x1, y1],
      [x2, y2],
      [x3, y3],
    ]) === 0
      ? 1
      : 0,
  'analytic-which-points-on-line': (drawn) => {
    const { m = 0, n = 0, count = 0 } = drawn;
    // Walk along the line step by step and note the points passed.
    const passed = new Set<string>();
    for (let x = -100, y = n - 100 * m; x <= 100; x += 1, y += m) passed.add(`${x},${y}`);
    return Array.from({ length: count }, (_, index) => `${drawn[`x${index}`]},${drawn[`y${index}`]}`)
      .filter((point) => passed.has(point))
      .sort()
      .join(';');
  },
  'analytic-parallel-or-perpendicular-line': ({ isPerpendicular = 0, a = 0, b = 0, p = 0, q = 0 }) => {
    // A step along the given line is (b, -a); turned by a right angle it is (a, b).
    const [stepX, stepY] = isPerpendicular === 1 ? [a, b] : [b, -a];
    return lineThrough([p, q], [p + stepX, q + stepY]);
  },
  'analytic-triangle-with-axes': ({ a = 0, b = 0, c = 0 }) => {
    const onX = zeroBetween(-1000, 1000.5, (x) => a * x - c);
    const onY = zeroBetween(-1000, 1000.5, (y) => b * y - c);
    return areaOf([
      [0, 0],
      [onX, 0],
      [0, onY],
    ]);
  },
  'analytic-triangle-between-lines': ({ rising = 0, falling = 0, firstConstant = 0, secondConstant = 0 }) => {
    const first = (x: number) => rising * x + firstConstant;
    const second = (x: number) => -falling * x + secondConstant;
    const apex = zeroBetween(-1000, 1000.5, (x) => first(x) - second(x));
    return areaOf([
      [zeroBetween(-1000, 1000.5, first), 0],
      [zeroBetween(-1000, 1000.5, second), 0],
      [apex, first(apex)],
    ]);
  },
};
