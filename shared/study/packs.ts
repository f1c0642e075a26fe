import type { LocalizedText } from '../content/question.ts';
import type { SqlQueries, StudyDatabase } from '../database/study-database.ts';
import { ExpectedError } from '../errors/outcome.ts';
import type { PackSummary } from '../model/pack-summary.ts';
import { dropUnusedMedia } from './media-files.ts';

interface PackRow {
  id: string;
  pack_uid: string;
  pack_version: string;
  display_names: LocalizedText;
  descriptions: LocalizedText;
  languages: string[];
  licence: string | null;
  credit: string | null;
  is_built_in: boolean;
  question_count: number;
  topic_count: number;
  installed_at: Date;
}

/** Installed packs, the built-in one first, then the newest. */
export async function listPacks(queries: SqlQueries): Promise<readonly PackSummary[]> {
  const rows = await queries.query<PackRow>(
    `SELECT pack.id, pack.pack_uid, pack.pack_version, pack.display_names, pack.descriptions, pack.languages,
            pack.licence, pack.credit, pack.is_built_in, pack.installed_at,
            count(question.id)::int AS question_count,
            count(DISTINCT question.global_topic_uid)::int AS topic_count
       FROM question_packs AS pack
       LEFT JOIN questions AS question ON question.pack_id = pack.id AND question.retired_at IS NULL
      GROUP BY pack.id ORDER BY pack.is_built_in DESC, pack.installed_at DESC, pack.id`,
  );
  return rows.map(toPackSummary);
}

/** Null when no such pack is installed. */
export async function readPack(queries: SqlQueries, packId: string): Promise<PackSummary | null> {
  return (await listPacks(queries)).find((pack) => pack.id === packId) ?? null;
}

function toPackSummary(row: PackRow): PackSummary {
  return {
    id: row.id,
    packUid: row.pack_uid,
    packVersion: row.pack_version,
    displayNames: row.display_names,
    descriptions: Object.keys(row.descriptions).length === 0 ? null : row.descriptions,
    languages: row.languages,
    licence: row.licence,
    credit: row.credit,
    isBuiltIn: row.is_built_in,
    questionCount: row.question_count,
    topicCount: row.topic_count,
    installedAt: row.installed_at.toISOString(),
  };
}

/**
 * Removes an imported pack and its questions; what was answered stays readable, because versions outlive their pack.
 * Returns how many questions went. Throws `ExpectedError` NOT_FOUND, or INVALID_INPUT for the built-in pack.
 */
export async function removePack(database: StudyDatabase, packId: string): Promise<number> {
  return database.transaction(async (queries) => {
    const [pack] = await queries.query<{ is_built_in: boolean; question_count: number }>(
      `SELECT is_built_in, (SELECT count(*)::int FROM questions WHERE pack_id = pack.id) AS question_count
         FROM question_packs AS pack WHERE id = $1`,
      [packId],
    );
    if (pack === undefined) throw new ExpectedError('NOT_FOUND', { what: 'pack' });
    if (pack.is_built_in) throw new ExpectedError('INVALID_INPUT', { field: 'packId', problem: 'built in' });
    // Versions that nobody was asked go with the pack; the others stay for the notebook.
    await queries.query(
      `DELETE FROM question_versions AS version USING questions AS question
        WHERE question.pack_id = $1 AND version.question_id = question.id
          AND version.id NOT IN (SELECT planned::uuid FROM test_records, jsonb_array_elements_text(plan) AS planned)
          AND NOT EXISTS (SELECT FROM test_answers WHERE question_version_id = version.id)`,
      [packId],
    );
    await queries.query('DELETE FROM question_packs WHERE id = $1', [packId]);
    await dropUnusedMedia(queries);
    return pack.question_count;
  });
}
