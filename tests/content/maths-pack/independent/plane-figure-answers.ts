/** Quadrilaterals and circles measured on a drawing in coordinates. */
import type { IndependentAnswers } from './independent-answer.ts';
import { angleAt, areaOf, distance, type Point, walk, zeroBetween } from './plane.ts';
import { searchWhole } from './search.ts';

/** One member of each family that is not special, in the order the template draws them. */
const generalMembers: readonly (readonly Point[])[] = [
  [
    [0, 0],
    [7, 0],
    [9, 4],
    [2, 4],
  ],
  [
    [0, 0],
    [7, 0],
    [7, 3],
    [0, 3],
  ],
  [
    [0, 0],
    [5, 0],
    [8, 4],
    [3, 4],
  ],
  [
    [0, 0],
    [9, 0],
    [7, 3],
    [2, 3],
  ],
  [
    [0, 0],
    [2, 2],
    [7, 0],
    [2, -2],
  ],
];

const isClose = (one: number, other: number): boolean => Math.abs(one - other) < 1e-9;
const isParallel = (a: Point, b: Point, c: Point, d: Point): boolean =>
  isClose((b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]), 0);
const middleOf = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** What a measurement of the member says, in the order of the template's properties. */
const measurements: readonly [string, (a: Point, b: Point, c: Point, d: Point) => boolean][] = [
  ['diagonals_equal', (a, b, c, d) => isClose(distance(a, c), distance(b, d))],
  [
    'diagonals_perpendicular',
    (a, b, c, d) => isClose((c[0] - a[0]) * (d[0] - b[0]) + (c[1] - a[1]) * (d[1] - b[1]), 0),
  ],
  ['diagonals_bisect_each_other', (a, b, c, d) => isClose(distance(middleOf(a, c), middleOf(b, d)), 0)],
  [
    'opposite_angles_equal',
    (a, b, c, d) => isClose(angleAt(a, d, b), angleAt(c, b, d)) && isClose(angleAt(b, a, c), angleAt(d, c, a)),
  ],
  [
    'all_sides_equal',
    (a, b, c, d) => [distance(b, c), distance(c, d), distance(d, a)].every((side) => isClose(side, distance(a, b))),
  ],
  [
    'all_angles_right',
    (a, b, c, d) => [angleAt(a, d, b), angleAt(b, a, c), angleAt(c, b, d)].every((x) => isClose(x, 90)),
  ],
  [
    'angles_sum_to_360',
    (a, b, c, d) => isClose(angleAt(a, d, b) + angleAt(b, a, c) + angleAt(c, b, d) + angleAt(d, c, a), 360),
  ],
  ['has_parallel_sides', (a, b, c, d) => isParallel(a, b, d, c) || isParallel(b, c, a, d)],
];

/** Area under a curve from `from` to `to`, by the midpoint rule in thin strips. */
function areaUnder(from: number, to: number, height: (x: number) => number): number {
  const strips = 20_000;
  const width = (to - from) / strips;
  let sum = 0;
  for (let strip = 0; strip < strips; strip += 1) sum += height(from + (strip + 0.5) * width) * width;
  return sum;
}

/** The nearest whole number, for numeric integration of an area that must be whole. */
function nearestWhole(value: number): number {
  const whole = Math.round(value);
  if (Math.abs(value - whole) > 0.02) throw new Error(`${value} is not close to a whole number`);
  return whole;
}

