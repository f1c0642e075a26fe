/** The first wait is about a second: most failures are a packet lost, or a server that restarts. */
const baseDelayMs = 1_000;
/** A school's connection that is back is noticed within minutes even where nothing tells of it. */
const longestDelayMs = 5 * 60_000;
/** A server that asks for more than an hour of rest has a wrong clock, or means somebody else. */
const longestRetryAfterMs = 60 * 60_000;

/**
 * How long to wait before the next try, in milliseconds. Exponential with full jitter (Brooker, "Exponential Backoff
 * And Jitter", AWS 2015): 30 devices behind one bad link do not fall into step. `failureCount` counts from 1; `random`
 * is in [0, 1). What a server asked for by Retry-After comes first, with the jitter after it.
 */
export function backoffDelayMs(failureCount: number, random: number, retryAfterMs: number | null): number {
  const ceilingMs = Math.min(longestDelayMs, baseDelayMs * 2 ** Math.min(failureCount - 1, 20));
  const jitteredMs = Math.round(random * ceilingMs);
  if (retryAfterMs === null) return jitteredMs;
  return Math.min(longestRetryAfterMs, retryAfterMs) + jitteredMs;
}
