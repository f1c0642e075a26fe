import type { SqlQueries } from '../../database/study-database.ts';
import {
  type InsightScope,
  type PaceZones,
  secondsAsFloat,
  type TimeAgainstExpected,
  type TimeCell,
} from './insight-data.ts';

/** Up to here each answer is a mark of its own; more of them cover each other and are counted in cells instead. */
export const mostPoints = 1_500;
/** Cells a factor of ten wide are divided into so many: about as fine as a mark is large. */
const cellsPerDecade = 12;

/**
 * Timed answers that were right or wrong, against the expected time of their question (else of their session). Blank
 * ones are left out: skipping takes no time. To be asked through `withHashJoins`.
 */
export async function readTimeAgainstExpected(queries: SqlQueries, scope: InsightScope): Promise<TimeAgainstExpected> {
  const zones = await readPaceZones(queries, scope.studentId);
  // Materialized, and OFFSET 0: each NUMERIC becomes a float once, not once for each use of it. Both places of a cell are
  // one key, and cells are put in order after they were counted: before, the planner would sort the answers.
  const [row] = await queries.query<
    Omit<TimeAgainstExpected, 'zones' | 'cells'> & { cells: readonly CellRow[] | null }
  >(
    `WITH timed AS MATERIALIZED (
       SELECT answer.outcome = 'right' AS is_right, ${secondsAsFloat('answer.time_spent_seconds')} AS seconds,
              coalesce(question.expected, record.expected) AS expected
         FROM test_answers AS answer
         JOIN (SELECT id, expected_duration_per_question::float8 AS expected FROM test_records
                WHERE student_id = $1 OFFSET 0) AS record ON record.id = answer.test_record_id
         LEFT JOIN (SELECT id, expected_seconds::float8 AS expected FROM questions OFFSET 0) AS question
                ON question.id = answer.question_id
        WHERE answer.student_id = $1 AND ($2::text IS NULL OR answer.global_topic_uid = $2)
          AND ($3::timestamptz IS NULL OR answer.answered_at >= $3)
          AND answer.time_spent_seconds >= 0.001 AND answer.outcome <> 'blank'
          AND coalesce(question.expected, record.expected) > 0
     ), totals AS (
       SELECT count(*) FILTER (WHERE is_right)::int AS "rightCount",
              count(*) FILTER (WHERE NOT is_right)::int AS "wrongCount",
              percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE is_right) AS "medianRightSeconds",
              percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE NOT is_right) AS "medianWrongSeconds",
              count(*) FILTER (WHERE seconds < $4 OR seconds < $5 * expected)::int AS "panicCount",
              count(*) FILTER (WHERE seconds > $6)::int AS "slowCount"
         FROM timed
     )
     SELECT totals.*,
            CASE WHEN "rightCount" + "wrongCount" <= $7 THEN
              (SELECT coalesce(jsonb_agg(jsonb_build_object('expectedSeconds', expected, 'seconds', seconds,
                                                            'isRight', is_right)
                                         ORDER BY expected, seconds, is_right), '[]') FROM timed) END AS points,
            CASE WHEN "rightCount" + "wrongCount" > $7 THEN
              (SELECT jsonb_agg(jsonb_build_array(place >> 16, (place & 65535) - 32768, right_count, wrong_count)
                                ORDER BY place)
                 FROM (SELECT (floor(log(expected) * $8)::int << 16) + floor(log(seconds) * $8)::int + 32768 AS place,
                              count(*) FILTER (WHERE is_right) AS right_count,
                              count(*) FILTER (WHERE NOT is_right) AS wrong_count
                         FROM timed GROUP BY 1) AS cell) END AS cells
       FROM totals`,
    [
      scope.studentId,
      scope.topicUid,
      scope.since,
      zones.panicSeconds,
      zones.panicRatio,
      zones.slowSeconds,
      mostPoints,
      cellsPerDecade,
    ],
  );
  if (row === undefined) throw new Error('an aggregate gave no row');
  return { zones, ...row, cells: (row.cells ?? []).map(toCell) };
}

/** Places on both axes, then right and wrong answers. */
type CellRow = readonly [x: number, y: number, rightCount: number, wrongCount: number];

function toCell([x, y, rightCount, wrongCount]: CellRow): TimeCell {
  const edge = (index: number) => 10 ** (index / cellsPerDecade);
  return {
    expectedFrom: edge(x),
    expectedTo: edge(x + 1),
    secondsFrom: edge(y),
    secondsTo: edge(y + 1),
    rightCount,
    wrongCount,
  };
}

export async function readPaceZones(queries: SqlQueries, studentId: string): Promise<PaceZones> {
  const [zones] = await queries.query<PaceZones>(
    `SELECT panic_ratio::float8 AS "panicRatio", panic_absolute_min::float8 AS "panicSeconds",
            panic_absolute_max::float8 AS "slowSeconds"
       FROM analysis_settings_in_force($1)`,
    [studentId],
  );
  if (zones === undefined) throw new Error('no analysis settings are in force');
  return zones;
}
