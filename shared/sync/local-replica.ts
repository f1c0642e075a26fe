/**
 * This device's side of the exchange: what its database has for a peer and does with a peer's rows. Every function is
 * one statement, so that rows, positions and refusals commit together and nothing waits for a network inside a
 * transaction. Pages pass with the numbers that are in them (`exact-numbers.ts`).
 */

import type { Gate } from '../database/exclusive-gate.ts';
import type { StudyDatabase } from '../database/study-database.ts';
import { protectNumbers, restoreNumbers } from './exact-numbers.ts';
import type { PushAnswer } from './http-contract.ts';
import type { SyncPage, SyncRefusal } from './sync-answers.ts';

export interface ReplicaIdentity {
  readonly replicaId: string;
  readonly epoch: string;
}

/** Drawn for each greeting; a server that hears an unexpected one knows that two machines have this replica id. */
export interface SyncContact {
  readonly lastContact: string | null;
  readonly contact: string;
}

export interface LocalReplica {
  identity(): Promise<ReplicaIdentity>;
  /** A new epoch; with `isNewReplica` also a new id, for a restored device and the later one of two cloned disks. */
  renewIdentity(isNewReplica: boolean): Promise<ReplicaIdentity>;
  /** What to greet this server with; the same until `keepContact`, so that a lost greeting is repeated. */
  nextContact(serverUrl: string): Promise<SyncContact>;
  /** After a greeting was answered: draws the next one. */
  keepContact(serverUrl: string, contact: string): Promise<void>;
  /** Notes the peer. True when it went back in time: all positions of it are gone, everything is offered again. */
  meet(peerId: string, epoch: string): Promise<boolean>;
  /** The next rows of these scopes that the peer lacks, at most so many and 256 KB. */
  offerPage(peerId: string, scopes: readonly string[], maxRows: number): Promise<SyncPage>;
  /** After the answer to a page that was offered: its position, and the rows that were refused. */
  keepPushed(peerId: string, page: SyncPage, refused: readonly SyncRefusal[]): Promise<void>;
  /** Positions in the peer's log, of all scopes but those given. */
  pulledPositions(peerId: string, without: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** Stores a page that was pulled: rows, positions and refusals in one transaction. */
  takePage(peerId: string, page: SyncPage): Promise<PushAnswer>;
  /** Tries refused rows again; says how many are still refused. */
  retryRefused(peerId: string): Promise<number>;
}

export interface LocalReplicaSurroundings {
  readonly database: Pick<StudyDatabase, 'query' | 'transaction'>;
  /** Writes go one at a time, so that a copy of the database never has half of one. */
  readonly exclusively: Gate;
  /** Throws when nothing may be written now (a full disk). */
  readonly assertWritable?: () => void;
}

export function createLocalReplica({ database, exclusively, assertWritable }: LocalReplicaSurroundings): LocalReplica {
  async function readOne<Row>(text: string, values: readonly unknown[]): Promise<Row> {
    const [row] = await database.query<Row>(text, values);
    if (row === undefined) throw new Error('a sync function gave no row');
    return row;
  }
  /** One transaction, alone: PGlite's files are written out before it is over. */
  const write = <Row>(text: string, values: readonly unknown[]): Promise<Row> =>
    exclusively(async () => {
      assertWritable?.();
      return database.transaction(async (queries) => {
        const [row] = await queries.query<Row>(text, values);
        if (row === undefined) throw new Error('a sync function gave no row');
        return row;
      });
    });

  return {
    async identity() {
      // Read anew each time: a restored backup takes another one.
      const [known] = await database.query<ReplicaIdentity>(
        'SELECT replica_id AS "replicaId", epoch FROM sync_replica',
      );
      return known ?? write<ReplicaIdentity>('SELECT replica_id AS "replicaId", epoch FROM sync_identity()', []);
    },
    renewIdentity: (isNewReplica) =>
      write<ReplicaIdentity>('SELECT replica_id AS "replicaId", epoch FROM renew_sync_identity($1)', [isNewReplica]),
    nextContact: (serverUrl) =>
      write<SyncContact>('SELECT last_contact AS "lastContact", contact FROM next_sync_contact($1)', [serverUrl]),
    async keepContact(serverUrl, contact) {
      await write('SELECT keep_sync_contact($1, $2)', [serverUrl, contact]);
    },
    async meet(peerId, epoch) {
      const { went_back } = await write<{ went_back: boolean }>('SELECT meet_sync_peer($1, $2, true) AS went_back', [
        peerId,
        epoch,
      ]);
      return went_back;
    },
    async offerPage(peerId, scopes, maxRows) {
      const { page } = await readOne<{ page: string }>('SELECT offer_sync_page($1, $2::uuid[], $3)::text AS page', [
        peerId,
        scopes,
        maxRows,
      ]);
      return JSON.parse(protectNumbers(page)) as SyncPage;
    },
    async keepPushed(peerId, page, refused) {
      await write(`SELECT keep_sync_outcome($1, 'pushed', $2::jsonb, $3::jsonb)`, [
        peerId,
        // Of the changes only the refused ones are kept.
        restoreNumbers(JSON.stringify(refused.length === 0 ? { ...page, changes: [] } : page)),
        JSON.stringify(refused),
      ]);
    },
    async pulledPositions(peerId, without) {
      const { positions } = await readOne<{ positions: Readonly<Record<string, number>> }>(
        `SELECT coalesce(sync_positions_of($1, 'pulled') - $2::text[], '{}') AS positions`,
        [peerId, without],
      );
      return positions;
    },
    async takePage(peerId, page) {
      const { answer } = await write<{ answer: PushAnswer }>('SELECT take_sync_page($1, $2::jsonb) AS answer', [
        peerId,
        restoreNumbers(JSON.stringify({ changes: page.changes, positions: page.positions, has_more: page.has_more })),
      ]);
      return answer;
    },
    async retryRefused(peerId) {
      const { count } = await write<{ count: number }>('SELECT retry_refused_rows($1) AS count', [peerId]);
      return count;
    },
  };
}
