import type { SqlQueries } from '../../database/study-database.ts';
import type { InsightScope, PracticeDay } from './insight-data.ts';

/** A calendar shows at most a year. */
export const mostCalendarDays = 371;

/** Days with answers, in order; at most the last 53 weeks. */
export async function readPracticeDays(
  queries: SqlQueries,
  scope: InsightScope,
  nowIso: string,
): Promise<readonly PracticeDay[]> {
  return queries.query<PracticeDay>(
    `SELECT (answered_at AT TIME ZONE $4)::date::text AS day, count(*)::int AS "answerCount",
            count(*) FILTER (WHERE outcome = 'right')::int AS "rightCount",
            coalesce(sum(time_spent_seconds), 0)::float8 / 60 AS minutes
       FROM test_answers
      WHERE student_id = $1 AND ($2::text IS NULL OR global_topic_uid = $2)
        AND answered_at >= greatest($3::timestamptz, $5::timestamptz - make_interval(days => $6))
      GROUP BY 1 ORDER BY 1`,
    [scope.studentId, scope.topicUid, scope.since, scope.timeZone, nowIso, mostCalendarDays],
  );
}
