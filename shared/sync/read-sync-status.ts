/** What a device has not exchanged yet, for the words on the screens. */
import type { SqlQueries } from '../database/study-database.ts';

export interface LinkFigures {
  readonly linkId: string;
  readonly waitingAnswerCount: number;
  readonly waitingRowCount: number;
  readonly refusedRowCount: number;
  /** Of the last greeting. */
  readonly lastContactAt: Date | null;
}

/** Rows of each joined profile that its server lacks, and those that were refused. A row counts once. */
export async function readLinkFigures(queries: SqlQueries): Promise<readonly LinkFigures[]> {
  return queries.query<LinkFigures>(
    `WITH link AS (
       SELECT own.id, own.student_id, known.peer_id, known.last_contact_at
         FROM sync_links AS own
         LEFT JOIN LATERAL (
           SELECT peer.peer_id, peer.last_contact_at
             FROM sync_positions AS position JOIN sync_peers AS peer USING (peer_id)
            WHERE position.scope = own.student_id AND peer.is_upstream
            ORDER BY peer.last_contact_at DESC LIMIT 1) AS known ON true
        WHERE own.left_at IS NULL
     )
     SELECT link.id AS "linkId", link.last_contact_at AS "lastContactAt",
            waiting.answers AS "waitingAnswerCount", waiting.rows AS "waitingRowCount",
            (SELECT count(*)::int FROM sync_refused_rows AS refused
              WHERE refused.peer_id = link.peer_id AND refused.change ->> 'scope' = link.student_id::text
            ) AS "refusedRowCount"
       FROM link
       CROSS JOIN LATERAL (
         SELECT count(DISTINCT log.row_id) FILTER (WHERE log.table_name = 'test_answers')::int AS answers,
                count(DISTINCT (log.table_name, log.row_id))::int AS rows
           FROM sync_log AS log
          WHERE log.scope = link.student_id AND log.origin IS DISTINCT FROM link.peer_id
            AND log.seq > coalesce((SELECT position.pushed_seq FROM sync_positions AS position
                                     WHERE position.peer_id = link.peer_id AND position.scope = link.student_id), 0)
       ) AS waiting`,
  );
}

export interface RefusedRowEntry {
  readonly studentId: string | null;
  readonly table: string;
  readonly rowId: string;
  readonly direction: 'pushed' | 'pulled';
  readonly reasonCode: string;
  readonly reasonDetail: string | null;
  readonly attemptCount: number;
  readonly refusedAt: Date;
}

/** The newest 200 rows that a server refused, or that were refused here. What is in them is left out. */
export async function readRefusedRows(queries: SqlQueries): Promise<readonly RefusedRowEntry[]> {
  return queries.query<RefusedRowEntry>(
    `SELECT student.id AS "studentId", refused.table_name AS "table", refused.row_id AS "rowId", refused.direction,
            refused.reason_code AS "reasonCode", refused.reason_detail AS "reasonDetail",
            refused.attempt_count AS "attemptCount", refused.refused_at AS "refusedAt"
       FROM sync_refused_rows AS refused
       LEFT JOIN students AS student ON student.id::text = refused.change ->> 'scope'
      ORDER BY refused.refused_at DESC, refused.row_id LIMIT 200`,
  );
}

/** When this student was erased, here or elsewhere; null for one who was not. */
export async function readErasureTime(queries: SqlQueries, studentId: string): Promise<Date | null> {
  const [row] = await queries.query<{ erased_at: Date }>(
    'SELECT erased_at FROM student_tombstones WHERE student_id = $1',
    [studentId],
  );
  return row?.erased_at ?? null;
}
