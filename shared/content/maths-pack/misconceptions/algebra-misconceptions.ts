import type { Misconception } from './misconception.ts';

export const algebraMisconceptions = {} as const satisfies Record<string, Misconception>;
