import { type AnalysisScope, nameOfScope, rebuildScopes } from './health-derived.ts';
import type { Mended } from './repair-objects.ts';
import type { SqlSession } from './sql-session.ts';

/** One transaction of some tenths of a second: so long the students in it can record nothing new. */
const scopesAtOnce = 50;

/** Recomputes every baseline and pattern row from the mistakes; the count is of those that became others. */
export async function rebuildAllScopes(
  session: SqlSession,
  onRebuilt?: (doneCount: number, totalCount: number) => void,
): Promise<Mended> {
  const { rows: scopes } = await session.query<AnalysisScope>(
    `SELECT student_id::text AS "studentId", global_topic_uid AS "topicUid" FROM (
       SELECT student_id, global_topic_uid FROM student_mistakes
       UNION SELECT student_id, global_topic_uid FROM student_mistake_patterns
       UNION SELECT student_id, global_topic_uid FROM student_baseline_performance
     ) AS scope
     ORDER BY student_id, global_topic_uid`,
  );
  const changed: AnalysisScope[] = [];
  for (let start = 0; start < scopes.length; start += scopesAtOnce) {
    const some = scopes.slice(start, start + scopesAtOnce);
    changed.push(...(await session.transaction((inner) => rebuildScopes(inner, some))));
    onRebuilt?.(start + some.length, scopes.length);
  }
  return { count: changed.length, subjects: changed.slice(0, 10).map(nameOfScope) };
}
