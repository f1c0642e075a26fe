import { equationMisconceptions } from './equation-misconceptions.ts';
import type { Misconception } from './misconception.ts';

export const algebraMisconceptions = { ...equationMisconceptions } as const satisfies Record<string, Misconception>;
