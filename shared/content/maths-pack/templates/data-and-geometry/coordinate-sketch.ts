import type { Sketch, SketchPoint } from '../../figure-drawing.ts';

/** Both axes with their names and the origin, long enough for all the points. Call it after the lines are drawn. */
export function drawAxes(sketch: Sketch, points: readonly SketchPoint[]): void {
  const xs = [0, ...points.map(([x]) => x)];
  const ys = [0, ...points.map(([, y]) => y)];
  const margin = 0.1 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) + 0.4;
  const [left, right] = [Math.min(...xs) - margin, Math.max(...xs) + margin];
  const [low, high] = [Math.min(...ys) - margin, Math.max(...ys) + margin];
  sketch.arrow([left, 0], [right, 0]);
  sketch.arrow([0, low], [0, high]);
  sketch.pointLabel([right, 0], 'x', [right, 1]);
  sketch.pointLabel([0, high], 'y', [1, high]);
  sketch.pointLabel([0, 0], 'O', [1, 1]);
}

/** `(−3, 2)` as a label shows it, with the minus sign of print. */
export function plainPoint([x, y]: SketchPoint): string {
  return `(${x}, ${y})`.replaceAll('-', '−');
}
