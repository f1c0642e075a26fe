import type { Misconception } from './misconception.ts';

export const numberMisconceptions = {} as const satisfies Record<string, Misconception>;
