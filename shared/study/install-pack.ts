/**
 * Stores an imported pack. Versions are written in small batches first (nothing points to them yet, so nobody sees
 * them), then pack, topics and questions appear in one transaction: a pack is there whole or not at all, and a student
 * can go on answering while a big file is being read.
 */
import type { OpenedPack } from '../content/import/read-pack.ts';
import type { RefusedEntry } from '../content/import/refused-entry.ts';
import type { MediaFile, PackMetadata, PackTopic } from '../content/pack.ts';
import { packIdOf, questionIdOf, questionVersionIdOf } from '../content/question-version-id.ts';
import type { SqlQueries, StudyDatabase } from '../database/study-database.ts';
import { ExpectedError } from '../errors/outcome.ts';
import type { ImportReport } from '../model/pack-summary.ts';
import { builtInPackUid } from './built-in-pack.ts';
import { dropUnusedMedia, writeMediaFile } from './media-files.ts';
import { readPack as readPackSummary } from './packs.ts';

export interface InstallPackOptions {
  /** Keeps other writes out while one batch is written. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onProgress: (doneCount: number) => void;
  /** Asked after each batch: true ends the import, and what it had written goes. */
  readonly isCancelled?: () => boolean;
}

/** Entries in one statement: some 2 MB of JSON at most in practice, and tens of milliseconds. */
const batchSize = 200;
/** Pictures in one transaction; the log that they are written to first is as large again. */
const mediaBatchBytes = 4 * 1024 * 1024;
/** More refusals than anybody reads; the count is exact all the same. */
const reportedRefusalCount = 1_000;

interface StagedQuestion {
  readonly id: string;
  readonly external_key: string;
  readonly topic_uid: string;
  readonly kind: string;
  readonly difficulty: number;
  readonly expected_seconds: number;
  readonly version_id: string;
}

/**
 * Throws `ExpectedError` IMPORT_CANCELLED, PACK_EMPTY (details: refusedCount and of the first refusal firstLine, firstReason, firstProblem, firstDetail, firstLimit) when no entry was good, and
 * PACK_UNREADABLE when the file claims to be the pack that ships with the app.
 */
export async function installPack(
  database: StudyDatabase,
  pack: OpenedPack,
  { exclusively, onProgress, isCancelled }: InstallPackOptions,
): Promise<ImportReport> {
  const { packUid } = pack.metadata;
  if (packUid === builtInPackUid) throw new ExpectedError('PACK_UNREADABLE', { problem: 'reserved_pack_uid' });
  const staged: StagedQuestion[] = [];
  const topics: PackTopic[] = [];
  const refused: RefusedEntry[] = [];
  let batch: { id: string; question_id: string; content: unknown }[] = [];
  let media: MediaFile[] = [];
  let mediaBytes = 0;
  let metadata: PackMetadata = pack.metadata;
  let ignoredFields: readonly string[] = [];
  let refusedCount = 0;
  /** Entries of the file that were read; one may have come to several questions. */
  let doneCount = 0;

  const writeBatch = async () => {
    const rows = JSON.stringify(batch);
    const files = media;
    batch = [];
    media = [];
    mediaBytes = 0;
    // Together, so that no picture is ever there without the question that keeps it.
    await exclusively(() =>
      database.transaction(async (queries) => {
        for (const file of files) await writeMediaFile(queries, file);
        await queries.query(insertVersionsStatement, [rows]);
      }),
    );
    onProgress(doneCount);
    if (isCancelled?.() !== true) return;
    const ids = JSON.stringify(staged.map(({ version_id }) => version_id));
    await exclusively(() =>
      database.transaction(async (queries) => {
        await queries.query(dropStagedVersionsStatement, [ids]);
        await dropUnusedMedia(queries);
      }),
    );
    throw new ExpectedError('IMPORT_CANCELLED', { doneCount });
  };
  for await (const part of pack.parts) {
    if (part.kind === 'topic') {
      topics.push(part.topic);
    } else if (part.kind === 'refusal') {
      refusedCount += 1;
      doneCount = part.refusal.entry;
      if (refused.length < reportedRefusalCount) refused.push(part.refusal);
    } else if (part.kind === 'question') {
      const { externalKey, content } = part.question;
      doneCount = part.entry;
      const id = questionIdOf(packUid, externalKey);
      const versionId = questionVersionIdOf(id, content);
      batch.push({ id: versionId, question_id: id, content });
      staged.push({
        id,
        external_key: externalKey,
        topic_uid: content.topicUid,
        kind: content.kind,
        difficulty: content.difficulty,
        expected_seconds: content.expectedSeconds,
        version_id: versionId,
      });
      if (batch.length === batchSize || mediaBytes > mediaBatchBytes) await writeBatch();
    } else if (part.kind === 'media') {
      media.push(part.media);
      mediaBytes += part.media.bytes.length;
    } else {
      metadata = part.metadata;
      ignoredFields = part.ignoredFields;
    }
  }
  if (staged.length === 0) {
    const [first] = refused;
    throw new ExpectedError('PACK_EMPTY', {
      refusedCount,
      ...(first === undefined
        ? {}
        : {
            firstLine: first.line ?? first.entry,
            firstReason: first.reason,
            firstProblem: first.problem,
            firstDetail: first.detail,
            firstLimit: first.limit ?? 0,
          }),
    });
  }
  await writeBatch();
  const packId = packIdOf(packUid);
  const unchangedCount = await exclusively(() =>
    database.transaction((queries) => writePack(queries, packId, metadata, topics, staged)),
  );
  const summary = await readPackSummary(database, packId);
  if (summary === null) throw new Error('the pack that was just written is not there');
  return {
    pack: summary,
    importedCount: staged.length - unchangedCount,
    unchangedCount,
    refused,
    refusedCount,
    ignoredFields,
  };
}

