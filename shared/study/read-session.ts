/** Reads a session back: what it asks, in order, and which answers the database already holds. */
import type { AnswerResponse, QuestionContent } from '../content/question.ts';
import type { SqlQueries } from '../database/study-database.ts';
import type { AnswerOutcome } from '../model/answer.ts';
import type { RecordedAnswer, Session, SessionKind } from '../model/session.ts';

export interface StoredSession extends Session {
  /** The recommendation whose action opened the session, if one did. */
  readonly sourceRecommendationId: string | null;
}

/** Null when no session has this id. */
export async function readSession(queries: SqlQueries, testRecordId: string): Promise<StoredSession | null> {
  const [record] = await queries.query<{
    student_id: string;
    session_kind: SessionKind;
    started_at: Date;
    finished_at: Date | null;
    source_recommendation_id: string | null;
    expected_seconds: number | null;
    questions: { id: string; question_id: string; content: QuestionContent }[] | null;
    answers:
      | {
          position: number;
          id: string;
          response: AnswerResponse;
          outcome: AnswerOutcome;
          mistake_id: string | null;
          time_spent_seconds: number | null;
        }[]
      | null;
  }>(
    `SELECT student_id, session_kind, started_at, finished_at, source_recommendation_id,
            expected_duration_per_question::float8 AS expected_seconds,
            (SELECT jsonb_agg(jsonb_build_object('id', version.id, 'question_id', version.question_id,
                                                 'content', version.content) ORDER BY planned.position)
               FROM jsonb_array_elements_text(record.plan) WITH ORDINALITY AS planned (version_id, position)
               JOIN question_versions AS version ON version.id = planned.version_id::uuid) AS questions,
            (SELECT jsonb_agg(jsonb_build_object('position', answer.position, 'id', answer.id,
                                                 'response', answer.response, 'outcome', answer.outcome,
                                                 'mistake_id', mistake.id,
                                                 'time_spent_seconds', answer.time_spent_seconds)
                              ORDER BY answer.position)
               FROM test_answers AS answer
               LEFT JOIN student_mistakes AS mistake
                      ON mistake.student_id = answer.student_id AND mistake.test_answer_id = answer.id
                     AND mistake.global_topic_uid = answer.global_topic_uid
                     AND mistake.occurred_at = answer.answered_at
              WHERE answer.test_record_id = record.id) AS answers
       FROM test_records AS record WHERE record.id = $1`,
    [testRecordId],
  );
  if (record === undefined) return null;
  const answered: readonly RecordedAnswer[] = (record.answers ?? []).map((answer) => ({
    position: answer.position,
    answerId: answer.id,
    response: answer.response,
    outcome: answer.outcome,
    mistakeId: answer.mistake_id,
    timeSpentSeconds: answer.time_spent_seconds,
  }));
  return {
    testRecordId,
    studentId: record.student_id,
    kind: record.session_kind,
    startedAt: record.started_at.toISOString(),
    finishedAt: record.finished_at?.toISOString() ?? null,
    sourceRecommendationId: record.source_recommendation_id,
    expectedSecondsPerQuestion: record.expected_seconds,
    questions: (record.questions ?? []).map((version) => ({
      questionVersionId: version.id,
      questionId: version.question_id,
      content: version.content,
    })),
    answered,
  };
}

/**
 * Id of the session that the student left open: neither finished nor answered to its end, and nothing begun since but
 * sessions that a reflex opened and that are finished. Null when there is none.
 */
export async function findOpenSessionId(queries: SqlQueries, studentId: string): Promise<string | null> {
  const [row] = await queries.query<{ id: string }>(
    `SELECT record.id FROM test_records AS record
      WHERE record.student_id = $1 AND record.finished_at IS NULL
        AND NOT EXISTS (SELECT FROM test_records AS later
                         WHERE later.student_id = $1 AND later.started_at > record.started_at
                           AND (later.source_recommendation_id IS NULL OR later.finished_at IS NULL))
        AND (SELECT count(*) FROM test_answers WHERE test_record_id = record.id) < jsonb_array_length(record.plan)
      ORDER BY record.id DESC LIMIT 1`,
    [studentId],
  );
  return row?.id ?? null;
}
