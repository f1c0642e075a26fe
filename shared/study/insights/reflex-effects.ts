import type { LocalizedText } from '../../content/question.ts';
import type { SqlQueries } from '../../database/study-database.ts';
import type { RecommendationType } from '../../model/reflex.ts';
import { changedAt } from '../recommendations.ts';
import { type AnswersAround, comparedAnswerCount, type InsightScope, type ReflexEffect } from './insight-data.ts';

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
 * Each recommendation of the range, newest first, with the answers in its topic before and after it was raised. That is
 * when the first mistake happened that it was announced for: answers and mistakes tell the time by one clock, which the
 * row itself need not share (a machine whose clock is wrong, a journal that is replayed). Where its events are not here, when
 * its row was made, or its latest mistake if that was earlier.
 */
export async function readReflexEffects(
  queries: SqlQueries,
  scope: InsightScope,
  nowIso: string,
): Promise<readonly ReflexEffect[]> {
  const rows = await queries.query<EffectRow>(
    `WITH newest AS MATERIALIZED (
       SELECT * FROM student_recommendations
        WHERE student_id = $1 AND ($2::text IS NULL OR global_topic_uid = $2)
          AND ($3::timestamptz IS NULL OR created_at >= $3)
        ORDER BY created_at DESC, id DESC LIMIT $7
     ), announced AS MATERIALIZED (
       SELECT event.recommendation_id, min(mistake.occurred_at) AS first_at
         FROM newest JOIN ui_reflex_events AS event ON event.recommendation_id = newest.id
         JOIN student_mistakes AS mistake ON mistake.id = event.source_mistake_id
        WHERE event.student_id = $1 GROUP BY event.recommendation_id
     ), raised AS MATERIALIZED (
       SELECT recommendation.id, recommendation.global_topic_uid AS topic_uid,
              recommendation.recommendation_type AS type,
              coalesce(announced.first_at, least(recommendation.created_at, mistake.occurred_at)) AS raised_at,
              CASE WHEN recommendation.is_done THEN 'done'
                   WHEN recommendation.is_dismissed THEN 'dismissed'
                   WHEN cardinality(recommendation.done_actions) > 0 THEN 'begun'
                   WHEN recommendation.is_active AND (recommendation.expires_at IS NULL OR recommendation.expires_at > $4)
                     THEN CASE WHEN ${changedAt} IS NULL THEN 'open' ELSE 'changed' END
                   ELSE 'passed' END AS mark
         FROM newest AS recommendation
         LEFT JOIN announced ON announced.recommendation_id = recommendation.id
         LEFT JOIN student_mistakes AS mistake ON mistake.id = recommendation.source_mistake_id
     )
     SELECT raised.id, raised.topic_uid, topic.display_names AS topic_names, raised.type, raised.raised_at, raised.mark,
            earlier.summary AS before, later.summary AS after
       FROM raised
       LEFT JOIN topics AS topic ON topic.global_topic_uid = raised.topic_uid
       CROSS JOIN LATERAL (
         SELECT jsonb_build_object('count', count(*), 'rightCount', count(*) FILTER (WHERE near.outcome = 'right'),
                  'medianRatio', percentile_cont(0.5) WITHIN GROUP (ORDER BY near.time_spent_seconds::float8
                    / coalesce(question.expected_seconds, record.expected_duration_per_question)::float8)) AS summary
           FROM (SELECT outcome, time_spent_seconds, question_id, test_record_id FROM test_answers
                  WHERE student_id = $1 AND global_topic_uid = raised.topic_uid
                    AND answered_at <= raised.raised_at
                  ORDER BY answered_at DESC LIMIT $5) AS near
           JOIN test_records AS record ON record.id = near.test_record_id
           LEFT JOIN questions AS question ON question.id = near.question_id) AS earlier
       CROSS JOIN LATERAL (
         SELECT jsonb_build_object('count', count(*), 'rightCount', count(*) FILTER (WHERE near.outcome = 'right'),
                  'medianRatio', percentile_cont(0.5) WITHIN GROUP (ORDER BY near.time_spent_seconds::float8
                    / coalesce(question.expected_seconds, record.expected_duration_per_question)::float8)) AS summary
           FROM (SELECT outcome, time_spent_seconds, question_id, test_record_id FROM test_answers
                  WHERE student_id = $1 AND global_topic_uid = raised.topic_uid
                    AND answered_at > raised.raised_at
                    AND answered_at <= raised.raised_at + make_interval(days => $6)
                  ORDER BY answered_at LIMIT $5) AS near
           JOIN test_records AS record ON record.id = near.test_record_id
           LEFT JOIN questions AS question ON question.id = near.question_id) AS later
      WHERE $3::timestamptz IS NULL OR raised.raised_at >= $3
      ORDER BY raised.raised_at DESC, raised.id DESC`,
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
