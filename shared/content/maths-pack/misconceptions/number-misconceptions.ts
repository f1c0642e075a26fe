import { fractionMisconceptions } from './fraction-misconceptions.ts';
import { integerMisconceptions } from './integer-misconceptions.ts';
import type { Misconception } from './misconception.ts';
import { powerMisconceptions } from './power-misconceptions.ts';
import { proportionMisconceptions } from './proportion-misconceptions.ts';
import { wordProblemMisconceptions } from './word-problem-misconceptions.ts';

export const numberMisconceptions = {
  ...integerMisconceptions,
  ...fractionMisconceptions,
  ...powerMisconceptions,
  ...proportionMisconceptions,
  ...wordProblemMisconceptions,
} as const satisfies Record<string, Misconception>;
