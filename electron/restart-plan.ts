/** What to do after the host process has ended by itself. */
export type RestartPlan =
  | { readonly name: 'restart'; readonly attempt: number; readonly delayMs: number }
  | { readonly name: 'give_up'; readonly attempt: number };

/**
 * Waits before each restart. The first is short because a student waits in front of a question; later ones give a
 * machine that swaps or a virus scanner that holds the files time to let go.
 */
const delaysMs = [150, 1_000, 3_000, 8_000];

/** Crashes older than this do not count: an app that runs for a day may meet one now and then. */
const memoryMs = 120_000;

/**
 * Plans the restart after a crash at `nowMs`, given the times of the crashes before it (same clock, milliseconds).
 * A fifth crash within two minutes is no accident any more.
 */
export function planRestart(formerCrashesMs: readonly number[], nowMs: number): RestartPlan {
  const recentCount = formerCrashesMs.filter((crashMs) => nowMs - crashMs <= memoryMs).length;
  const delayMs = delaysMs[recentCount];
  if (delayMs === undefined) return { name: 'give_up', attempt: recentCount + 1 };
  return { name: 'restart', attempt: recentCount + 1, delayMs };
}
