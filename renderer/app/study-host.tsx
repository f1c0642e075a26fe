/** The study host for screens: one connection for the page, host calls as queries, refetched when tables change. */
import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { validate as isUuid } from 'uuid';
import type { Failure, Outcome } from '../../shared/errors/outcome.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { WatchedTable } from '../../shared/host/watched-table.ts';
import type { ConnectionState, StudyHostConnection } from '../host-client/study-host-connection.ts';

interface StudyHostForScreens {
  readonly calls: StudyHostCalls;
  readonly connectionState: ConnectionState;
  readonly onNotice: StudyHostConnection['onNotice'];
  readonly retry: () => void;
}

const StudyHostContext = createContext<StudyHostForScreens | null>(null);

/**
 * First part of a query's key -> the tables whose change makes it stale. A query of one student has their id as the
 * second part, and is left alone by what others do.
 */
const tablesOfQuery: Readonly<Record<string, readonly WatchedTable[]>> = {
  host: [],
  health: [],
  profiles: ['students'],
  locks: ['students'],
  analysis: ['student_analysis_settings', 'student_mistake_patterns', 'mistake_reasons'],
  rekeyed: ['students'],
  sync: ['students', 'test_records', 'test_answers', 'student_mistakes', 'mistake_reasons', 'student_recommendations'],
  topics: ['topics', 'question_packs', 'test_answers', 'student_mistake_patterns'],
  packs: ['question_packs'],
  questions: ['question_packs', 'topics'],
  home: ['test_records', 'test_answers', 'student_mistake_patterns', 'student_recommendations', 'question_packs'],
  recommendations: ['student_recommendations', 'ui_reflex_events'],
  mistakes: ['student_mistakes', 'mistake_reasons'],
  insights: ['test_answers', 'mistake_reasons', 'student_mistake_patterns', 'student_recommendations', 'topics'],
  notebook: ['student_mistakes', 'mistake_reasons', 'review_log', 'student_mistake_patterns'],
  reviews: ['review_log', 'student_mistakes', 'question_packs'],
};

export function StudyHostProvider({ connection, children }: { connection: StudyHostConnection; children: ReactNode }) {
  const [connectionState, setConnectionState] = useState(connection.connectionState);
  const queryClient = useQueryClient();

  useEffect(() => {
    setConnectionState(connection.connectionState);
    return connection.onConnectionStateChanged((state) => {
      setConnectionState(state);
      // Notices sent while no host was there are lost.
      if (state.name === 'connected') void queryClient.invalidateQueries();
    });
  }, [connection, queryClient]);

  useEffect(
    () =>
      connection.onNotice('tablesChanged', ({ studentId, tables }) => {
        void queryClient.invalidateQueries({
          predicate: ({ queryKey: [reads, owner] }) =>
            tablesOfQuery[String(reads)]?.some((table) => tables.includes(table)) === true &&
            (studentId === null || !isUuid(owner) || owner === studentId),
        });
      }),
    [connection, queryClient],
  );

  const host = useMemo(
    () => ({
      calls: connection.calls,
      connectionState,
      onNotice: connection.onNotice.bind(connection),
      retry: () => connection.retry(),
    }),
    [connection, connectionState],
  );
  return <StudyHostContext.Provider value={host}>{children}</StudyHostContext.Provider>;
}

export function useStudyHost(): StudyHostForScreens {
  const host = useContext(StudyHostContext);
  if (host === null) throw new Error('useStudyHost needs a StudyHostProvider above it');
  return host;
}

export interface HostQuery<T> {
  readonly data: T | undefined;
  readonly isPending: boolean;
  readonly failure: Failure | null;
  readonly refetch: () => void;
}

/** An expected failure on its way through TanStack Query, which wants thrown errors. */
export class HostFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/**
 * A host call as a query. The first part of `key` names what it reads (see `tablesOfQuery`); a call that the host could
 * not answer because it was being restarted is asked again by itself.
 */
export function useHostQuery<T>(key: QueryKey, call: (calls: StudyHostCalls) => Promise<Outcome<T>>): HostQuery<T> {
  const { calls } = useStudyHost();
  const query = useQuery({
    queryKey: key,
    queryFn: async () => {
      const outcome = await call(calls);
      if (!outcome.ok) throw new HostFailure(outcome.error);
      return outcome.value;
    },
    retry: (count, error) => error instanceof HostFailure && error.failure.code === 'HOST_RESTARTING' && count < 3,
    networkMode: 'always',
  });
  return {
    data: query.data,
    isPending: query.isPending,
    failure:
      query.error instanceof HostFailure ? query.error.failure : query.error ? { code: 'INTERNAL', details: {} } : null,
    refetch: () => void query.refetch(),
  };
}
