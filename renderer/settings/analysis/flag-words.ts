import type { TFunction } from 'i18next';
import type { ImprovementTrend } from '../../../shared/model/reflex.ts';
import type { PreviewedMistake } from '../../../shared/study/analysis-settings.ts';

/** Verdicts that warn, in the order in which they are counted out; `improving` is good news, and flags nothing. */
export const flags = ['PANIC_RUSH', 'STUCK_LOOP', 'STUCK_SLOW', 'worsening'] as const satisfies ImprovementTrend[];

export function isFlag(verdict: ImprovementTrend | undefined): boolean {
  return flags.some((flag) => flag === verdict);
}

/** "Would have flagged 3 of your last 20 mistakes: Very fast 2, Same mistake 1." for the draft at this place. */
export function wordFlags(
  t: TFunction<['settings', 'patterns']>,
  mistakes: readonly PreviewedMistake[],
  place: number,
): string {
  const counts = flags
    .map((flag) => ({ flag, count: mistakes.filter(({ verdicts }) => verdicts[place] === flag).length }))
    .filter(({ count }) => count > 0);
  const flaggedCount = counts.reduce((sum, { count }) => sum + count, 0);
  const count = mistakes.length;
  if (flaggedCount === 0) return t('analysis.flaggedNone', { count });
  const parts = counts.map((one) => `${t(`patterns:${one.flag}.name`)} ${one.count}`).join(', ');
  return t('analysis.flagged', { flagged: flaggedCount, count, parts });
}