const insertVersionsStatement = `
  INSERT INTO question_versions (id, question_id, content)
  SELECT id, question_id, content
    FROM jsonb_to_recordset($1::jsonb) AS version (id UUID, question_id UUID, content JSONB)
  ON CONFLICT (id) DO NOTHING`;

/** Only versions of questions that no pack has: those of an older import of the same file are in use. */
const dropStagedVersionsStatement = `
  DELETE FROM question_versions AS version
   USING (SELECT value::uuid AS id FROM jsonb_array_elements_text($1::jsonb)) AS staged
   WHERE version.id = staged.id
     AND NOT EXISTS (SELECT FROM questions WHERE questions.id = version.question_id)
     AND NOT EXISTS (SELECT FROM test_answers WHERE question_version_id = version.id)
     AND version.id NOT IN (SELECT planned::uuid FROM test_records, jsonb_array_elements_text(plan) AS planned)`;

/** Returns how many of the questions were there already with the same content. */
async function writePack(
  queries: SqlQueries,
  packId: string,
  metadata: PackMetadata,
  topics: readonly PackTopic[],
  staged: readonly StagedQuestion[],
): Promise<number> {
  await queries.query(
    `INSERT INTO topics (global_topic_uid, parent_topic_uid, display_names, sort_order)
     SELECT uid, parent_uid, names, 10000 + place
       FROM jsonb_to_recordset($1::jsonb) AS topic (uid TEXT, parent_uid TEXT, names JSONB, place INT)
     ON CONFLICT (global_topic_uid) DO NOTHING`,
    [
      JSON.stringify(
        topics.map(({ topicUid, parentUid, names }, place) => ({ uid: topicUid, parent_uid: parentUid, names, place })),
      ),
    ],
  );
  await queries.query(
    `INSERT INTO question_packs (id, pack_uid, pack_version, display_names, descriptions, languages, licence, credit,
                                 source_format)
     VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6::text[], $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET pack_version = excluded.pack_version, display_names = excluded.display_names,
       descriptions = excluded.descriptions, languages = excluded.languages, licence = excluded.licence,
       credit = excluded.credit, source_format = excluded.source_format, updated_at = now()`,
    [
      packId,
      metadata.packUid,
      metadata.packVersion,
      JSON.stringify(metadata.displayNames),
      JSON.stringify(metadata.descriptions ?? {}),
      metadata.languages,
      metadata.licence,
      metadata.credit,
      metadata.sourceFormat,
    ],
  );
  // Questions that an earlier version of the pack had and this one has not are no longer asked.
  await queries.query('UPDATE questions SET retired_at = now() WHERE pack_id = $1 AND retired_at IS NULL', [packId]);
  let unchangedCount = 0;
  for (let start = 0; start < staged.length; start += batchSize * 5) {
    const [counted] = await queries.query<{ unchanged_count: number }>(
      `WITH staged AS (
         SELECT * FROM jsonb_to_recordset($2::jsonb) AS question
           (id UUID, external_key TEXT, topic_uid TEXT, kind TEXT, difficulty INT, expected_seconds NUMERIC, version_id UUID)
       ), unchanged AS (
         SELECT count(*)::int AS unchanged_count
           FROM staged JOIN questions AS stored ON stored.id = staged.id AND stored.current_version_id = staged.version_id
       ), written AS (
         INSERT INTO questions (id, pack_id, external_key, global_topic_uid, kind, difficulty, expected_seconds,
                                current_version_id)
         SELECT id, $1, external_key, topic_uid, kind, difficulty, expected_seconds, version_id FROM staged
         ON CONFLICT (id) DO UPDATE SET global_topic_uid = excluded.global_topic_uid, kind = excluded.kind,
           difficulty = excluded.difficulty, expected_seconds = excluded.expected_seconds,
           current_version_id = excluded.current_version_id, retired_at = NULL, updated_at = now()
       )
       SELECT unchanged_count FROM unchanged`,
      [packId, JSON.stringify(staged.slice(start, start + batchSize * 5))],
    );
    unchangedCount += counted?.unchanged_count ?? 0;
  }
  return unchangedCount;
}
