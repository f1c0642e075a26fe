import type { RecommendationType, ReflexEvidence } from '../model/reflex.ts';

/** One of the newest mistakes up to the one that raised the recommendation, newest first. */
export interface EvidenceMistake {
  readonly code: string;
  readonly seconds: number | null;
  /** Time against the expected time, as stamped when the mistake was recorded. */
  readonly ratio: number | null;
}

/** The thresholds that the pattern was judged with, in seconds; null when its pattern row is not there. */
export interface EvidenceLimits {
  readonly panicAbsoluteMin: number | null;
  readonly panicAbsoluteMax: number | null;
}

/**
 * What the card may say: how many of the newest mistakes in a row show the same thing, and how long each took.
 * STUCK_LOOP: the same code. PANIC_RUSH: under the absolute limit, or no slower than the mistake that raised it, or
 * nearly. STUCK_SLOW: the same the other way round. The severity verdicts name the newest mistake alone.
 */
export function readEvidence(
  type: RecommendationType,
  newestFirst: readonly EvidenceMistake[],
  limits: EvidenceLimits,
): ReflexEvidence {
  const newest = newestFirst[0];
  if (newest === undefined) return { mistakeCode: null, mistakeCount: 0, timesSeconds: [] };
  const firstOther = newestFirst.findIndex((mistake) => !showsTheSame(type, newest, mistake, limits));
  const shown = newestFirst.slice(0, firstOther === -1 ? newestFirst.length : firstOther);
  return {
    mistakeCode: newest.code,
    mistakeCount: shown.length,
    timesSeconds: shown.flatMap((mistake) => (mistake.seconds === null ? [] : [mistake.seconds])),
  };
}

/** Times within this factor of the newest one's count as "as fast" or "as slow". */
const likenessFactor = 1.5;

function showsTheSame(
  type: RecommendationType,
  newest: EvidenceMistake,
  mistake: EvidenceMistake,
  limits: EvidenceLimits,
): boolean {
  if (mistake === newest) return true;
  if (type === 'STUCK_LOOP') return mistake.code === newest.code;
  if (newest.seconds === null || mistake.seconds === null || mistake.seconds === 0) return false;
  if (type === 'PANIC_RUSH') {
    return mistake.seconds < (limits.panicAbsoluteMin ?? 0) || mistake.seconds <= newest.seconds * likenessFactor;
  }
  if (type === 'STUCK_SLOW') {
    return (
      mistake.seconds > (limits.panicAbsoluteMax ?? Number.POSITIVE_INFINITY) ||
      mistake.seconds >= newest.seconds / likenessFactor
    );
  }
  return false;
}
