import type { SqlQueries } from '../database/study-database.ts';
import type { HomeView } from '../model/home-view.ts';
import { findOpenSessionId, readSession } from './read-session.ts';
import { listRecommendations } from './recommendations.ts';
import { listTopicSummaries } from './topic-summaries.ts';

/** Everything Home shows. "Today" begins at `dayStartsAt`, "this week" is the seven days up to `nowIso`. */
export async function readHomeView(
  queries: SqlQueries,
  studentId: string,
  times: { readonly nowIso: string; readonly dayStartsAt: string },
): Promise<HomeView> {
  const recommendations = await listRecommendations(queries, { studentId, isActiveOnly: true }, times.nowIso);
  const topics = await listTopicSummaries(queries, studentId);
  const openSessionId = await findOpenSessionId(queries, studentId);
  const openSession = openSessionId === null ? null : await readSession(queries, openSessionId);
  const [counts] = await queries.query<{ answers_today: number; right_today: number; week_minutes: number }>(
    `SELECT count(*) FILTER (WHERE answered_at >= $2::timestamptz)::int AS answers_today,
            count(*) FILTER (WHERE answered_at >= $2::timestamptz AND outcome = 'right')::int AS right_today,
            coalesce(sum(time_spent_seconds), 0)::float8 / 60 AS week_minutes
       FROM test_answers WHERE student_id = $1 AND answered_at > $3::timestamptz - interval '7 days'`,
    [studentId, times.dayStartsAt, times.nowIso],
  );
  return {
    studentId,
    recommendations,
    topics,
    openSession:
      openSession === null
        ? null
        : {
            testRecordId: openSession.testRecordId,
            kind: openSession.kind,
            answeredCount: openSession.answered.length,
            questionCount: openSession.questions.length,
          },
    answersToday: counts?.answers_today ?? 0,
    rightToday: counts?.right_today ?? 0,
    minutesThisWeek: counts?.week_minutes ?? 0,
    mistakeCount: topics.reduce((sum, topic) => sum + topic.mistakeCount, 0),
  };
}
