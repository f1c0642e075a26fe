import type { SqlQueries } from '../../database/study-database.ts';
import type { InsightScope, PaceZones, TimeAgainstExpected, TimeCell, TimePoint } from './insight-data.ts';

/** Up to here each answer is a mark of its own; more of them cover each other and are counted in cells instead. */
export const mostPoints = 1_500;
/** Cells a factor of ten wide are divided into so many: about as fine as a mark is large. */
const cellsPerDecade = 12;

/**
 * Timed answers that were right or wrong, against the expected time of their question (else of their session). Blank
 * ones are left out: skipping takes no time.
 */
export async function readTimeAgainstExpected(queries: SqlQueries, scope: InsightScope): Promise<TimeAgainstExpected> {
  const zones = await readPaceZones(queries, scope.studentId);
  const values = [scope.studentId, scope.topicUid, scope.since];
  const [totals] = await queries.query<Omit<TimeAgainstExpected, 'zones' | 'points' | 'cells'>>(
    `SELECT count(*) FILTER (WHERE outcome = 'right')::int AS "rightCount",
            count(*) FILTER (WHERE outcome = 'wrong')::int AS "wrongCount",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE outcome = 'right') AS "medianRightSeconds",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE outcome = 'wrong') AS "medianWrongSeconds",
            count(*) FILTER (WHERE seconds < $4 OR seconds < $5 * expected)::int AS "panicCount",
            count(*) FILTER (WHERE seconds > $6)::int AS "slowCount"
       FROM (SELECT answer.outcome, answer.time_spent_seconds::float8 AS seconds,
                    coalesce(question.expected_seconds, record.expected_duration_per_question)::float8 AS expected
               FROM test_answers AS answer
               JOIN test_records AS record ON record.id = answer.test_record_id
               LEFT JOIN questions AS question ON question.id = answer.question_id
              WHERE answer.student_id = $1 AND ($2::text IS NULL OR answer.global_topic_uid = $2)
                AND ($3::timestamptz IS NULL OR answer.answered_at >= $3)
                AND answer.time_spent_seconds > 0 AND answer.outcome <> 'blank') AS timed
      WHERE expected > 0`,
    [...values, zones.panicSeconds, zones.panicRatio, zones.slowSeconds],
  );
  if (totals === undefined) throw new Error('an aggregate gave no row');
  const isFew = totals.rightCount + totals.wrongCount <= mostPoints;
  return {
    zones,
    ...totals,
    points: isFew ? await readPoints(queries, values) : null,
    cells: isFew ? [] : await readCells(queries, values),
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

async function readPoints(queries: SqlQueries, values: readonly unknown[]): Promise<readonly TimePoint[]> {
  return queries.query<TimePoint>(
    `SELECT expected AS "expectedSeconds", seconds, is_right AS "isRight"
       FROM (SELECT answer.outcome = 'right' AS is_right, answer.time_spent_seconds::float8 AS seconds, answer.answered_at,
                    coalesce(question.expected_seconds, record.expected_duration_per_question)::float8 AS expected
               FROM test_answers AS answer
               JOIN test_records AS record ON record.id = answer.test_record_id
               LEFT JOIN questions AS question ON question.id = answer.question_id
              WHERE answer.student_id = $1 AND ($2::text IS NULL OR answer.global_topic_uid = $2)
                AND ($3::timestamptz IS NULL OR answer.answered_at >= $3)
                AND answer.time_spent_seconds > 0 AND answer.outcome <> 'blank') AS timed
      WHERE expected > 0 ORDER BY expected, seconds, is_right`,
    values,
  );
}

async function readCells(queries: SqlQueries, values: readonly unknown[]): Promise<readonly TimeCell[]> {
  const rows = await queries.query<{ x: number; y: number; rightCount: number; wrongCount: number }>(
    `SELECT floor(log(expected) * $4)::int AS x, floor(log(seconds) * $4)::int AS y,
            count(*) FILTER (WHERE outcome = 'right')::int AS "rightCount",
            count(*) FILTER (WHERE outcome = 'wrong')::int AS "wrongCount"
       FROM (SELECT answer.outcome, answer.time_spent_seconds::float8 AS seconds,
                    coalesce(question.expected_seconds, record.expected_duration_per_question)::float8 AS expected
               FROM test_answers AS answer
               JOIN test_records AS record ON record.id = answer.test_record_id
               LEFT JOIN questions AS question ON question.id = answer.question_id
              WHERE answer.student_id = $1 AND ($2::text IS NULL OR answer.global_topic_uid = $2)
                AND ($3::timestamptz IS NULL OR answer.answered_at >= $3)
                AND answer.time_spent_seconds > 0 AND answer.outcome <> 'blank') AS timed
      WHERE expected > 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    [...values, cellsPerDecade],
  );
  const edge = (index: number) => 10 ** (index / cellsPerDecade);
  return rows.map(({ x, y, rightCount, wrongCount }) => ({
    expectedFrom: edge(x),
    expectedTo: edge(x + 1),
    secondsFrom: edge(y),
    secondsTo: edge(y + 1),
    rightCount,
    wrongCount,
  }));
}
