/** The reflexes of the centre: what became of each, and which of them the filters leave. */
import type { Recommendation } from '../../shared/model/reflex.ts';
import type { ReflexEffect } from '../../shared/study/insights/insight-data.ts';

export type ReflexMark = ReflexEffect['mark'];
export const reflexMarks: readonly ReflexMark[] = ['open', 'done', 'begun', 'dismissed', 'changed', 'passed'];

/** An empty list leaves everything. */
export interface ReflexFilter {
  readonly topicUids: readonly string[];
  readonly types: readonly string[];
  readonly marks: readonly ReflexMark[];
}
export const everyReflex: ReflexFilter = { topicUids: [], types: [], marks: [] };

/** An open one stays open with some of its actions done: they are ticked on its card. */
export function markOfReflex(recommendation: Recommendation): ReflexMark {
  if (recommendation.isActive) return 'open';
  if (recommendation.isDone) return 'done';
  if (recommendation.isDismissed) return 'dismissed';
  if (recommendation.changedAt !== null) return 'changed';
  return recommendation.doneActions.length > 0 ? 'begun' : 'passed';
}

export function isFilteredReflexes(filter: ReflexFilter): boolean {
  return filter.topicUids.length + filter.types.length + filter.marks.length > 0;
}

export function filterReflexes(all: readonly Recommendation[], filter: ReflexFilter): readonly Recommendation[] {
  const leaves = (chosen: readonly string[], value: string) => chosen.length === 0 || chosen.includes(value);
  return all.filter(
    (recommendation) =>
      leaves(filter.topicUids, recommendation.topicUid) &&
      leaves(filter.types, recommendation.type) &&
      leaves(filter.marks, markOfReflex(recommendation)),
  );
}

/** Those that no longer stand, newest first. */
export function pastReflexes(all: readonly Recommendation[]): readonly Recommendation[] {
  return all
    .filter((recommendation) => !recommendation.isActive)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
}
