/** Which profiles of this device are joined to which server. Rows hold no secret: tokens are in the `SecretStore`. */
import type { SqlQueries, StudyDatabase } from '../database/study-database.ts';
import type { Gate } from '../host/exclusive-gate.ts';

export type ServerKind = 'endstp' | 'supabase';

export interface ServerAddress {
  /** With scheme, without a slash at its end. */
  readonly serverUrl: string;
  readonly kind: ServerKind;
  /** Supabase's public (anon) key; null for a server of our own. */
  readonly apiKey: string | null;
}

export interface SyncLink extends ServerAddress {
  readonly id: string;
  readonly studentId: string;
  readonly classId: string | null;
  readonly className: string | null;
  readonly joinedAt: string;
  /** The server's replica id, once it was met. */
  readonly peerId: string | null;
}

export interface SyncLinks {
  /** Links that were not left, oldest first. */
  list(): Promise<readonly SyncLink[]>;
  /** The peer that answered over this link. */
  notePeer(linkId: string, peerId: string): Promise<void>;
  /** Ends a link: nothing leaves over it any more, nothing that is here goes. */
  leave(linkId: string, leftAt: string): Promise<void>;
}

export function createSyncLinks(database: StudyDatabase, exclusively: Gate): SyncLinks {
  return {
    list: () => readSyncLinks(database),
    async notePeer(linkId, peerId) {
      await exclusively(() =>
        database.query('UPDATE sync_links SET peer_id = $2 WHERE id = $1 AND peer_id IS DISTINCT FROM $2', [
          linkId,
          peerId,
        ]),
      );
    },
    async leave(linkId, leftAt) {
      await exclusively(() =>
        database.query('UPDATE sync_links SET left_at = $2 WHERE id = $1 AND left_at IS NULL', [linkId, leftAt]),
      );
    },
  };
}

interface LinkRow {
  id: string;
  student_id: string;
  server_url: string;
  kind: ServerKind;
  api_key: string | null;
  class_id: string | null;
  class_name: string | null;
  joined_at: Date;
  peer_id: string | null;
}

async function readSyncLinks(queries: SqlQueries): Promise<readonly SyncLink[]> {
  const rows = await queries.query<LinkRow>(
    `SELECT id, student_id, server_url, kind, api_key, class_id, class_name, joined_at, peer_id
       FROM sync_links WHERE left_at IS NULL ORDER BY joined_at, id`,
  );
  return rows.map((row) => ({
    id: row.id,
    studentId: row.student_id,
    serverUrl: row.server_url,
    kind: row.kind,
    apiKey: row.api_key,
    classId: row.class_id,
    className: row.class_name,
    joinedAt: row.joined_at.toISOString(),
    peerId: row.peer_id,
  }));
}

/** Writes a new link inside the transaction that re-keys the profile. A link of the same student that was left is taken up again. */
export async function writeSyncLink(queries: SqlQueries, link: Omit<SyncLink, 'peerId'>): Promise<void> {
  await queries.query(
    `INSERT INTO sync_links (id, student_id, server_url, kind, api_key, class_id, class_name, joined_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [link.id, link.studentId, link.serverUrl, link.kind, link.apiKey, link.classId, link.className, link.joinedAt],
  );
}
