/**
 * Sketches for questions, drawn in the question's own coordinates (x to the right, y upwards, any unit) and scaled to
 * the size of a figure when finished. Labels look for a free place near the thing they name.
 */
import type { Figure } from '../figure.ts';
import type { Bilingual } from './bilingual.ts';
import { type DrawingPoint, type LabelBox, labelBox, placeLabel, type Shape } from './label-placement.ts';

export type SketchPoint = readonly [number, number];
type FromSketch = (point: SketchPoint) => DrawingPoint;

export interface Sketch {
  polygon(points: readonly SketchPoint[], isFilled?: boolean): void;
  line(points: readonly SketchPoint[], isDashed?: boolean): void;
  arrow(from: SketchPoint, to: SketchPoint): void;
  /** Radius in sketch units. */
  circle(center: SketchPoint, radius: number, isFilled?: boolean): void;
  dot(center: SketchPoint): void;
  /** Arc of the angle at `corner` between the two rays (the one under 180 degrees), with its label if there is one. */
  angle(corner: SketchPoint, one: SketchPoint, other: SketchPoint, text?: string, arcRadius?: number): void;
  rightAngle(corner: SketchPoint, one: SketchPoint, other: SketchPoint): void;
  /** Name of a point, on the side away from `awayFrom`. */
  pointLabel(point: SketchPoint, text: string, awayFrom: SketchPoint): void;
  /** Name or length of a segment, beside its middle, on the side away from `awayFrom`. */
  sideLabel(from: SketchPoint, to: SketchPoint, text: string, awayFrom: SketchPoint): void;
  /** Text centred on the point, wherever that is. */
  textAt(point: SketchPoint, text: string): void;
  finish(description: Bilingual): Figure;
}

/** Room for the lines, in drawing units; labels around them come on top. */
const widest = 280;
const highest = 190;
const padding = 6;
const defaultArcRadius = 20;

export function createSketch(): Sketch {
  const extent: SketchPoint[] = [];
  const shapes: ((toDrawing: FromSketch, scale: number) => Shape)[] = [];
  const labels: { text: string; candidates(toDrawing: FromSketch): DrawingPoint[] }[] = [];

  const span = (points: readonly SketchPoint[]): void => {
    extent.push(...points);
  };

  return {
    polygon(points, isFilled = false) {
      span(points);
      shapes.push((toDrawing) => ({ shape: 'polygon', points: points.map(toDrawing), isFilled }));
    },
    line(points, isDashed = false) {
      span(points);
      shapes.push((toDrawing) => ({ shape: 'line', points: points.map(toDrawing), isDashed }));
    },
    arrow(from, to) {
      span([from, to]);
      shapes.push((toDrawing) => ({ shape: 'arrow', from: toDrawing(from), to: toDrawing(to) }));
    },
    circle([x, y], radius, isFilled = false) {
      span([
        [x - radius, y - radius],
        [x + radius, y + radius],
      ]);
      shapes.push((toDrawing, scale) => ({
        shape: 'circle',
        center: toDrawing([x, y]),
        radius: round(radius * scale),
        isFilled,
      }));
    },
    dot(center) {
      span([center]);
      shapes.push((toDrawing) => ({ shape: 'dot', center: toDrawing(center) }));
    },
    angle(corner, one, other, text, arcRadius = defaultArcRadius) {
      const start = directionDegrees(corner, one);
      // The smaller way round from one ray to the other, in (-180, 180].
      const turn = ((((directionDegrees(corner, other) - start) % 360) + 540) % 360) - 180;
      const [low, high] = turn < 0 ? [start + turn, start] : [start, start + turn];
      shapes.push((toDrawing) => ({
        shape: 'arc',
        center: toDrawing(corner),
        radius: arcRadius,
        fromDegrees: round(-high),
        toDegrees: round(-low),
      }));
      if (text === undefined) return;
      const middle = (low + high) / 2;
      labels.push({
        text,
        candidates: (toDrawing) =>
          [0, 3, 6, 9, 12, 15, 18, 22, 26, 30, 35, 40, 46, 52, 58].flatMap((farther) =>
            [0, -4, 4, -8, 8, -12, 12].map((turned) =>
              polar(toDrawing(corner), arcRadius + 12 + farther, middle + turned),
            ),
          ),
      });
    },
    rightAngle(corner, one, other) {
      shapes.push((toDrawing) => ({
        shape: 'right_angle',
        corner: toDrawing(corner),
        towards: [toDrawing(one), toDrawing(other)],
      }));
    },
    pointLabel(point, text, awayFrom) {
      const outwards = directionDegrees(awayFrom, point);
      labels.push({
        text,
        candidates: (toDrawing) =>
          [0, 20, -20, 40, -40, 60, -60, 85, -85, 110, -110, 140, -140, 180].flatMap((turned) =>
            [6, 8, 11, 15, 19, 25].map((gap) => beside(toDrawing(point), text, gap, outwards + turned)),
          ),
      });
    },
    sideLabel(from, to, text, awayFrom) {
      const middle: SketchPoint = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
      const normal = directionDegrees(from, to) + 90;
      const outwards = Math.cos(((directionDegrees(awayFrom, middle) - normal) * Math.PI) / 180) < 0 ? 180 : 0;
      labels.push({
        text,
        candidates: (toDrawing) =>
          [0, 180].flatMap((side) =>
            [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75].flatMap((part) =>
              [3, 6, 9, 12, 16, 20].map((gap) =>
                beside(toDrawing(between(from, to, part)), text, gap, normal + outwards + side),
              ),
            ),
          ),
      });
    },
    textAt(point, text) {
      labels.push({ text, candidates: (toDrawing) => [toDrawing(point)] });
    },
    finish(description) {
      const xs = extent.map(([x]) => x);
      const ys = extent.map(([, y]) => y);
      const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const scale = Math.min(widest / (right - left || 1), highest / (high - low || 1));
      const toDrawing: FromSketch = ([x, y]) => [round((x - left) * scale), round((high - y) * scale)];
      const drawn = shapes.map((shape) => shape(toDrawing, scale));
      const boxes: LabelBox[] = [];
      for (const { text, candidates } of labels) {
        const at = placeLabel(text, candidates(toDrawing), drawn, boxes);
        boxes.push(labelBox(at, text));
        drawn.push({ shape: 'label', at, text });
      }
      const frame = {
        left: Math.min(0, ...boxes.map((box) => box.left)) - padding,
        right: Math.max((right - left) * scale, ...boxes.map((box) => box.right)) + padding,
        top: Math.min(0, ...boxes.map((box) => box.top)) - padding,
        bottom: Math.max((high - low) * scale, ...boxes.map((box) => box.bottom)) + padding,
      };
      return {
        description: { ...description },
        width: Math.ceil(frame.right - frame.left),
        height: Math.ceil(frame.bottom - frame.top),
        shapes: drawn.map((shape) => moveShape(shape, -frame.left, -frame.top)),
      };
    },
  };
}

