import type { SqlQueries } from '../database/study-database.ts';
import type { SessionResult } from '../model/session.ts';

/** Totals over the answers of one session; zeros for a session without answers. */
export async function readSessionResult(queries: SqlQueries, testRecordId: string): Promise<SessionResult> {
  const [totals] = await queries.query<{
    right_count: number;
    wrong_count: number;
    blank_count: number;
    total_seconds: number;
  }>(
    `SELECT count(*) FILTER (WHERE outcome = 'right')::int AS right_count,
            count(*) FILTER (WHERE outcome = 'wrong')::int AS wrong_count,
            count(*) FILTER (WHERE outcome = 'blank')::int AS blank_count,
            coalesce(sum(time_spent_seconds), 0)::float8 AS total_seconds
       FROM test_answers WHERE test_record_id = $1`,
    [testRecordId],
  );
  return {
    testRecordId,
    rightCount: totals?.right_count ?? 0,
    wrongCount: totals?.wrong_count ?? 0,
    blankCount: totals?.blank_count ?? 0,
    totalSeconds: totals?.total_seconds ?? 0,
  };
}
