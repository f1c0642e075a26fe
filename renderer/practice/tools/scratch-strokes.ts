/** What is drawn on a scratch pad: lines, how they look, and what an eraser takes away. */
import { getStroke } from 'perfect-freehand';

/** Points one after another as x, y, pressure: x and y in pixels of the pad it was drawn on, pressure 0 to 1. */
export type Stroke = readonly number[];

const perPoint = 3;
/** Thickness of a line, in pixels of the pad. */
const lineSize = 4.5;
/** How near a line the eraser must come, in pixels of the pad. */
const eraserReach = 10;

export function withPoint(stroke: Stroke, x: number, y: number, pressure: number): Stroke {
  const round = (value: number) => Math.round(value * 10) / 10;
  return [...stroke, round(x), round(y), Math.round(pressure * 100) / 100];
}

/** The outline of a stroke as the path of an SVG; a single point is a dot. */
export function outlineOf(stroke: Stroke, isPen: boolean): string {
  const points = pointsOf(stroke);
  const outline = getStroke(
    points.map(([x, y, pressure]) => [x, y, pressure]),
    { size: lineSize, thinning: 0.4, smoothing: 0.5, streamline: 0.35, simulatePressure: !isPen, last: true },
  );
  const [first] = outline;
  if (first === undefined) return '';
  const word = ([x = 0, y = 0]: readonly number[]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return `M${word(first)}${outline
    .slice(1)
    .map((point) => `L${word(point)}`)
    .join('')}Z`;
}

/** A pen reports how hard it presses; a mouse and a finger always the same. */
export function isPenStroke(stroke: Stroke): boolean {
  return pointsOf(stroke).some(([, , pressure]) => pressure !== 0.5 && pressure !== 0 && pressure !== 1);
}

/** The strokes that the eraser at this place leaves; the same array when it touches none. */
export function withoutTouched(strokes: readonly Stroke[], x: number, y: number): readonly Stroke[] {
  const left = strokes.filter((stroke) => !touches(stroke, x, y));
  return left.length === strokes.length ? strokes : left;
}

/** Lowest point of all, so that a pad shown narrower than it was drawn hides nothing; 0 when empty. */
export function lowestOf(strokes: readonly Stroke[]): number {
  return strokes.reduce((lowest, stroke) => pointsOf(stroke).reduce((y, point) => Math.max(y, point[1]), lowest), 0);
}

function touches(stroke: Stroke, x: number, y: number): boolean {
  const points = pointsOf(stroke);
  return points.some((point, index) => {
    const next = points[index + 1] ?? point;
    return distanceToSegment([x, y], point, next) <= eraserReach;
  });
}

type Place = readonly [x: number, y: number, ...rest: number[]];

function pointsOf(stroke: Stroke): readonly (readonly [x: number, y: number, pressure: number])[] {
  return Array.from({ length: Math.floor(stroke.length / perPoint) }, (_, index) => {
    const at = index * perPoint;
    return [stroke[at] ?? 0, stroke[at + 1] ?? 0, stroke[at + 2] ?? 0.5] as const;
  });
}

function distanceToSegment([x, y]: Place, [fromX, fromY]: Place, [toX, toY]: Place): number {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / length));
  return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
}
