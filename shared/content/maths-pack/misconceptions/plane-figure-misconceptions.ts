/** Misconceptions about quadrilaterals, circles and the coordinate plane. */
import type { Misconception } from './misconception.ts';

export const planeFigureMisconceptions = {} as const satisfies Record<string, Misconception>;
