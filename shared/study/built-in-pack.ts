/** Installs the pack that ships with the app: its topics, and one question row for each template. */
import { allTemplates } from '../content/maths-pack/all-templates.ts';
import { drawQuestion } from '../content/maths-pack/draw-question.ts';
import type { QuestionTemplate } from '../content/maths-pack/template.ts';
import { mathsTopics } from '../content/maths-pack/topics.ts';
import { canonicalJson, packIdOf, questionIdOf } from '../content/question-version-id.ts';
import type { SqlQueries } from '../database/study-database.ts';

export type TemplateFinder = (templateKey: string) => QuestionTemplate | undefined;

export const builtInPackUid = 'endstp.maths';
const displayNames = { tr: 'TYT matematik', en: 'TYT mathematics' };
const descriptions = {
  tr: 'Her açılışta yeni sayılarla üretilen sorular.',
  en: 'Questions drawn with new numbers each time.',
};

/**
 * Brings the pack's rows up to what this version of the app ships; one read when nothing changed. Templates that are
 * gone are retired, not deleted: answers point to them. True when rows were written.
 */
export async function installBuiltInPack(queries: SqlQueries): Promise<boolean> {
  const fingerprint = fingerprintOf(
    canonicalJson({
      topics: mathsTopics,
      templates: allTemplates.map(({ key, revision, topicUid, difficulty, expectedSeconds }) => ({
        key,
        revision,
        topicUid,
        difficulty,
        expectedSeconds,
      })),
      displayNames,
      descriptions,
    }),
  );
  const packId = packIdOf(builtInPackUid);
  const [installed] = await queries.query<{ pack_version: string }>(
    'SELECT pack_version FROM question_packs WHERE id = $1',
    [packId],
  );
  if (installed?.pack_version === fingerprint) return false;
  await writeTopics(queries);
  await queries.query(
    `INSERT INTO question_packs (id, pack_uid, pack_version, display_names, descriptions, languages, licence, credit,
                                 source_format, is_built_in)
     VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, '{tr,en}', 'MIT', 'End.STP', 'built_in', true)
     ON CONFLICT (id) DO UPDATE SET pack_version = excluded.pack_version, display_names = excluded.display_names,
       descriptions = excluded.descriptions, updated_at = now()`,
    [packId, builtInPackUid, fingerprint, JSON.stringify(displayNames), JSON.stringify(descriptions)],
  );
  await writeTemplates(queries, packId);
  return true;
}

async function writeTopics(queries: SqlQueries): Promise<void> {
  await queries.query(
    // An old time, as all seeds have: it loses against every edit, and the log of 008 passes over it.
    `INSERT INTO topics (global_topic_uid, parent_topic_uid, display_names, sort_order, updated_at)
     SELECT uid, parent_uid, names, sort_order, '2024-01-01Z'
       FROM jsonb_to_recordset($1::jsonb) AS topic (uid TEXT, parent_uid TEXT, names JSONB, sort_order INT)
     ON CONFLICT (global_topic_uid) DO UPDATE SET parent_topic_uid = excluded.parent_topic_uid,
       display_names = excluded.display_names, sort_order = excluded.sort_order, updated_at = now()
     WHERE (topics.parent_topic_uid, topics.display_names, topics.sort_order)
           IS DISTINCT FROM (excluded.parent_topic_uid, excluded.display_names, excluded.sort_order)`,
    [
      JSON.stringify(
        mathsTopics.map((topic, index) => ({
          uid: topic.topicUid,
          parent_uid: topic.parentUid,
          names: topic.names,
          sort_order: index,
        })),
      ),
    ],
  );
}

async function writeTemplates(queries: SqlQueries, packId: string): Promise<void> {
  const rows = allTemplates.map((template) => ({
    id: questionIdOf(builtInPackUid, template.key),
    template_key: template.key,
    topic_uid: template.topicUid,
    // A template always draws the same kind; any instance tells which.
    kind: drawQuestion(template, 'kind').content.kind,
    difficulty: template.difficulty,
    expected_seconds: template.expectedSeconds,
  }));
  await queries.query(
    `WITH shipped AS (
       SELECT * FROM jsonb_to_recordset($2::jsonb)
         AS template (id UUID, template_key TEXT, topic_uid TEXT, kind TEXT, difficulty INT, expected_seconds NUMERIC)
     ), retired AS (
       UPDATE questions SET retired_at = now(), updated_at = now()
        WHERE pack_id = $1 AND retired_at IS NULL AND id NOT IN (SELECT id FROM shipped)
     )
     INSERT INTO questions (id, pack_id, external_key, global_topic_uid, kind, difficulty, expected_seconds, template_key)
     SELECT id, $1, template_key, topic_uid, kind, difficulty, expected_seconds, template_key FROM shipped
     ON CONFLICT (id) DO UPDATE SET global_topic_uid = excluded.global_topic_uid, kind = excluded.kind,
       difficulty = excluded.difficulty, expected_seconds = excluded.expected_seconds,
       template_key = excluded.template_key, retired_at = NULL, updated_at = now()`,
    [packId, JSON.stringify(rows)],
  );
}

/** Changes whenever what is shipped changes (FNV-1a, 32 bits, twice); stands in the place of a hand-kept version. */
function fingerprintOf(text: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((start) => {
      let hash = start;
      for (let index = 0; index < text.length; index += 1) {
        hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
      }
      return (hash >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}
