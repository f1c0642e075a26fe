/** Where a label of a figure may stand without touching a line, an arc, a dot or another label. Drawing units. */
import type { Figure } from '../figure.ts';

export type Shape = Figure['shapes'][number];
export type DrawingPoint = [number, number];
export interface LabelBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Figures are drawn for letters 16 units high; a character of a sans-serif face is about 0.56 of that wide. */
export const labelFontSize = 16;
const characterWidth = 0.56 * labelFontSize;
const dotRadius = 4;
const rightAngleSize = 12;
const gap = 2;

export function labelBox([x, y]: DrawingPoint, text: string): LabelBox {
  const halfWidth = (text.length * characterWidth) / 2;
  const halfHeight = labelFontSize / 2;
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

/** The first position that is clear of everything drawn so far, else the first position. */
export function placeLabel(
  text: string,
  candidates: readonly DrawingPoint[],
  shapes: readonly Shape[],
  placed: readonly LabelBox[],
): DrawingPoint {
  const clear = candidates.find((at) => {
    const box = grow(labelBox(at, text), gap);
    return placed.every((other) => !boxesMeet(box, other)) && shapes.every((shape) => !shapeMeetsBox(shape, box));
  });
  const chosen = clear ?? candidates[0];
  if (chosen === undefined) throw new Error(`no position to try for the label ${text}`);
  return chosen;
}

export function shapeMeetsBox(shape: Shape, box: LabelBox): boolean {
  switch (shape.shape) {
    case 'polygon':
      return shape.points.some((point, index) =>
        segmentMeetsBox(point, shape.points[(index + 1) % shape.points.length] ?? point, box),
      );
    case 'line':
      return shape.points.slice(1).some((point, index) => segmentMeetsBox(shape.points[index] ?? point, point, box));
    case 'arrow':
      return segmentMeetsBox(shape.from, shape.to, grow(box, 3));
    case 'circle':
      return outlineMeetsBox(shape.center, shape.radius, box);
    case 'dot':
      return boxesMeet(box, squareAround(shape.center, dotRadius));
    case 'arc':
      return arcPoints(shape).some((point, index, points) =>
        index === 0 ? false : segmentMeetsBox(points[index - 1] ?? point, point, box),
      );
    case 'right_angle': {
      const [first, second] = shape.towards.map((end) => along(shape.corner, end, rightAngleSize));
      if (first === undefined || second === undefined) return false;
      const far: DrawingPoint = [first[0] + second[0] - shape.corner[0], first[1] + second[1] - shape.corner[1]];
      return segmentMeetsBox(first, far, box) || segmentMeetsBox(far, second, box);
    }
    case 'label':
      return boxesMeet(box, labelBox(shape.at, shape.text));
  }
}

/** The point `distance` units from `from` in the direction of `to`. */
export function along(from: DrawingPoint, to: DrawingPoint, distance: number): DrawingPoint {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [from[0] + ((to[0] - from[0]) * distance) / length, from[1] + ((to[1] - from[1]) * distance) / length];
}

function grow({ left, right, top, bottom }: LabelBox, by: number): LabelBox {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}

function squareAround([x, y]: DrawingPoint, half: number): LabelBox {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function boxesMeet(a: LabelBox, b: LabelBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Liang-Barsky: cuts the segment with the four sides and asks whether a piece is left. */
function segmentMeetsBox([x1, y1]: DrawingPoint, [x2, y2]: DrawingPoint, box: LabelBox): boolean {
  let from = 0;
  let to = 1;
  const cuts: readonly (readonly [number, number])[] = [
    [x1 - x2, x1 - box.left],
    [x2 - x1, box.right - x1],
    [y1 - y2, y1 - box.top],
    [y2 - y1, box.bottom - y1],
  ];
  for (const [direction, room] of cuts) {
    if (direction === 0) {
      if (room < 0) return false;
      continue;
    }
    if (direction < 0) from = Math.max(from, room / direction);
    else to = Math.min(to, room / direction);
    if (from > to) return false;
  }
  return true;
}

function outlineMeetsBox([x, y]: DrawingPoint, radius: number, box: LabelBox): boolean {
  const nearest = Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const farthest = Math.hypot(
    Math.max(Math.abs(box.left - x), Math.abs(box.right - x)),
    Math.max(Math.abs(box.top - y), Math.abs(box.bottom - y)),
  );
  return nearest <= radius && radius <= farthest;
}

function arcPoints(arc: Extract<Shape, { shape: 'arc' }>): DrawingPoint[] {
  const steps = 8;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const radians = ((arc.fromDegrees + ((arc.toDegrees - arc.fromDegrees) * step) / steps) * Math.PI) / 180;
    return [arc.center[0] + arc.radius * Math.cos(radians), arc.center[1] + arc.radius * Math.sin(radians)];
  });
}
