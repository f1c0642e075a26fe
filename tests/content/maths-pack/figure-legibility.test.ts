import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../shared/content/figure.ts';
import { allTemplates } from '../../../shared/content/maths-pack/all-templates.ts';
import { drawQuestion } from '../../../shared/content/maths-pack/draw-question.ts';

type Point = readonly [number, number];
interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Letters are drawn 16 units high; a character of a sans-serif face is about 9 units wide, its ink 12 units high. */
const characterWidth = 9;
const inkHeight = 12;
const seeds = Array.from({ length: 60 }, (_, index) => `figure-${index}`);
const withFigure = allTemplates.filter((template) => drawQuestion(template, 'figure-0').content.figure !== undefined);

describe('figures of the maths pack', () => {
  it('are drawn for many questions', () => {
    expect(withFigure.length).toBeGreaterThanOrEqual(15);
  });

  it.each(withFigure.map((template) => [template.key, template] as const))('of %s are legible', (_key, template) => {
    for (const seed of seeds) {
      const { figure } = drawQuestion(template, seed).content;
      if (figure === undefined || !('shapes' in figure)) throw new Error(`${seed} has no figure`);
      expect(faultsOf(figure), seed).toEqual([]);
      expect(figure.description['tr'], seed).not.toBe(figure.description['en']);
    }
  });

  it('count as illegible when a label stands on a line, on another label or outside the frame', () => {
    const label = (at: [number, number]) => ({ shape: 'label' as const, at, text: 'A' });
    const line = {
      shape: 'line' as const,
      points: [
        [0, 50],
        [100, 50],
      ] as [number, number][],
      isDashed: false,
    };
    const figure = (shapes: Figure['shapes']): Figure => ({
      description: { tr: '-' },
      width: 100,
      height: 100,
      shapes,
    });
    expect(faultsOf(figure([line, label([50, 50])]))).toEqual(['A stands on a line']);
    expect(faultsOf(figure([label([50, 20]), label([55, 22])]))).toEqual(['A and A overlap']);
    expect(faultsOf(figure([label([1, 20])]))).toEqual(['A leaves the frame']);
    expect(faultsOf(figure([line, label([50, 30])]))).toEqual([]);
  });
});

function faultsOf(figure: Figure): string[] {
  const boxes = figure.shapes.flatMap((shape) => (shape.shape === 'label' ? [boxOf(shape.at, shape.text)] : []));
  const ink = figure.shapes.flatMap(inkOf);
  const faults: string[] = [];
  boxes.forEach((box, index) => {
    if (ink.some((point) => isInside(point, box))) faults.push(`${box.text} stands on a line`);
    for (const other of boxes.slice(0, index)) {
      const isApart =
        box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top;
      if (!isApart) faults.push(`${other.text} and ${box.text} overlap`);
    }
    if (box.left < 0 || box.top < 0 || box.right > figure.width || box.bottom > figure.height) {
      faults.push(`${box.text} leaves the frame`);
    }
  });
  const isOutside = ([x, y]: Point) => x < 0 || y < 0 || x > figure.width || y > figure.height;
  if (ink.some(isOutside)) faults.push('a line leaves the frame');
  return faults;
}

function boxOf([x, y]: Point, text: string): Box {
  const half = (text.length * characterWidth) / 2;
  return { text, left: x - half, right: x + half, top: y - inkHeight / 2, bottom: y + inkHeight / 2 };
}

function isInside([x, y]: Point, box: Box): boolean {
  return x > box.left && x < box.right && y > box.top && y < box.bottom;
}

/** Points about one unit apart on everything that is drawn. */
function inkOf(shape: Figure['shapes'][number]): Point[] {
  switch (shape.shape) {
    case 'polygon':
      return stroke([...shape.points, ...shape.points.slice(0, 1)]);
    case 'line':
      return stroke(shape.points);
    case 'arrow':
      return stroke([shape.from, shape.to]);
    case 'circle':
      return turn(shape.center, shape.radius, 0, 360);
    case 'arc':
      return turn(shape.center, shape.radius, shape.fromDegrees, shape.toDegrees);
    case 'dot':
      return turn(shape.center, 3, 0, 360);
    case 'right_angle':
    case 'label':
      return [];
  }
}

function stroke(points: readonly Point[]): Point[] {
  return points.slice(1).flatMap(([x2, y2], index) => {
    const [x1, y1] = points[index] ?? [x2, y2];
    const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1)) + 1;
    return Array.from({ length: steps + 1 }, (_, step): Point => {
      const share = step / steps;
      return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
    });
  });
}

function turn([x, y]: Point, radius: number, fromDegrees: number, toDegrees: number): Point[] {
  const steps = Math.ceil((Math.abs(toDegrees - fromDegrees) / 180) * Math.PI * radius) + 1;
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const radians = ((fromDegrees + ((toDegrees - fromDegrees) * step) / steps) * Math.PI) / 180;
    return [x + radius * Math.cos(radians), y + radius * Math.sin(radians)];
  });
}