/** The point a share of the way from one to the other. */
export function between(from: SketchPoint, to: SketchPoint, share: number): SketchPoint {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** The point at a distance from `center`, in degrees anticlockwise from the x axis. */
export function onCircle(center: SketchPoint, radius: number, degrees: number): SketchPoint {
  const radians = (degrees * Math.PI) / 180;
  return [center[0] + radius * Math.cos(radians), center[1] + radius * Math.sin(radians)];
}

export function centerOf(points: readonly SketchPoint[]): SketchPoint {
  const sum = points.reduce<SketchPoint>(([x, y], [px, py]) => [x + px, y + py], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** Degrees anticlockwise from the x axis. */
function directionDegrees(from: SketchPoint, to: SketchPoint): number {
  return (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
}

/** In drawing units, where y grows downwards. */
function polar([x, y]: DrawingPoint, distance: number, degrees: number): DrawingPoint {
  const radians = (degrees * Math.PI) / 180;
  return [round(x + distance * Math.cos(radians)), round(y - distance * Math.sin(radians))];
}

/** Where the middle of a text stands whose box is `gap` units away from the point, in this direction. */
function beside(point: DrawingPoint, text: string, gap: number, degrees: number): DrawingPoint {
  const { left, right, top, bottom } = labelBox([0, 0], text);
  const radians = (degrees * Math.PI) / 180;
  const reach = (Math.abs(Math.cos(radians)) * (right - left) + Math.abs(Math.sin(radians)) * (bottom - top)) / 2;
  return polar(point, gap + reach, degrees);
}

/** One decimal is finer than the eye, and hides the last digits in which machines' sines may differ. */
function round(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}

function moveShape(shape: Shape, dx: number, dy: number): Shape {
  const move = ([x, y]: DrawingPoint): DrawingPoint => [round(x + dx), round(y + dy)];
  switch (shape.shape) {
    case 'polygon':
    case 'line':
      return { ...shape, points: shape.points.map(move) };
    case 'arrow':
      return { ...shape, from: move(shape.from), to: move(shape.to) };
    case 'circle':
    case 'dot':
    case 'arc':
      return { ...shape, center: move(shape.center) };
    case 'right_angle':
      return { ...shape, corner: move(shape.corner), towards: [move(shape.towards[0]), move(shape.towards[1])] };
    case 'label':
      return { ...shape, at: move(shape.at) };
  }
}
