/** Measuring in the coordinate plane: the other way to work a geometry question out. */
export type Point = readonly [number, number];

export function distance([x1, y1]: Point, [x2, y2]: Point): number {
  return Math.hypot(x2 - x1, y2 - y1);
}

/** The angle at `corner` in degrees, 0 to 180. */
export function angleAt(corner: Point, one: Point, other: Point): number {
  const [ux, uy, vx, vy] = [one[0] - corner[0], one[1] - corner[1], other[0] - corner[0], other[1] - corner[1]];
  return (Math.atan2(Math.abs(ux * vy - uy * vx), ux * vx + uy * vy) * 180) / Math.PI;
}

/** From `start`, `length` units in a direction given in degrees anticlockwise from the x axis. */
export function walk(start: Point, directionDegrees: number, length: number): Point {
  const radians = (directionDegrees * Math.PI) / 180;
  return [start[0] + length * Math.cos(radians), start[1] + length * Math.sin(radians)];
}

/** Area of a polygon by the shoelace sum. */
export function areaOf(corners: readonly Point[]): number {
  let doubled = 0;
  corners.forEach(([x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length] ?? [x1, y1];
    doubled += x1 * y2 - x2 * y1;
  });
  return Math.abs(doubled) / 2;
}

/** Where a continuous function that changes its sign between the two ends is zero, by bisection. */
export function zeroBetween(low: number, high: number, at: (value: number) => number): number {
  let [left, right] = [low, high];
  if (Math.sign(at(left)) === Math.sign(at(right))) throw new Error('no change of sign in this range');
  for (let step = 0; step < 100; step += 1) {
    const middle = (left + right) / 2;
    if (Math.sign(at(middle)) === Math.sign(at(left))) left = middle;
    else right = middle;
  }
  return (left + right) / 2;
}
