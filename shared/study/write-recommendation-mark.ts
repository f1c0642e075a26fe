import type { SqlQueries } from '../database/study-database.ts';
import type { MarkedRecommendation, RecommendationMark } from './study-fact.ts';

/**
 * What a student did with a recommendation. Marks are kept for ever, at their earliest time. True when a row changed;
 * false when the mark was there, or the recommendation is not.
 */
export async function writeRecommendationMark(queries: SqlQueries, mark: RecommendationMark): Promise<boolean> {
  const recommendationId = await findMarkedId(queries, mark);
  if (recommendationId === null) return false;
  switch (mark.kind) {
    case 'reflex_seen': {
      // The card shows the recommendation as it is now: its older events have been seen with it.
      const [marked] = await queries.query<{ marked_count: number }>(
        `WITH events AS (
           UPDATE ui_reflex_events SET delivered = true, delivered_at = $3
            WHERE (id = $1 OR (recommendation_id = $2
                   AND created_at <= (SELECT created_at FROM ui_reflex_events WHERE id = $1)))
              AND NOT delivered RETURNING id
         ), recommendations AS (
           UPDATE student_recommendations SET is_shown = true, shown_at = $3, updated_at = greatest(updated_at, $3)
            WHERE id = $2 AND NOT is_shown RETURNING id
         )
         SELECT (SELECT count(*) FROM events)::int + (SELECT count(*) FROM recommendations)::int AS marked_count`,
        [mark.eventId, recommendationId, mark.seenAt],
      );
      return (marked?.marked_count ?? 0) > 0;
    }
    case 'recommendation_dismissed': {
      const rows = await queries.query(
        `UPDATE student_recommendations
            SET is_dismissed = true, dismissed_at = $2, is_active = false, updated_at = greatest(updated_at, $2)
          WHERE id = $1 AND NOT is_dismissed RETURNING id`,
        [recommendationId, mark.dismissedAt],
      );
      return rows.length > 0;
    }
    case 'action_completed': {
      const rows = await queries.query(
        `UPDATE student_recommendations
            SET done_actions = CASE WHEN $2::text = ANY (done_actions) THEN done_actions ELSE done_actions || $2::text END,
                is_done = is_done OR $4, done_at = CASE WHEN $4 THEN coalesce(done_at, $3) ELSE done_at END,
                is_active = is_active AND NOT $4, updated_at = greatest(updated_at, $3)
          WHERE id = $1 AND NOT ($2::text = ANY (done_actions) AND (is_done OR NOT $4)) RETURNING id`,
        [recommendationId, mark.action, mark.completedAt, mark.isRecommendationDone],
      );
      return rows.length > 0;
    }
  }
}

async function findMarkedId(queries: SqlQueries, mark: MarkedRecommendation): Promise<string | null> {
  const [row] = await queries.query<{ id: string }>(
    `SELECT id FROM student_recommendations
      WHERE id = $1 OR (student_id = $2 AND global_topic_uid = $3 AND recommendation_type = $4 AND is_active)
      ORDER BY id = $1 DESC LIMIT 1`,
    [mark.recommendationId, mark.studentId, mark.topicUid, mark.type],
  );
  return row?.id ?? null;
}
