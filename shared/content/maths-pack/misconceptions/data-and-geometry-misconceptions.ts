import type { Misconception } from './misconception.ts';

export const dataAndGeometryMisconceptions = {} as const satisfies Record<string, Misconception>;
