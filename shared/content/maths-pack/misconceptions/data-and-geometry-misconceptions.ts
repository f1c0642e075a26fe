/** Misconceptions of counting, probability, statistics and geometry. */
import { angleAndTriangleMisconceptions } from './angle-and-triangle-misconceptions.ts';
import { chanceMisconceptions } from './chance-misconceptions.ts';
import { coordinateMisconceptions } from './coordinate-misconceptions.ts';
import type { Misconception } from './misconception.ts';
import { planeFigureMisconceptions } from './plane-figure-misconceptions.ts';
import { statisticsMisconceptions } from './statistics-misconceptions.ts';

export const dataAndGeometryMisconceptions = {
  ...chanceMisconceptions,
  ...statisticsMisconceptions,
  ...angleAndTriangleMisconceptions,
  ...planeFigureMisconceptions,
  ...coordinateMisconceptions,
} as const satisfies Record<string, Misconception>;
