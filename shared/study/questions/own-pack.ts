import { v4 as createUuid } from 'uuid';
import { packIdOf } from '../../content/question-version-id.ts';
import type { SqlQueries } from '../../database/study-database.ts';

/** `source_format` of the pack that holds the questions written on this computer. */
export const ownPackFormat = 'written_here';

export interface OwnPack {
  readonly id: string;
  readonly packUid: string;
}

/** The pack of the questions written here; made with the first of them, under a uid that no other computer has. */
export async function openOwnPack(queries: SqlQueries): Promise<OwnPack> {
  const [known] = await queries.query<{ id: string; pack_uid: string }>(
    'SELECT id, pack_uid FROM question_packs WHERE source_format = $1 ORDER BY installed_at, id LIMIT 1',
    [ownPackFormat],
  );
  if (known !== undefined) return { id: known.id, packUid: known.pack_uid };
  const packUid = `own.${createUuid()}`;
  const id = packIdOf(packUid);
  await queries.query(
    `INSERT INTO question_packs (id, pack_uid, display_names, source_format) VALUES ($1, $2, $3::jsonb, $4)`,
    [id, packUid, JSON.stringify({ tr: 'Sorularım', en: 'My questions' }), ownPackFormat],
  );
  return { id, packUid };
}
