import { useRef } from 'react';
import type { Outcome } from '../../shared/errors/outcome.ts';
import type { InsightQuery } from '../../shared/host/insights-calls.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import { type HostQuery, useHostQuery } from '../app/study-host.tsx';

/** Decides where a day begins: that of the computer the student sits at. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export type InsightFilter = Pick<InsightQuery, 'studentId' | 'topicUid' | 'range'>;

/** A chart's data; while another period or topic is read, what was there before stays, so that nothing jumps. */
export function useInsight<T>(
  chart: string,
  filter: InsightFilter,
  read: (calls: StudyHostCalls, query: InsightQuery) => Promise<Outcome<T>>,
): HostQuery<T> & { readonly isStale: boolean } {
  const { studentId, topicUid, range } = filter;
  const query = useHostQuery(['insights', studentId, chart, topicUid, range], (calls) =>
    read(calls, { studentId, topicUid, range, timeZone }),
  );
  const kept = useRef<{ readonly studentId: string; readonly data: T } | null>(null);
  if (query.data !== undefined) kept.current = { studentId, data: query.data };
  const before = kept.current?.studentId === studentId ? kept.current.data : undefined;
  return { ...query, data: query.data ?? before, isStale: query.data === undefined && before !== undefined };
}
