import type { ExportablePack } from '../content/export-pack.ts';
import type { PackQuestion, PackTopic } from '../content/pack.ts';
import type { LocalizedText, QuestionContent } from '../content/question.ts';
import type { StudyDatabase } from '../database/study-database.ts';
import { ExpectedError } from '../errors/outcome.ts';
import { readPack } from './packs.ts';

/**
 * An imported pack as it can be written to a file: what its questions say now, and the topics they lie in with the
 * strands above them. Throws `ExpectedError` NOT_FOUND, or INVALID_INPUT for the built-in pack: its questions are drawn
 * from templates, which a file of questions cannot hold.
 */
export async function readExportablePack(database: StudyDatabase, packId: string): Promise<ExportablePack> {
  return database.transaction(async (queries) => {
    const pack = await readPack(queries, packId);
    if (pack === null) throw new ExpectedError('NOT_FOUND', { what: 'pack' });
    if (pack.isBuiltIn) throw new ExpectedError('INVALID_INPUT', { field: 'packId', problem: 'built in' });
    const questions = await queries.query<{ external_key: string; content: QuestionContent }>(
      `SELECT question.external_key, version.content
         FROM questions AS question JOIN question_versions AS version ON version.id = question.current_version_id
        WHERE question.pack_id = $1 AND question.retired_at IS NULL`,
      [packId],
    );
    const topics = await queries.query<{ topic_uid: string; parent_uid: string | null; names: LocalizedText }>(
      `WITH RECURSIVE needed AS (
         SELECT topic.* FROM topics AS topic
          WHERE topic.global_topic_uid IN
                (SELECT global_topic_uid FROM questions WHERE pack_id = $1 AND retired_at IS NULL)
         UNION
         SELECT parent.* FROM topics AS parent JOIN needed ON parent.global_topic_uid = needed.parent_topic_uid
       )
       SELECT global_topic_uid AS topic_uid, parent_topic_uid AS parent_uid, display_names AS names
         FROM needed ORDER BY global_topic_uid`,
      [packId],
    );
    return {
      metadata: {
        packUid: pack.packUid,
        packVersion: pack.packVersion,
        displayNames: pack.displayNames,
        descriptions: pack.descriptions,
        languages: pack.languages,
        licence: pack.licence,
        credit: pack.credit,
      },
      topics: topics.map(
        ({ topic_uid, parent_uid, names }): PackTopic => ({ topicUid: topic_uid, parentUid: parent_uid, names }),
      ),
      questions: questions
        .map(({ external_key, content }): PackQuestion => ({ externalKey: external_key, content }))
        .sort((a, b) => byKey.compare(a.externalKey, b.externalKey)),
    };
  });
}

/** Keys are often numbers: question 10 comes after question 9. */
const byKey = new Intl.Collator('en', { numeric: true });
