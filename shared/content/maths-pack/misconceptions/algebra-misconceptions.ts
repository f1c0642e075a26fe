import { equationMisconceptions } from './equation-misconceptions.ts';
import { expressionMisconceptions } from './expression-misconceptions.ts';
import type { Misconception } from './misconception.ts';

export const algebraMisconceptions = {
  ...equationMisconceptions,
  ...expressionMisconceptions,
} as const satisfies Record<string, Misconception>;
