/** Misconceptions about angles and triangles. */
import type { Misconception } from './misconception.ts';

export const angleAndTriangleMisconceptions = {} as const satisfies Record<string, Misconception>;
