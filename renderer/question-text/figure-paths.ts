/** Geometry of the shapes of a figure as SVG path data. Drawing units; y grows downwards, degrees turn clockwise. */

type Point = readonly [number, number];

/** Length of an arrow's head and half its width, and the side of the square in a right angle, in drawing units. */
const arrowHead = { length: 10, halfWidth: 4 };
const rightAngleSize = 12;

export function linePath(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join('');
}

/** An arc from one direction to the other, clockwise; a whole turn or more is a circle. */
export function arcPath(center: Point, radius: number, fromDegrees: number, toDegrees: number): string {
  const turn = toDegrees - fromDegrees;
  if (Math.abs(turn) >= 360) {
    const [left, right] = [at(center, radius, 180), at(center, radius, 0)];
    return `${linePath([right])}${arcTo(radius, true, left)}${arcTo(radius, true, right)}Z`;
  }
  const clockwiseTurn = ((turn % 360) + 360) % 360;
  const start = linePath([at(center, radius, fromDegrees)]);
  return `${start}${arcTo(radius, clockwiseTurn > 180, at(center, radius, toDegrees))}`;
}

/** The triangle at the end of an arrow; empty when the arrow has no length and so no direction. */
export function arrowHeadPath(from: Point, to: Point): string {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length === 0) return '';
  const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const foot: Point = [to[0] - dx * arrowHead.length, to[1] - dy * arrowHead.length];
  const side = arrowHead.halfWidth;
  return `${linePath([to, [foot[0] - dy * side, foot[1] + dx * side], [foot[0] + dy * side, foot[1] - dx * side]])}Z`;
}

/** The small square in a corner, along its two sides. */
export function rightAnglePath(corner: Point, towards: readonly [Point, Point]): string {
  const one = stepTowards(corner, towards[0]);
  const other = stepTowards(corner, towards[1]);
  return linePath([one, [one[0] + other[0] - corner[0], one[1] + other[1] - corner[1]], other]);
}

function stepTowards(from: Point, to: Point): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length === 0) return from;
  // No longer than half the side, for tiny triangles.
  const share = Math.min(rightAngleSize, length / 2) / length;
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

function at([x, y]: Point, radius: number, degrees: number): Point {
  const radians = (degrees * Math.PI) / 180;
  return [x + radius * Math.cos(radians), y + radius * Math.sin(radians)];
}

function arcTo(radius: number, isLarge: boolean, [x, y]: Point): string {
  return `A${number(radius)} ${number(radius)} 0 ${isLarge ? 1 : 0} 1 ${number(x)} ${number(y)}`;
}

/** Hundredths are finer than any screen, and short. */
function number(value: number): number {
  return Math.round(value * 100) / 100;
}