export const planeFigureAnswers: IndependentAnswers = {
  'rectangle-area-from-perimeter': ({ perimeter = 0, extra = 0 }) => {
    const short = searchWhole(1, 200, (side) => side + (side + extra) + side + (side + extra) === perimeter);
    return areaOf([
      [0, 0],
      [short, 0],
      [short, short + extra],
      [0, short + extra],
    ]);
  },
  'trapezoid-isosceles-area': ({ top = 0, bottom = 0, leg = 0 }) => {
    const inset = (bottom - top) / 2;
    const height = zeroBetween(0, leg, (y) => distance([0, 0], [inset, y]) - leg);
    return areaOf([
      [0, 0],
      [bottom, 0],
      [inset + top, height],
      [inset, height],
    ]);
  },
  'rhombus-perimeter-from-diagonals': ({ ac = 0, bd = 0 }) => {
    const corners: Point[] = [
      [0, bd / 2],
      [ac / 2, 0],
      [ac, bd / 2],
      [ac / 2, bd],
    ];
    return corners.reduce((sum, corner, index) => sum + distance(corner, corners[(index + 1) % 4] ?? corner), 0);
  },
  'rectangle-triangle-inside': ({ width = 0, height = 0, be = 0, df = 0 }) =>
    areaOf([
      [0, 0],
      [width, be],
      [df, height],
    ]),
  'quadrilateral-properties': ({ familyNumber = 0, s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0 }) => {
    const [a, b, c, d] = generalMembers[familyNumber] ?? [];
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('no such family');
    return [s0, s1, s2, s3, s4]
      .flatMap((number) => measurements.slice(number, number + 1))
      .filter(([, holds]) => holds(a, b, c, d))
      .map(([name]) => name)
      .sort()
      .join(';');
  },
  'circle-inscribed-angle': ({ asksCentral = 0, given = 0 }) => {
    const inscribedOver = (central: number) =>
      angleAt(walk([0, 0], 200, 1), walk([0, 0], 0, 1), walk([0, 0], central, 1));
    if (asksCentral === 0) return inscribedOver(given);
    return searchWhole(1, 179, (central) => Math.abs(inscribedOver(central) - given) < 1e-6);
  },
  'circle-chord-from-distance': ({ radius = 0, distance: away = 0 }) => {
    const end = zeroBetween(0, radius, (x) => distance([0, 0], [x, away]) - radius);
    return distance([-end, away], [end, away]);
  },
  'circle-wheel-turns': ({ radius = 0, turns = 0 }) => {
    let centimetres = 0;
    for (let turn = 0; turn < turns; turn += 1) centimetres += 3 * (radius + radius);
    return centimetres / 100;
  },
  'circle-sector-area': ({ radius = 0, angle = 0 }) => {
    // Many thin triangles, measured against the area of the unit circle.
    const slices = 4000;
    const step = angle / slices;
    const slice = areaOf([[0, 0], walk([0, 0], 0, radius), walk([0, 0], step, radius)]);
    return nearestWhole((slices * slice) / Math.PI);
  },
  'circle-ring-from-tangent-chord': ({ chord = 0 }) => {
    // Any inner radius will do; the ring is the large half disc without the small one, twice.
    const inner = 3;
    const outer = distance([0, 0], [chord / 2, inner]);
    const halfDisc = (radius: number) => areaUnder(-radius, radius, (x) => Math.sqrt(radius * radius - x * x));
    return nearestWhole((2 * (halfDisc(outer) - halfDisc(inner))) / Math.PI);
  },
  'circle-two-secants': ({ pa = 0, ab = 0, pc = 0 }) => {
    // A circle through A and B whose near point on another line through P is at the distance PC.
    const along = (x: number, centerY: number, slope: number): number[] => {
      const center: Point = [pa + ab / 2, centerY];
      const radius = distance(center, [pa, 0]);
      const projection = center[0] * Math.cos(slope) + center[1] * Math.sin(slope);
      const reach = Math.sqrt(radius ** 2 - (center[0] * Math.sin(slope) - center[1] * Math.cos(slope)) ** 2);
      return [projection - reach - x, projection + reach];
    };
    for (const centerY of [0, 1, 2, 4, 8, 16, -1, -2, -4, -8, -16]) {
      for (let degree = -60; degree < 60; degree += 1) {
        const [low, high] = [(degree * Math.PI) / 180, ((degree + 1) * Math.PI) / 180];
        const near = (slope: number) => along(pc, centerY, slope)[0] ?? Number.NaN;
        if (!(near(low) * near(high) < 0)) continue;
        const slope = zeroBetween(low, high, near);
        return (along(0, centerY, slope)[1] ?? Number.NaN) - pc;
      }
    }
    throw new Error('no circle found');
  },
};
