import type { SqlQueries } from '../database/study-database.ts';
import type { ReflexActionCode } from '../model/reflex.ts';
import type { SessionKind } from '../model/session.ts';
import type { StoredSession } from './read-session.ts';
import { markedRecommendation, readRecommendation } from './recommendations.ts';
import type { StudyFact } from './study-fact.ts';

/** The action that a session of this kind carries out when a recommendation opened it. */
const actionOfKind: Partial<Record<SessionKind, ReflexActionCode>> = {
  retry_mistakes: 'retry',
  easy_set: 'easy_set',
  normal_set: 'normal_set',
  prerequisite_check: 'prereq_check',
};

/** The fact that a finished session has carried out its recommendation's action; null when no recommendation opened it. */
export async function completionOfSession(
  queries: SqlQueries,
  session: StoredSession,
  finishedAt: string,
): Promise<Extract<StudyFact, { kind: 'action_completed' }> | null> {
  const action = actionOfKind[session.kind];
  if (session.sourceRecommendationId === null || action === undefined) return null;
  const recommendation = await readRecommendation(queries, session.sourceRecommendationId, finishedAt);
  if (recommendation === null) return null;
  const done = new Set([...recommendation.doneActions, action]);
  return {
    kind: 'action_completed',
    ...markedRecommendation(recommendation),
    action,
    completedAt: finishedAt,
    isRecommendationDone: recommendation.actionItems.every((item) => done.has(item.action)),
  };
}
