/** Which profiles of this device are joined to which server. Rows hold no secret: tokens are in the `SecretStore`. */

import type { Gate } from '../database/exclusive-gate.ts';
import type { SqlQueries, StudyDatabase } from '../database/study-database.ts';

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
  /** The server's replica id, once rows were exchanged. */
  readonly peerId: string | null;
}

export interface SyncLinks {
  /** Links that were not left, oldest first. */
  list(): Promise<readonly SyncLink[]>;
  /** Ends a link: nothing leaves over it any more, nothing that is here goes. */
  leave(linkId: string, leftAt: string): Promise<void>;
}

export function createSyncLinks(database: StudyDatabase, exclusively: Gate): SyncLinks {
  return {
    list: () => readSyncLinks(database),
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
    // A profile is joined to one server at a time: the upstream peer that knows its scope is that server.
    `SELECT link.id, link.student_id, link.server_url, link.kind, link.api_key, link.class_id, link.class_name,
            link.joined_at, (
              SELECT peer.peer_id FROM sync_positions AS position JOIN sync_peers AS peer USING (peer_id)
               WHERE position.scope = link.student_id AND peer.is_upstream
               ORDER BY peer.last_contact_at DESC LIMIT 1) AS peer_id
       FROM sync_links AS link WHERE link.left_at IS NULL ORDER BY link.joined_at, link.id`,
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

/** Writes a link inside the transaction that re-keys the profile. Joining twice is joining once. */
export async function writeSyncLink(queries: SqlQueries, link: Omit<SyncLink, 'peerId'>): Promise<void> {
  await queries.query(
    `INSERT INTO sync_links (id, student_id, server_url, kind, api_key, class_id, class_name, joined_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [link.id, link.studentId, link.serverUrl, link.kind, link.apiKey, link.classId, link.className, link.joinedAt],
  );
}
