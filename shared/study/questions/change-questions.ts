import type { QuestionContent } from '../../content/question.ts';
import { questionVersionIdOf } from '../../content/question-version-id.ts';
import type { StudyDatabase } from '../../database/study-database.ts';
import { ExpectedError } from '../../errors/outcome.ts';

/** Rows in one statement. */
const batchSize = 500;

/** Throws `ExpectedError` NOT_FOUND for an unknown question and for a template. */
export async function retireQuestion(database: StudyDatabase, questionId: string, isRetired: boolean): Promise<void> {
  const rows = await database.query(
    `UPDATE questions SET retired_at = CASE WHEN $2 THEN coalesce(retired_at, now()) END, updated_at = now()
      WHERE id = $1 AND current_version_id IS NOT NULL RETURNING id`,
    [questionId, isRetired],
  );
  if (rows.length === 0) throw new ExpectedError('NOT_FOUND', { what: 'question' });
}

/**
 * Lays the questions of one topic of a pack into another topic. Each gets a new version that names it; answers keep the
 * topic they were given in. Returns how many moved. Throws `ExpectedError` INVALID_INPUT for a topic that is not there.
 */
export async function moveTopic(
  database: StudyDatabase,
  { packId, fromTopicUid, toTopicUid }: { packId: string; fromTopicUid: string; toTopicUid: string },
): Promise<number> {
  return database.transaction(async (queries) => {
    const [topic] = await queries.query('SELECT FROM topics WHERE global_topic_uid = $1', [toTopicUid]);
    if (topic === undefined) throw new ExpectedError('INVALID_INPUT', { field: 'toTopicUid', problem: 'unknown' });
    const questions = await queries.query<{ id: string; content: QuestionContent }>(
      `SELECT question.id, version.content
         FROM questions AS question JOIN question_versions AS version ON version.id = question.current_version_id
        WHERE question.pack_id = $1 AND question.global_topic_uid = $2`,
      [packId, fromTopicUid],
    );
    for (let start = 0; start < questions.length; start += batchSize) {
      const moved = questions.slice(start, start + batchSize).map(({ id, content: before }) => {
        const content = { ...before, topicUid: toTopicUid };
        return { id, version_id: questionVersionIdOf(id, content), content };
      });
      await queries.query(
        `WITH moved AS MATERIALIZED (
           SELECT * FROM jsonb_to_recordset($1::jsonb) AS moved (id UUID, version_id UUID, content JSONB)
         ), stored AS (
           INSERT INTO question_versions (id, question_id, content) SELECT version_id, id, content FROM moved
           ON CONFLICT (id) DO NOTHING
         )
         UPDATE questions SET global_topic_uid = $2, current_version_id = moved.version_id, updated_at = now()
           FROM moved WHERE questions.id = moved.id`,
        [JSON.stringify(moved), toTopicUid],
      );
    }
    return questions.length;
  });
}
