/** Pictures of questions in the database, each once under the SHA-256 of its bytes. */
import type { MediaFile } from '../content/pack.ts';
import type { PictureMediaType } from '../content/picture.ts';
import type { SqlQueries } from '../database/study-database.ts';
import { ExpectedError } from '../errors/outcome.ts';

export async function writeMediaFile(queries: SqlQueries, { sha256, mediaType, bytes }: MediaFile): Promise<void> {
  await queries.query(
    'INSERT INTO media_files (sha256, media_type, bytes) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING',
    [sha256, mediaType, bytes],
  );
}

/** Throws `ExpectedError` NOT_FOUND for a picture that never came to this computer. */
export async function readMediaFile(queries: SqlQueries, sha256: string): Promise<MediaFile> {
  const [row] = await queries.query<{ media_type: PictureMediaType; bytes: Uint8Array }>(
    'SELECT media_type, bytes FROM media_files WHERE sha256 = $1',
    [sha256],
  );
  if (row === undefined) throw new ExpectedError('NOT_FOUND', { what: 'picture' });
  return { sha256, mediaType: row.media_type, bytes: row.bytes };
}

/** Pictures that no version shows any more, be it in a pack or in the notebook of somebody who answered it. */
export async function dropUnusedMedia(queries: SqlQueries): Promise<void> {
  await queries.query(
    `DELETE FROM media_files AS file
      WHERE NOT EXISTS (SELECT FROM question_versions WHERE content #>> '{figure,picture}' = file.sha256)`,
  );
}

/** The pictures that the questions of a pack show now. */
export async function readPackMedia(queries: SqlQueries, packId: string): Promise<readonly MediaFile[]> {
  const rows = await queries.query<{ sha256: string; media_type: PictureMediaType; bytes: Uint8Array }>(
    `SELECT sha256, media_type, bytes FROM media_files
      WHERE sha256 IN (SELECT version.content #>> '{figure,picture}'
                         FROM questions AS question
                         JOIN question_versions AS version ON version.id = question.current_version_id
                        WHERE question.pack_id = $1 AND question.retired_at IS NULL)
      ORDER BY sha256`,
    [packId],
  );
  return rows.map(({ sha256, media_type, bytes }) => ({ sha256, mediaType: media_type, bytes }));
}
