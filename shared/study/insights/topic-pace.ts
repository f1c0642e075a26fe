import type { SqlQueries } from '../../database/study-database.ts';
import { hashedApart, type InsightScope, type PacePoint, secondsAsFloat, type TopicPace } from './insight-data.ts';

/** Small multiples of more topics would be too small; the ones practised most tell most. */
export const mostPaceTopics = 12;

/**
 * Pace over time from all timed answers, right, wrong and blank alike: wrong ones alone are faster and would mislead.
 * The topics with most answers first. Sorted as bytes: by the rules of a language 50,000 codes take three times as long.
 */
export async function readTopicPace(queries: SqlQueries, scope: InsightScope): Promise<readonly TopicPace[]> {
  // IS TRUE keeps the planner, which expects one row, from comparing every answer with every topic: it hashes them.
  const rows = await queries.query<
    Omit<TopicPace, 'points'> & {
      day: string;
      pointCount: number;
      seconds: PacePoint['seconds'];
      ratio: PacePoint['ratio'];
    }
  >(
    `WITH timed AS MATERIALIZED (
       SELECT answer.global_topic_uid COLLATE "C" AS global_topic_uid, date_trunc($5, answer.answered_at AT TIME ZONE $4)::date AS day,
              CASE WHEN $2::text IS NOT NULL THEN ${secondsAsFloat('answer.time_spent_seconds')} END AS seconds,
              ${secondsAsFloat('answer.time_spent_seconds')} / coalesce(question.expected, record.expected) AS ratio
         FROM test_answers AS answer
         JOIN (SELECT id, expected_duration_per_question::float8 AS expected FROM test_records
                WHERE student_id = $1 ${hashedApart(scope)}) AS record ON record.id = answer.test_record_id
         LEFT JOIN (SELECT id, expected_seconds::float8 AS expected FROM questions ${hashedApart(scope)}) AS question
                ON question.id = answer.question_id
        WHERE answer.student_id = $1 AND ($2::text IS NULL OR answer.global_topic_uid = $2)
          AND ($3::timestamptz IS NULL OR answer.answered_at >= $3) AND answer.time_spent_seconds >= 0.001
          AND coalesce(question.expected, record.expected) > 0
     ), busiest AS MATERIALIZED (
       SELECT global_topic_uid, count(*)::int AS answer_count FROM timed
        GROUP BY global_topic_uid ORDER BY count(*) DESC, global_topic_uid LIMIT $6
     ), point AS (
       SELECT global_topic_uid, day, count(*)::int AS point_count,
              percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY seconds)
                FILTER (WHERE $2::text IS NOT NULL) AS seconds,
              percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY ratio) AS ratio
         FROM timed WHERE (global_topic_uid IN (SELECT global_topic_uid FROM busiest)) IS TRUE
        GROUP BY 1, 2
     )
     SELECT busiest.global_topic_uid AS "topicUid", topic.display_names AS "topicNames",
            busiest.answer_count AS "answerCount", point.day::text AS day, point.point_count AS "pointCount",
            point.seconds, point.ratio, baseline.learning_phase AS phase,
            (baseline.baseline_established_at AT TIME ZONE $4)::date::text AS "establishedDay",
            baseline.baseline_avg_duration::float8 AS "baselineSeconds",
            baseline.adaptive_expected_duration::float8 AS "expectedSeconds",
            baseline.exam_norm_duration::float8 AS "normSeconds"
       FROM busiest
       JOIN point ON point.global_topic_uid = busiest.global_topic_uid
       LEFT JOIN topics AS topic ON topic.global_topic_uid = busiest.global_topic_uid
       LEFT JOIN student_baseline_performance AS baseline
              ON baseline.student_id = $1 AND baseline.global_topic_uid = busiest.global_topic_uid
      ORDER BY busiest.answer_count DESC, busiest.global_topic_uid, point.day`,
    [scope.studentId, scope.topicUid, scope.since, scope.timeZone, scope.unit, mostPaceTopics],
  );
  const topics = new Map<string, TopicPace & { points: PacePoint[] }>();
  for (const { day, pointCount, seconds, ratio, ...topic } of rows) {
    const known = topics.get(topic.topicUid) ?? { ...topic, points: [] };
    known.points.push({ day, answerCount: pointCount, seconds, ratio });
    topics.set(topic.topicUid, known);
  }
  return [...topics.values()];
}
