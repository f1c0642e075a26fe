/** The misconceptions that produce the shipped pack's wrong answers. */
import { algebraMisconceptions } from './misconceptions/algebra-misconceptions.ts';
import { commonMisconceptions } from './misconceptions/common-misconceptions.ts';
import { dataAndGeometryMisconceptions } from './misconceptions/data-and-geometry-misconceptions.ts';
import type { Misconception } from './misconceptions/misconception.ts';
import { numberMisconceptions } from './misconceptions/number-misconceptions.ts';

const misconceptionsByKey = {
  ...commonMisconceptions,
  ...numberMisconceptions,
  ...algebraMisconceptions,
  ...dataAndGeometryMisconceptions,
};

export type MisconceptionKey = keyof typeof misconceptionsByKey;

export const misconceptions: Readonly<Record<MisconceptionKey, Misconception>> = misconceptionsByKey;
