/**
 * The reflexes of the active profile as they arise: pushed by the study host, plus those nobody had seen yet when the
 * app started. One place for all screens, so that a card dismissed in practice is gone in the reflex centre too.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReflexEvent } from '../../shared/model/reflex.ts';
import { useStudyHost } from '../app/study-host.tsx';

interface ReflexFeed {
  /** Unhandled reflexes, most urgent first: at most one for each recommendation. */
  readonly reflexes: readonly ReflexEvent[];
  /** The card was in front of the student. */
  readonly markSeen: (event: ReflexEvent) => void;
  /** Out of sight for now; it stays in the reflex centre and comes back when it is raised again. */
  readonly putOff: (recommendationId: string) => void;
}

const ReflexFeedContext = createContext<ReflexFeed | null>(null);

export function ReflexFeedProvider({ studentId, children }: { studentId: string; children: ReactNode }) {
  const host = useStudyHost();
  const { calls, connectionState } = host;
  const isConnected = connectionState.name === 'connected';
  const [events, setEvents] = useState<readonly ReflexEvent[]>([]);

  useEffect(() => {
    setEvents([]);
    return host.onNotice('reflexRaised', (event) => {
      if (event.studentId === studentId) setEvents((before) => mergeEvents(before, [event]));
    });
  }, [host, studentId]);

  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    void calls.listUndeliveredReflexes({ studentId }).then((outcome) => {
      if (isCurrent && outcome.ok) setEvents((before) => mergeEvents(outcome.value, before));
    });
    return () => {
      isCurrent = false;
    };
  }, [calls, isConnected, studentId]);

  // What was dismissed, done or expired elsewhere leaves the feed.
  useEffect(
    () =>
      host.onNotice('tablesChanged', (notice) => {
        const concernsUs = notice.studentId === null || notice.studentId === studentId;
        if (!concernsUs || !notice.tables.includes('student_recommendations')) return;
        void calls.listRecommendations({ studentId, isActiveOnly: true }).then((outcome) => {
          if (!outcome.ok) return;
          const active = new Map(outcome.value.map((recommendation) => [recommendation.id, recommendation]));
          setEvents((before) =>
            before.flatMap((event) => {
              const recommendation = active.get(event.recommendation.id);
              return recommendation === undefined ? [] : [{ ...event, recommendation }];
            }),
          );
        });
      }),
    [host, calls, studentId],
  );

  const markSeen = useCallback(
    (event: ReflexEvent) => {
      void calls.markReflexSeen({
        eventId: event.id,
        recommendationId: event.recommendation.id,
        seenAt: new Date().toISOString(),
      });
    },
    [calls],
  );
  const putOff = useCallback((recommendationId: string) => {
    setEvents((before) => before.filter((event) => event.recommendation.id !== recommendationId));
  }, []);

  const feed = useMemo(() => ({ reflexes: events, markSeen, putOff }), [events, markSeen, putOff]);
  return <ReflexFeedContext.Provider value={feed}>{children}</ReflexFeedContext.Provider>;
}

export function useReflexFeed(): ReflexFeed {
  const feed = useContext(ReflexFeedContext);
  if (feed === null) throw new Error('useReflexFeed needs a ReflexFeedProvider above it');
  return feed;
}

/** Which of two reflexes of one topic takes the other's place: what gets worse does not get better. */
const opposites: Readonly<Record<string, string>> = { worsening: 'improving', improving: 'worsening' };

/**
 * The latest event of each recommendation, by priority, then newest first. One that a later event of its topic says the
 * opposite of is left out at once, before the host is asked what still stands.
 */
export function mergeEvents(before: readonly ReflexEvent[], arrived: readonly ReflexEvent[]): readonly ReflexEvent[] {
  const latest = new Map<string, ReflexEvent>();
  for (const event of [...before, ...arrived]) {
    if (event.recommendation.isActive) latest.set(event.recommendation.id, event);
  }
  const events = [...latest.values()];
  return events
    .filter(
      ({ recommendation: { topicUid, type }, createdAt }) =>
        !events.some(
          (other) =>
            other.recommendation.topicUid === topicUid &&
            other.recommendation.type === opposites[type] &&
            other.createdAt > createdAt,
        ),
    )
    .sort((a, b) => b.recommendation.priority - a.recommendation.priority || b.createdAt.localeCompare(a.createdAt));
}
