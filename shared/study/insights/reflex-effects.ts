import type { LocalizedText } from '../../content/question.ts';
import type { SqlQueries } from '../../database/study-database.ts';
import type { RecommendationType } from '../../host/study-host-calls.ts';
import type { AnswersAround, InsightScope, ReflexEffect } from './insight-data.ts';

/** Answers compared on each side of a reflex: few enough to lie close to it, enough for a share to mean something. */
export const comparedAnswerCount = 5;
/** Answers later than this after a reflex say nothing about it. */
const followsForDays = 14;
/** The newest ones; more would cost more than the chart may take, and tell no more. */
export const mostReflexes = 300;

interface EffectRow {
  id: string;
  topic_uid: string;
  topic_names: LocalizedText | null;
  type: RecommendationType;
  raised_at: Date;
  mark: ReflexEffect['mark'];
  before: AnswersAround;
  after: AnswersAround;
}

/**
 * Each recommendation of the range, newest first, with the answers in its topic before and after the mistake that
 * raised it. "Raised" is when that mistake happened: a row's own creation time is the replica's.
 */
export async function readReflexEffects(
  queries: SqlQueries,
  scope: InsightScope,
  nowIso: string,
): Promise<readonly ReflexEffect[]> {
  const rows = await queries.query<EffectRow>(
    `WITH first_event AS (
       SELECT event.recommendation_id, min(mistake.occurred_at) AS raised_at
         FROM ui_reflex_events AS event
         JOIN student_mistakes AS mistake ON mistake.id = event.source_mistake_id
        WHERE event.student_id = $1 AND ($2::text IS NULL OR event.global_topic_uid = $2)
        GROUP BY event.recommendation_id
     ), raised AS (
       SELECT recommendation.id, recommendation.global_topic_uid AS topic_uid,
              recommendation.recommendation_type AS type,
              coalesce(first_event.raised_at, recommendation.created_at) AS raised_at,
              CASE WHEN recommendation.is_done THEN 'done'
                   WHEN recommendation.is_dismissed THEN 'dismissed'
                   WHEN cardinality(recommendation.done_actions) > 0 THEN 'begun'
                   WHEN recommendation.is_active AND (recommendation.expires_at IS NULL OR recommendation.expires_at > $4)
                   THEN 'open' ELSE 'passed' END AS mark
         FROM student_recommendations AS recommendation
         LEFT JOIN first_event ON first_event.recommendation_id = recommendation.id
        WHERE recommendation.student_id = $1 AND ($2::text IS NULL OR recommendation.global_topic_uid = $2)
          AND ($3::timestamptz IS NULL OR coalesce(first_event.raised_at, recommendation.created_at) >= $3)
        ORDER BY raised_at DESC, recommendation.id LIMIT $7
     )
     SELECT raised.id, raised.topic_uid, topic.display_names AS topic_names, raised.type, raised.raised_at, raised.mark,
            earlier.summary AS before, later.summary AS after
       FROM raised
       LEFT JOIN topics AS topic ON topic.global_topic_uid = raised.topic_uid
       CROSS JOIN LATERAL (
         SELECT jsonb_build_object('count', count(*), 'rightCount', count(*) FILTER (WHERE near.outcome = 'right'),
                  'medianRatio', percentile_cont(0.5) WITHIN GROUP (ORDER BY near.ratio)) AS summary
           FROM (SELECT answer.outcome, answer.time_spent_seconds::float8
                        / nullif(coalesce(question.expected_seconds, record.expected_duration_per_question), 0)::float8
                        AS ratio
                   FROM test_answers AS answer
                   JOIN test_records AS record ON record.id = answer.test_record_id
                   LEFT JOIN questions AS question ON question.id = answer.question_id
                  WHERE answer.student_id = $1 AND answer.global_topic_uid = raised.topic_uid
                    AND answer.answered_at <= raised.raised_at
                  ORDER BY answer.answered_at DESC LIMIT $5) AS near) AS earlier
       CROSS JOIN LATERAL (
         SELECT jsonb_build_object('count', count(*), 'rightCount', count(*) FILTER (WHERE near.outcome = 'right'),
                  'medianRatio', percentile_cont(0.5) WITHIN GROUP (ORDER BY near.ratio)) AS summary
           FROM (SELECT answer.outcome, answer.time_spent_seconds::float8
                        / nullif(coalesce(question.expected_seconds, record.expected_duration_per_question), 0)::float8
                        AS ratio
                   FROM test_answers AS answer
                   JOIN test_records AS record ON record.id = answer.test_record_id
                   LEFT JOIN questions AS question ON question.id = answer.question_id
                  WHERE answer.student_id = $1 AND answer.global_topic_uid = raised.topic_uid
                    AND answer.answered_at > raised.raised_at
                    AND answer.answered_at <= raised.raised_at + make_interval(days => $6)
                  ORDER BY answer.answered_at LIMIT $5) AS near) AS later
      ORDER BY raised.raised_at DESC, raised.id`,
    [scope.studentId, scope.topicUid, scope.since, nowIso, comparedAnswerCount, followsForDays, mostReflexes],
  );
  return rows.map((row) => ({
    recommendationId: row.id,
    topicUid: row.topic_uid,
    topicNames: row.topic_names,
    type: row.type,
    raisedAt: row.raised_at.toISOString(),
    mark: row.mark,
    before: row.before,
    after: row.after,
  }));
}
