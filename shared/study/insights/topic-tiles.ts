import type { SqlQueries } from '../../database/study-database.ts';
import { type InsightScope, secondsAsFloat, type TopicTile } from './insight-data.ts';

/** Topics with answers in the range, in curriculum order. */
export async function readTopicTiles(queries: SqlQueries, scope: InsightScope): Promise<readonly TopicTile[]> {
  return queries.query<TopicTile>(
    `WITH answered AS (
       SELECT global_topic_uid COLLATE "C" AS global_topic_uid, count(*)::int AS answer_count,
              count(*) FILTER (WHERE outcome = 'right')::int AS right_count,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY ${secondsAsFloat('time_spent_seconds')})
                FILTER (WHERE time_spent_seconds > 0) AS median_seconds
         FROM test_answers
        WHERE student_id = $1 AND ($2::text IS NULL OR global_topic_uid = $2)
          AND ($3::timestamptz IS NULL OR answered_at >= $3)
        GROUP BY 1
     )
     SELECT answered.global_topic_uid AS "topicUid", topic.display_names AS "topicNames",
            topic.parent_topic_uid AS "strandUid", strand.display_names AS "strandNames",
            answered.answer_count AS "answerCount", answered.right_count AS "rightCount",
            answered.median_seconds AS "medianSeconds", pattern.improvement_trend AS trend
       FROM answered
       LEFT JOIN topics AS topic ON topic.global_topic_uid = answered.global_topic_uid
       LEFT JOIN topics AS strand ON strand.global_topic_uid = topic.parent_topic_uid
       LEFT JOIN student_mistake_patterns AS pattern
              ON pattern.student_id = $1 AND pattern.global_topic_uid = answered.global_topic_uid
      ORDER BY topic.global_topic_uid IS NULL, strand.sort_order, topic.sort_order, answered.global_topic_uid`,
    [scope.studentId, scope.topicUid, scope.since],
  );
}
