import { v7 as createUuidV7 } from 'uuid';
import { questionIdOf, questionVersionIdOf } from '../../content/question-version-id.ts';
import type { StudyDatabase } from '../../database/study-database.ts';
import { ExpectedError } from '../../errors/outcome.ts';
import type { OwnQuestion } from '../../model/question-search.ts';
import { openOwnPack } from './own-pack.ts';

/**
 * Writes a question as the next version of itself; what was answered keeps its own. Throws `ExpectedError` NOT_FOUND, or
 * INVALID_INPUT for a question of another pack and for a topic that is not there.
 */
export async function saveOwnQuestion(
  database: StudyDatabase,
  { questionId, content }: OwnQuestion,
): Promise<{ questionId: string }> {
  return database.transaction(async (queries) => {
    const pack = await openOwnPack(queries);
    const [topic] = await queries.query('SELECT FROM topics WHERE global_topic_uid = $1', [content.topicUid]);
    if (topic === undefined) throw new ExpectedError('INVALID_INPUT', { field: 'topicUid', problem: 'unknown' });
    if (questionId !== null) {
      const [stored] = await queries.query<{ pack_id: string }>('SELECT pack_id FROM questions WHERE id = $1', [
        questionId,
      ]);
      if (stored === undefined) throw new ExpectedError('NOT_FOUND', { what: 'question' });
      if (stored.pack_id !== pack.id)
        throw new ExpectedError('INVALID_INPUT', { field: 'questionId', problem: 'of another pack' });
    }
    const externalKey = createUuidV7();
    const id = questionId ?? questionIdOf(pack.packUid, externalKey);
    const versionId = questionVersionIdOf(id, content);
    await queries.query(
      `INSERT INTO question_versions (id, question_id, content) VALUES ($1, $2, $3::jsonb) ON CONFLICT (id) DO NOTHING`,
      [versionId, id, JSON.stringify(content)],
    );
    await queries.query(
      `INSERT INTO questions (id, pack_id, external_key, global_topic_uid, kind, difficulty, expected_seconds,
                              current_version_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET global_topic_uid = excluded.global_topic_uid, kind = excluded.kind,
         difficulty = excluded.difficulty, expected_seconds = excluded.expected_seconds,
         current_version_id = excluded.current_version_id, updated_at = now()`,
      [
        id,
        pack.id,
        externalKey,
        content.topicUid,
        content.kind,
        content.difficulty,
        content.expectedSeconds,
        versionId,
      ],
    );
    await queries.query(
      `UPDATE question_packs SET updated_at = now(), languages =
         (SELECT array_agg(DISTINCT language ORDER BY language) FROM unnest(languages || $2::text[]) AS language)
        WHERE id = $1`,
      [pack.id, Object.keys(content.stem)],
    );
    return { questionId: id };
  });
}
