import type { SqlQueries } from '../database/study-database.ts';
import type { AnswerFeedback, AnswerOutcome } from '../model/answer.ts';
import type { ImprovementTrend } from '../model/reflex.ts';

/** What the database holds for one position of a session, with the pattern's present trend; null when unanswered. */
export async function readRecordedAnswer(
  queries: SqlQueries,
  testRecordId: string,
  position: number,
): Promise<Omit<AnswerFeedback, 'wasAlreadyRecorded'> | null> {
  const [row] = await queries.query<{
    id: string;
    outcome: AnswerOutcome;
    mistake_id: string | null;
    mistake_code: string | null;
    trend: ImprovementTrend | null;
  }>(
    `SELECT answer.id, answer.outcome, mistake.id AS mistake_id, mistake.mistake_code,
            pattern.improvement_trend AS trend
       FROM test_answers AS answer
       LEFT JOIN student_mistakes AS mistake
                      ON mistake.student_id = answer.student_id AND mistake.test_answer_id = answer.id
                     AND mistake.global_topic_uid = answer.global_topic_uid
                     AND mistake.occurred_at = answer.answered_at
       LEFT JOIN student_mistake_patterns AS pattern
              ON pattern.student_id = answer.student_id AND pattern.global_topic_uid = answer.global_topic_uid
      WHERE answer.test_record_id = $1 AND answer.position = $2`,
    [testRecordId, position],
  );
  if (row === undefined) return null;
  return {
    answerId: row.id,
    outcome: row.outcome,
    mistake:
      row.mistake_id === null || row.mistake_code === null
        ? null
        : { mistakeId: row.mistake_id, mistakeCode: row.mistake_code },
    trend: row.trend,
  };
}

/** The pattern's present trend; null when the student made no mistake in the topic. */
export async function readTrend(
  queries: SqlQueries,
  studentId: string,
  topicUid: string,
): Promise<ImprovementTrend | null> {
  const [row] = await queries.query<{ trend: ImprovementTrend }>(
    `SELECT improvement_trend AS trend FROM student_mistake_patterns
      WHERE student_id = $1 AND global_topic_uid = $2`,
    [studentId, topicUid],
  );
  return row?.trend ?? null;
}

/** Time of the student's latest answer, in milliseconds since 1970; null before the first. */
export async function readLatestAnswerTime(queries: SqlQueries, studentId: string): Promise<number | null> {
  const [row] = await queries.query<{ latest: Date | null }>(
    'SELECT max(answered_at) AS latest FROM test_answers WHERE student_id = $1',
    [studentId],
  );
  return row?.latest?.getTime() ?? null;
}
