import { equationMisconceptions } from './equation-misconceptions.ts';
import { expressionMisconceptions } from './expression-misconceptions.ts';
import type { Misconception } from './misconception.ts';
import { mixtureAndSpeedMisconceptions } from './mixture-and-speed-misconceptions.ts';
import { setAndFunctionMisconceptions } from './set-and-function-misconceptions.ts';

export const algebraMisconceptions = {
  ...equationMisconceptions,
  ...expressionMisconceptions,
  ...mixtureAndSpeedMisconceptions,
  ...setAndFunctionMisconceptions,
} as const satisfies Record<string, Misconception>;
