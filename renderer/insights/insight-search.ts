/** What Insights keeps in its address, so that a view can be kept, shared between tabs and gone back to. */
import { type InsightRange, insightRanges } from '../../shared/study/insights/insight-data.ts';

export interface InsightSearch {
  readonly range?: InsightRange;
  readonly topic?: string;
  readonly view?: 'table';
}

/** Anything else in the address is left out: a wrong one shows everything, not an error. */
export function readInsightSearch(search: Readonly<Record<string, unknown>>): InsightSearch {
  const range = insightRanges.find((candidate) => candidate === String(search.range));
  const { topic } = search;
  return {
    ...(range === undefined || range === 'all' ? {} : { range }),
    ...(typeof topic === 'string' && topic.length > 0 && topic.length <= 100 ? { topic } : {}),
    ...(search.view === 'table' ? { view: 'table' as const } : {}),
  };
}
