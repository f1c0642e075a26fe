/** Misconceptions of counting, probability, statistics and geometry. */
import { angleAndTriangleMisconceptions } from './angle-and-triangle-misconceptions.ts';
import { chanceAndDataMisconceptions } from './chance-and-data-misconceptions.ts';
import { coordinateMisconceptions } from './coordinate-misconceptions.ts';
import type { Misconception } from './misconception.ts';
import { planeFigureMisconceptions } from './plane-figure-misconceptions.ts';

export const dataAndGeometryMisconceptions = {
  ...chanceAndDataMisconceptions,
  ...angleAndTriangleMisconceptions,
  ...planeFigureMisconceptions,
  ...coordinateMisconceptions,
} as const satisfies Record<string, Misconception>;
