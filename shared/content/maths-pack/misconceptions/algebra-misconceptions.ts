import { equationMisconceptions } from './equation-misconceptions.ts';
import { expressionMisconceptions } from './expression-misconceptions.ts';
import type { Misconception } from './misconception.ts';
import { setAndFunctionMisconceptions } from './set-and-function-misconceptions.ts';
import { wordProblemMisconceptions } from './word-problem-misconceptions.ts';

export const algebraMisconceptions = {
  ...equationMisconceptions,
  ...expressionMisconceptions,
  ...wordProblemMisconceptions,
  ...setAndFunctionMisconceptions,
} as const satisfies Record<string, Misconception>;
