/** The daily figures of the deployment guide. Module 007 must be there. */
import type { DayOfEvents, DayOfRecommendations } from '../model/health-report.ts';
import type { SqlSession } from './sql-session.ts';

/** Recommendations made in the last seven days, by day (UTC), newest first. */
export async function readRecommendationDays(session: SqlSession): Promise<readonly DayOfRecommendations[]> {
  const { rows } = await session.query<DayOfRecommendations>(
    `SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS "createdCount"
     FROM student_recommendations
     WHERE created_at >= now() - INTERVAL '7 days'
     GROUP BY 1 ORDER BY 1 DESC`,
  );
  return rows;
}

/** Reflex events of the last seven days and how many of them a screen has shown. */
export async function readEventDays(session: SqlSession): Promise<readonly DayOfEvents[]> {
  const { rows } = await session.query<DayOfEvents>(
    `SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS "createdCount",
       (count(*) FILTER (WHERE delivered))::int AS "deliveredCount"
     FROM ui_reflex_events
     WHERE created_at >= now() - INTERVAL '7 days'
     GROUP BY 1 ORDER BY 1 DESC`,
  );
  return rows;
}
