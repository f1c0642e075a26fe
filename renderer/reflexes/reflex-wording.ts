import type { TFunction } from 'i18next';
import type { ActionItem, Recommendation, RecommendationType, ReflexActionCode } from '../../shared/model/reflex.ts';
import { reflexActions } from '../../shared/model/reflex.ts';

export interface ReflexWording {
  readonly title: string;
  /** What was seen, as behaviour: "3 mistakes in a row, each under 5 s". */
  readonly seen: string;
  readonly advice: string;
}

/** Seconds that are easy to grasp: "each in under 5 s", not "in under 3.2 s". */
const roundLimits = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180];

/** The types that the database itself raises, in our words. */
const ownTypes: readonly string[] = [
  'PANIC_RUSH',
  'STUCK_LOOP',
  'STUCK_SLOW',
  'worsening',
  'improving',
] satisfies RecommendationType[];

export function titleOfReflex(t: TFunction<'reflexes'>, { type, title }: Recommendation): string {
  return ownTypes.includes(type) ? t(`titles.${type}`) : title;
}

/** What a filter calls the type: all notes of a teacher are one kind, whatever their titles. */
export function kindOfReflex(t: TFunction<'reflexes'>, recommendation: Recommendation): string {
  return String(recommendation.type) === 'TEACHER_NOTE' ? t('fromTeacher') : titleOfReflex(t, recommendation);
}

/**
 * The card's own translation by type; the database's wording is for other readers. Another type says what its author
 * wrote: a teacher's note, or advice that a newer release brought.
 */
export function wordReflex(
  t: TFunction<'reflexes'>,
  recommendation: Recommendation,
  reasonName: (code: string) => string,
): ReflexWording {
  const { type, evidence } = recommendation;
  if (!ownTypes.includes(type)) {
    const isNote = String(type) === 'TEACHER_NOTE';
    return { title: recommendation.title, seen: recommendation.message, advice: isNote ? t('fromTeacher') : '' };
  }
  const count = evidence.mistakeCount;
  const slowest = Math.max(0, ...evidence.timesSeconds);
  const bound = roundLimits.find((limit) => limit > slowest) ?? Math.ceil(slowest);
  const quickest = Math.floor(Math.min(...evidence.timesSeconds));
  const seen =
    type === 'PANIC_RUSH' && evidence.timesSeconds.length > 0
      ? t('seen.PANIC_RUSH', { count: evidence.timesSeconds.length, seconds: bound })
      : type === 'STUCK_LOOP' && evidence.mistakeCode !== null
        ? t('seen.STUCK_LOOP', { count, reason: reasonName(evidence.mistakeCode) })
        : type === 'STUCK_SLOW' && evidence.timesSeconds.length > 0
          ? t('seen.STUCK_SLOW', { count: evidence.timesSeconds.length, seconds: quickest })
          : t(`seenPlain.${type}`);
  return { title: titleOfReflex(t, recommendation), seen, advice: t(`advice.${type}`) };
}

export function isKnownAction(action: string): action is ReflexActionCode {
  return (reflexActions as readonly string[]).includes(action);
}

/** "Slow down (60 s)": our translation for the actions we know, the database's label for one we do not. */
export function wordAction(t: TFunction<'reflexes'>, item: ActionItem): string {
  if (!isKnownAction(item.action)) return item.label;
  return t(`actions.${item.action}`, {
    seconds: item.duration_sec ?? 0,
    minutes: item.duration_min ?? 0,
    count: item.count ?? 1,
    steps: item.steps ?? 3,
  });
}
