/** What Insights keeps in its address, so that a view can be kept, shared between tabs and gone back to. */
import type { InsightRange } from '../../shared/study/insights/insight-data.ts';

export interface InsightSearch {
  /** Days; absent: everything. A number, because the router would put a text of digits in quotes. */
  readonly range?: 7 | 30;
  readonly topic?: string;
  readonly view?: 'table';
}

/** Anything else in the address is left out: a wrong one shows everything, not an error. */
export function readInsightSearch(search: Readonly<Record<string, unknown>>): InsightSearch {
  const range = ([7, 30] as const).find((days) => days === Number(search.range));
  const { topic } = search;
  return {
    ...(range === undefined ? {} : { range }),
    ...(typeof topic === 'string' && topic.length > 0 && topic.length <= 100 ? { topic } : {}),
    ...(search.view === 'table' ? { view: 'table' as const } : {}),
  };
}

export function rangeOf({ range }: InsightSearch): InsightRange {
  return range === 7 ? '7' : range === 30 ? '30' : 'all';
}
