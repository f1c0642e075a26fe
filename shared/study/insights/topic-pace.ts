import type { SqlQueries } from '../../database/study-database.ts';
import { type InsightScope, type PacePoint, secondsAsFloat, type TopicPace } from './insight-data.ts';

/** Small multiples of more topics would be too small; the ones practised most tell most. */
export const mostPaceTopics = 12;

const daysOf: Readonly<Record<InsightScope['unit'], number>> = { day: 1, week: 7 };

interface PaceRow extends Omit<TopicPace, 'points'> {
  days: readonly string[];
  counts: readonly number[];
  seconds: readonly NonNullable<PacePoint['seconds']>[] | null;
  ratios: readonly PacePoint['ratio'][];
}

/**
 * Pace over time from all timed answers, right, wrong and blank alike: wrong ones alone are faster and would mislead.
 * The topics with most answers first. Sorted as bytes: by the rules of a language 50,000 codes take three times as long.
 * To be asked through `withHashJoins`.
 */
export async function readTopicPace(queries: SqlQueries, scope: InsightScope): Promise<readonly TopicPace[]> {
  // Which day an answer belongs to, and what its time is as a float, is worked out once, for the topics that are drawn
  // only; topic and day are one number, because numbers sort faster than texts. Days are counted from a Monday, so a
  // week begins where seven divide them, which takes half as long as `date_trunc`. A topic is one row with its points as
  // arrays: repeating names for each of a thousand points took a fifth of the time.
  const rows = await queries.query<PaceRow>(
    `WITH timed AS MATERIALIZED (
       SELECT answer.global_topic_uid COLLATE "C" AS global_topic_uid, answer.answered_at, answer.time_spent_seconds,
              coalesce(question.expected, record.expected) AS expected
         FROM test_answers AS answer
         JOIN (SELECT id, expected_duration_per_question::float8 AS expected FROM test_records
                WHERE student_id = $1 OFFSET 0) AS record ON record.id = answer.test_record_id
         LEFT JOIN (SELECT id, expected_seconds::float8 AS expected FROM questions OFFSET 0) AS question
                ON question.id = answer.question_id
        WHERE answer.student_id = $1 AND ($2::text IS NULL OR answer.global_topic_uid = $2)
          AND ($3::timestamptz IS NULL OR answer.answered_at >= $3) AND answer.time_spent_seconds >= 0.001
          AND coalesce(question.expected, record.expected) > 0
     ), busiest AS MATERIALIZED (
       SELECT global_topic_uid, count(*)::int AS answer_count,
              row_number() OVER (ORDER BY count(*) DESC, global_topic_uid) AS place
         FROM timed GROUP BY global_topic_uid ORDER BY place LIMIT $6
     ), drawn AS (
       SELECT place << 20 | (day - day % $5) AS place_and_day, seconds, seconds / expected AS ratio
         FROM (SELECT place, (answered_at AT TIME ZONE $4)::date - DATE '1900-01-01' AS day,
                      ${secondsAsFloat('time_spent_seconds')} AS seconds, expected
                 FROM timed JOIN busiest ON busiest.global_topic_uid = timed.global_topic_uid OFFSET 0) AS answered
     ), point AS (
       SELECT place_and_day >> 20 AS place, DATE '1900-01-01' + (place_and_day & 1048575)::int AS day,
              count(*)::int AS point_count,
              percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY seconds)
                FILTER (WHERE $2::text IS NOT NULL) AS seconds,
              percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY ratio) AS ratio
         FROM drawn GROUP BY place_and_day
     ), line AS (
       SELECT place, array_agg(day::text ORDER BY day) AS days, array_agg(point_count ORDER BY day) AS counts,
              array_agg(seconds ORDER BY day) FILTER (WHERE seconds IS NOT NULL) AS seconds,
              array_agg(ratio ORDER BY day) AS ratios
         FROM point GROUP BY place
     )
     SELECT busiest.global_topic_uid AS "topicUid", topic.display_names AS "topicNames",
            busiest.answer_count AS "answerCount", line.days, line.counts, line.seconds, line.ratios,
            baseline.learning_phase AS phase,
            (baseline.baseline_established_at AT TIME ZONE $4)::date::text AS "establishedDay",
            baseline.baseline_avg_duration::float8 AS "baselineSeconds",
            baseline.adaptive_expected_duration::float8 AS "expectedSeconds",
            baseline.exam_norm_duration::float8 AS "normSeconds"
       FROM busiest
       JOIN line ON line.place = busiest.place
       LEFT JOIN topics AS topic ON topic.global_topic_uid = busiest.global_topic_uid
       LEFT JOIN student_baseline_performance AS baseline
              ON baseline.student_id = $1 AND baseline.global_topic_uid = busiest.global_topic_uid
      ORDER BY busiest.place`,
    [scope.studentId, scope.topicUid, scope.since, scope.timeZone, daysOf[scope.unit], mostPaceTopics],
  );
  return rows.map(({ days, counts, seconds, ratios, ...topic }) => ({
    ...topic,
    points: ratios.map((ratio, place) => ({
      day: days[place] ?? '',
      answerCount: counts[place] ?? 0,
      seconds: seconds?.[place] ?? null,
      ratio,
    })),
  }));
}
