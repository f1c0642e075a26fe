import type { AnswerResponse, QuestionContent } from '../content/question.ts';
import type { SqlQueries } from '../database/study-database.ts';
import type { MistakeDetail } from '../model/mistake.ts';

interface MistakeRow {
  id: string;
  topic_uid: string;
  mistake_code: string;
  occurred_at: Date;
  time_spent_seconds: number | null;
  response: AnswerResponse | null;
  question_version_id: string | null;
  question_id: string | null;
  content: QuestionContent | null;
}

/** Mistakes of a student, in one topic or all, newest first. */
export async function listMistakes(
  queries: SqlQueries,
  query: { readonly studentId: string; readonly topicUid: string | null; readonly limit: number },
): Promise<readonly MistakeDetail[]> {
  const rows = await queries.query<MistakeRow>(
    `SELECT mistake.id, mistake.global_topic_uid AS topic_uid, mistake.occurred_at,
            mistake.time_spent_seconds::float8 AS time_spent_seconds, answer.response, answer.question_version_id,
            version.question_id, version.content,
            coalesce((SELECT reason.mistake_code FROM mistake_reasons AS reason WHERE reason.mistake_id = mistake.id
                       ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), mistake.mistake_code) AS mistake_code
       FROM (SELECT * FROM student_mistakes
              WHERE student_id = $1 AND ($2::text IS NULL OR global_topic_uid = $2::text)
              ORDER BY occurred_at DESC, id DESC LIMIT $3) AS mistake
       LEFT JOIN test_answers AS answer ON answer.id = mistake.test_answer_id
       LEFT JOIN question_versions AS version ON version.id = answer.question_version_id
      ORDER BY mistake.occurred_at DESC, mistake.id DESC`,
    [query.studentId, query.topicUid, query.limit],
  );
  return rows.map(toMistakeDetail);
}

/** Null when there is no such mistake. */
export async function readMistake(queries: SqlQueries, mistakeId: string): Promise<MistakeDetail | null> {
  const [mistake] = await readMistakes(queries, [mistakeId]);
  return mistake ?? null;
}

/** In the order of the ids; those that are not there are left out. */
export async function readMistakes(
  queries: SqlQueries,
  mistakeIds: readonly string[],
): Promise<readonly MistakeDetail[]> {
  const rows = await queries.query<MistakeRow>(
    `SELECT mistake.id, mistake.global_topic_uid AS topic_uid, mistake.occurred_at,
            mistake.time_spent_seconds::float8 AS time_spent_seconds, answer.response, answer.question_version_id,
            version.question_id, version.content,
            coalesce((SELECT reason.mistake_code FROM mistake_reasons AS reason WHERE reason.mistake_id = mistake.id
                       ORDER BY reason.noted_at DESC, reason.id DESC LIMIT 1), mistake.mistake_code) AS mistake_code
       FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
       JOIN student_mistakes AS mistake ON mistake.id = wanted.id
       LEFT JOIN test_answers AS answer ON answer.id = mistake.test_answer_id
       LEFT JOIN question_versions AS version ON version.id = answer.question_version_id
      ORDER BY wanted.place`,
    [mistakeIds],
  );
  return rows.map(toMistakeDetail);
}

function toMistakeDetail(row: MistakeRow): MistakeDetail {
  const { question_version_id: questionVersionId, question_id: questionId, content } = row;
  return {
    mistakeId: row.id,
    topicUid: row.topic_uid,
    mistakeCode: row.mistake_code,
    occurredAt: row.occurred_at.toISOString(),
    timeSpentSeconds: row.time_spent_seconds,
    question:
      questionVersionId === null || questionId === null || content === null
        ? null
        : { questionVersionId, questionId, content },
    response: row.response,
  };
}
