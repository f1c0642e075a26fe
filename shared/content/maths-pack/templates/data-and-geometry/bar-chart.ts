import type { Figure } from '../../../figure.ts';
import type { Bilingual } from '../../bilingual.ts';
import { createSketch } from '../../figure-drawing.ts';

/** Bars over 1, 2, 3 ... with the height written on each. Heights are whole and at least 1. */
export function barChart(heights: readonly number[], description: Bilingual): Figure {
  const sketch = createSketch();
  const tallest = Math.max(...heights);
  // Bars are half as wide as their distance, and the chart is about 3 : 2.
  const step = (1.5 * tallest) / heights.length;
  heights.forEach((height, index) => {
    const left = (index + 0.4) * step;
    const right = left + step / 2;
    sketch.polygon(
      [
        [left, 0],
        [left, height],
        [right, height],
        [right, 0],
      ],
      true,
    );
    sketch.sideLabel([left, height], [right, height], String(height), [left, 0]);
    sketch.sideLabel([left, 0], [right, 0], String(index + 1), [left, height]);
  });
  sketch.arrow([0, 0], [(heights.length + 0.4) * step, 0]);
  sketch.arrow([0, 0], [0, tallest * 1.15]);
  return sketch.finish(description);
}
