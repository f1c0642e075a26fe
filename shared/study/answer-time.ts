/**
 * Corrects the time of an answer on a machine whose clock is implausible: patterns follow the order of `occurred_at`,
 * and one mistake dated years ahead would stay "latest" until then.
 */
export interface AnsweredTimes {
  /** The student's latest answer, in milliseconds since 1970; null before the first. */
  latestMs: number | null;
}

/** No answer is older than this program: the day this part of it was written. */
export const earliestPlausibleMs = Date.UTC(2026, 0, 1);
/** A machine is rarely used for longer with the same version of the program; beyond that its clock is wrong. */
export const latestPlausibleMs = Date.UTC(2046, 0, 1);
/** How far a clock may be set back between two answers and still be believed (a fix of a wrong clock, a time server). */
const believedStepBackMs = 24 * 60 * 60 * 1000;
/** A jump ahead by more than this since the last answer is not believed: nobody pauses for so long and comes back. */
const believedJumpAheadMs = 3 * 366 * 24 * 60 * 60 * 1000;

/**
 * The time to store, in milliseconds since 1970. A plausible time stays, but never runs backwards by less than a day
 * (one session's answers keep their order through a small correction of the clock); an implausible one becomes the
 * moment just after the latest answer.
 */
export function correctAnswerTime(answeredMs: number, times: AnsweredTimes): number {
  const { latestMs } = times;
  const isPlausible = answeredMs >= earliestPlausibleMs && answeredMs < latestPlausibleMs;
  if (latestMs === null) return isPlausible ? answeredMs : earliestPlausibleMs;
  const justAfterLatest = latestMs + 1;
  if (!isPlausible || answeredMs - latestMs > believedJumpAheadMs) return justAfterLatest;
  const isSmallStepBack = answeredMs <= latestMs && latestMs - answeredMs < believedStepBackMs;
  return isSmallStepBack ? justAfterLatest : answeredMs;
}
