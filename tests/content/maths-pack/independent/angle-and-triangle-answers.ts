/** Angles and triangles measured on a drawing in coordinates. */
import type { IndependentAnswers } from './independent-answer.ts';
import { angleAt, areaOf, distance, type Point, walk, zeroBetween } from './plane.ts';
import { searchWhole } from './search.ts';

export const angleAndTriangleAnswers: IndependentAnswers = {
  'angles-on-a-straight-line': ({ a = 0, b = 0, c = 0, d = 0 }) =>
    searchWhole(1, 180, (x) => {
      // Turning from OA by the first angle and on by the second must end opposite to OA.
      const ray = walk([0, 0], 180 - (a * x + b), 1);
      const end = walk([0, 0], 180 - (a * x + b) - (c * x + d), 1);
      return (
        Math.min(a * x + b, c * x + d) > 0 &&
        Math.max(a * x + b, c * x + d) < 180 &&
        ray[1] > 0 &&
        distance(end, [1, 0]) < 1e-9
      );
    }),
  'angles-complement-and-supplement': ({ k = 0, d = 0 }) =>
    searchWhole(1, 89, (x) => {
      const supplement = angleAt([0, 0], walk([0, 0], x, 1), [-1, 0]);
      const complement = angleAt([0, 0], walk([0, 0], x, 1), [0, 1]);
      return Math.abs(supplement - k * complement - d) < 1e-6;
    }),
  'angles-parallel-one-bend': ({ b = 0, d = 0 }) => {
    // Both rays run along the x axis; C is where the lines from B and D meet.
    const cornerB: Point = [0, 1];
    const across = zeroBetween(0.01, 500, (length) => walk(cornerB, -b, length)[1]);
    const cornerC = walk(cornerB, -b, across);
    const cornerD = walk(cornerC, 180 + d, 1);
    return angleAt(cornerC, cornerB, cornerD);
  },
  'angles-parallel-two-bends': ({ b = 0, c = 0, d = 0 }) => {
    const cornerB: Point = [0, 0];
    const cornerC = walk(cornerB, -b, 1);
    // At C turn by c away from B, clockwise as seen from above; at D by d the other way round.
    const cornerD = walk(cornerC, 180 - b + c, 1);
    const cornerE = walk(cornerD, c - b - d, 1);
    return angleAt(cornerE, cornerD, [cornerE[0] - 1, cornerE[1]]);
  },
  'angles-clock-hands': ({ hour = 0, minute = 0 }) => {
    let hourHand = 30 * hour;
    let minuteHand = 0;
    for (let passed = 0; passed < minute; passed += 1) {
      hourHand += 0.5;
      minuteHand += 6;
    }
    return angleAt([0, 0], walk([0, 0], 90 - hourHand, 1), walk([0, 0], 90 - minuteHand, 1));
  },
  'triangle-exterior-angle': ({ a = 0, exterior = 0 }) => {
    const corner: Point = [0, 0];
    const top = walk(corner, 180 - exterior, 1);
    // C is the corner, D lies to the left of it; slide B to the right until the angle at A fits.
    const reach = zeroBetween(1e-6, 1e6, (length) => angleAt(top, corner, [length, 0]) - a);
    return angleAt([reach, 0], corner, top);
  },
  'triangle-right-area-from-hypotenuse': ({ leg = 0, hypotenuse = 0 }) => {
    const other = zeroBetween(0, hypotenuse, (length) => distance([leg, 0], [0, length]) - hypotenuse);
    return areaOf([
      [0, 0],
      [leg, 0],
      [0, other],
    ]);
  },
  'triangle-parallel-segment': ({ ad = 0, db = 0, de = 0 }) => {
    // A at the origin and AB along the x axis; E anywhere at the distance DE from D.
    const pointD: Point = [ad, 0];
    const pointE = walk(pointD, 75, de);
    const cornerB: Point = [ad + db, 0];
    const along = zeroBetween(0.5, 1000, (factor) => {
      const cornerC: Point = [pointE[0] * factor, pointE[1] * factor];
      const slope = Math.atan2(cornerC[1] - cornerB[1], cornerC[0] - cornerB[0]);
      return slope - Math.atan2(pointE[1], pointE[0] - ad);
    });
    return distance(cornerB, [pointE[0] * along, pointE[1] * along]);
  },
  'triangle-can-be-drawn': ({ p = 0, q = 0, r = 0 }) => {
    // Circles around the ends of one side must cross in a point off the line.
    const foot = (p * p + q * q - r * r) / (2 * p);
    return q * q - foot * foot > 1e-9 ? 1 : 0;
  },
  'triangle-area-from-altitude-foot': ({ p = 0, q = 0 }) => {
    const height = zeroBetween(1e-6, p + q, (top) => angleAt([0, top], [-p, 0], [q, 0]) - 90);
    return areaOf([
      [-p, 0],
      [q, 0],
      [0, height],
    ]);
  },
};
