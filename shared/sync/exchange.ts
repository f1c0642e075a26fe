/**
 * One exchange of a joined profile with its server: push what waits, then pull what is new. It can be cut off at any
 * point and resumes there, because a position moves only together with the rows behind it, and only after the answer.
 *
 *     connecting -> pushing -> pulling -> done
 *         |            |          |
 *         +------------+----------+--> a failure; batches have shrunk where the link was too slow for them
 *
 * `connecting` is skipped once this run of the program has greeted the server: nothing to do is then one request.
 */
import type { z } from 'zod';
import { type Failure, failure, type Outcome, success } from '../errors/outcome.ts';
import type { AdaptiveBatch } from './adaptive-batch.ts';
import {
  helloAnswerSchema,
  oldestSyncProtocol,
  pullAnswerSchema,
  pushAnswerSchema,
  syncProtocol,
} from './http-contract.ts';
import type { LocalReplica, ReplicaIdentity } from './local-replica.ts';
import type { ServerClock } from './server-clock.ts';
import { readAnswer, type SyncPage, type SyncRefusal } from './sync-answers.ts';
import type { SyncFunctionName, SyncTransport } from './sync-transport.ts';

export type ExchangeStep = 'connecting' | 'pushing' | 'pulling';

/** What is known of the server from one exchange to the next. */
export interface KnownPeer {
  readonly peerId: string;
  readonly epoch: string;
}

export interface ExchangeRequest {
  readonly replica: LocalReplica;
  readonly transport: SyncTransport;
  readonly clock: ServerClock;
  /** The machine's own clock, milliseconds since 1970. */
  readonly localNowMs: () => number;
  readonly serverUrl: string;
  readonly schemaVersion: string;
  /** Scopes whose rows leave this device over this link: the student's own. */
  readonly pushedScopes: readonly string[];
  /** Scopes of other profiles, whose positions are no business of this link. */
  readonly otherScopes: readonly string[];
  readonly pushBatch: AdaptiveBatch;
  readonly pullBatch: AdaptiveBatch;
  /** False when only this device has something new, and the server would say so if it had. */
  readonly shouldPull: boolean;
  /** Null before the server was greeted in this run of the program. */
  readonly knownPeer: KnownPeer | null;
  /** A server time that was heard before: an answer that says the same comes from a cache. */
  readonly isStale: (serverTime: string) => boolean;
  /** How often the same single row made the server fail; see `poisonedAfter`. */
  readonly failedRows: Map<string, number>;
  readonly onStep: (step: ExchangeStep, doneRows: number) => void;
  /** Another machine speaks with this replica's id; this one has taken a new id. */
  readonly onCloned: () => Promise<void>;
  /** True when the program ends or the profile left: the exchange stops between two requests. */
  readonly isCancelled: () => boolean;
}

export interface ExchangeReport {
  readonly peer: KnownPeer;
  readonly pushedCount: number;
  readonly pulledCount: number;
  readonly refusedCount: number;
  /** Tables in which pulled rows changed something. */
  readonly changedTables: readonly string[];
  /** The server is another one, or an older state of itself, than the last time. */
  readonly hasRestarted: boolean;
}

/** A row that makes the server fail so often, alone, is put aside so that the rows behind it get through. */
const poisonedAfter = 3;

/** Runs one exchange. Failures are `SYNC_...` codes; the device's own database errors are thrown. */
export async function exchange(request: ExchangeRequest): Promise<Outcome<ExchangeReport>> {
  const run = new Exchange(request);
  return run.run();
}

/** The server answered with another epoch in the middle: greet it again, and begin anew. */
class PeerChanged extends Error {}
/** An expected failure on its way out of the steps. */
class ExchangeFailure extends Error {
  readonly failure: Failure;
  constructor(failed: Failure) {
    super(failed.code);
    this.failure = failed;
  }
}

class Exchange {
  readonly #request: ExchangeRequest;
  #identity: ReplicaIdentity = { replicaId: '', epoch: '' };
  #peer: KnownPeer | null;
  #pushedCount = 0;
  #pulledCount = 0;
  #refusedCount = 0;
  #hasRestarted = false;
  readonly #changedTables = new Set<string>();

  constructor(request: ExchangeRequest) {
    this.#request = request;
    this.#peer = request.knownPeer;
  }

  async run(): Promise<Outcome<ExchangeReport>> {
    try {
      this.#identity = await this.#request.replica.identity();
      // A server that is restored twice within one exchange would be a strange server; three greetings are plenty.
      for (let attempt = 0; attempt < 3; attempt += 1) {
        try {
          const peer = this.#peer ?? (await this.#greet());
          await this.#push(peer);
          if (this.#request.shouldPull || this.#hasRestarted) await this.#pull(peer);
          return success(this.#report(peer));
        } catch (error) {
          if (!(error instanceof PeerChanged)) throw error;
          this.#peer = null;
        }
      }
      return failure('SYNC_BAD_ANSWER', { call: 'sync_hello', field: 'epoch' });
    } catch (error) {
      if (error instanceof ExchangeFailure) return { ok: false, error: error.failure };
      throw error;
    }
  }

  #report(peer: KnownPeer): ExchangeReport {
    return {
      peer,
      pushedCount: this.#pushedCount,
      pulledCount: this.#pulledCount,
      refusedCount: this.#refusedCount,
      changedTables: [...this.#changedTables],
      hasRestarted: this.#hasRestarted,
    };
  }

  /** One request, timed for the clock, checked for its shape and for answers out of a cache. */
  async #call<Answer extends { server_time: string; replica: string; epoch: string }>(
    name: SyncFunctionName,
    schema: z.ZodType<Answer>,
    args: Readonly<Record<string, unknown>>,
  ): Promise<Outcome<Answer>> {
    const { transport, clock, localNowMs, isStale, isCancelled } = this.#request;
    if (isCancelled()) return failure('SYNC_CANCELLED');
    const sentMs = localNowMs();
    const answered = readAnswer(name, schema, await transport.call(name, args));
    if (isCancelled()) return failure('SYNC_CANCELLED');
    if (!answered.ok) return answered;
    if (isStale(answered.value.server_time)) return failure('SYNC_BAD_ANSWER', { call: name, field: 'server_time' });
    clock.note({ sentMs, receivedMs: localNowMs(), serverTime: answered.value.server_time });
    return answered;
  }

  /**
   * Greets the server, twice: the first greeting repeats what was drawn at the end of the last run, which a copy of this
   * disk would say word for word; the second names what only this run has drawn. So the later one of two copies is known
   * before it sends anything.
   */
  async #greet(): Promise<KnownPeer> {
    this.#request.onStep('connecting', 0);
    await this.#greetOnce();
    return this.#greetOnce();
  }

  async #greetOnce(): Promise<KnownPeer> {
    const { replica, schemaVersion, serverUrl, onCloned } = this.#request;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { lastContact, contact } = await replica.nextContact(serverUrl);
      const hello = unwrap(
        await this.#call('sync_hello', helloAnswerSchema, {
          p_replica: this.#identity.replicaId,
          p_epoch: this.#identity.epoch,
          p_protocol: syncProtocol,
          p_schema: schemaVersion,
          p_last_contact: lastContact,
          p_contact: contact,
        }),
      );
      if (hello.oldest_protocol > syncProtocol) {
        throw new ExchangeFailure({ code: 'SYNC_CLIENT_TOO_OLD', details: { oldest: hello.oldest_protocol } });
      }
      if (hello.protocol < oldestSyncProtocol) {
        throw new ExchangeFailure({ code: 'SYNC_SERVER_TOO_OLD', details: { protocol: hello.protocol } });
      }
      if (hello.was_cloned !== true) {
        await replica.keepContact(serverUrl, contact);
        const didGoBack = await replica.meet(hello.replica, hello.epoch);
        this.#hasRestarted ||= didGoBack;
        return { peerId: hello.replica, epoch: hello.epoch };
      }
      // Another machine speaks with this id: this one, the later, takes a new one and keeps all its rows.
      this.#identity = await replica.renewIdentity(true);
      await onCloned();
    }
    throw new ExchangeFailure({ code: 'SYNC_BAD_ANSWER', details: { call: 'sync_hello', field: 'was_cloned' } });
  }

  #assertSamePeer(peer: KnownPeer, answer: { replica: string; epoch: string }): void {
    if (answer.replica !== peer.peerId || answer.epoch !== peer.epoch) throw new PeerChanged();
  }

  async #push(peer: KnownPeer): Promise<void> {
    const { replica, pushBatch, pushedScopes, onStep } = this.#request;
    for (;;) {
      const page = await replica.offerPage(peer.peerId, pushedScopes, pushBatch.maxRows);
      if (page.changes.length > 0) {
        onStep('pushing', this.#pushedCount);
        const refused = await this.#send(peer, page);
        // Null: nothing was taken, the batch has shrunk, the same rows are offered again.
        if (refused === null) continue;
        await replica.keepPushed(peer.peerId, page, refused);
        this.#pushedCount += page.changes.length - refused.length;
        this.#refusedCount += refused.length;
      } else if (Object.keys(page.positions).length > 0) {
        // Entries that need not be sent, such as those that came from there: only the position moves.
        await replica.keepPushed(peer.peerId, page, []);
      }
      if (!page.has_more) return;
    }
  }

  /** The rows of the page that the server refuses; null when the page has to be made smaller. */
  async #send(peer: KnownPeer, page: SyncPage): Promise<readonly SyncRefusal[] | null> {
    const { pushBatch, failedRows } = this.#request;
    const answered = await this.#call('sync_push', pushAnswerSchema, {
      p_replica: this.#identity.replicaId,
      p_changes: page.changes.map(({ scope, table, id, row }) => ({ scope, table, id, row })),
    });
    if (answered.ok) {
      this.#assertSamePeer(peer, answered.value);
      const { accepted, known, refused } = answered.value;
      const named = new Set([...accepted, ...known, ...refused.map(({ id }) => id)]);
      // An answer that does not name each row is not the answer to this page.
      if (!page.changes.every(({ id }) => named.has(id))) {
        throw new ExchangeFailure({ code: 'SYNC_BAD_ANSWER', details: { call: 'sync_push', field: 'accepted' } });
      }
      pushBatch.grow();
      return refused;
    }
    const { error } = answered;
    const [single] = page.changes;
    if (error.code === 'SYNC_TOO_LARGE') {
      if (page.changes.length > 1 && pushBatch.shrink()) return null;
      if (single !== undefined) return [{ table: single.table, id: single.id, code: 'ROW_TOO_LARGE' }];
    }
    if (isSizeSuspect(error)) {
      if (page.changes.length > 1) pushBatch.shrink();
      else if (single !== undefined && error.code === 'SYNC_SERVER_FAILED') {
        const key = `${single.table} ${single.id}`;
        const count = (failedRows.get(key) ?? 0) + 1;
        failedRows.set(key, count);
        if (count >= poisonedAfter && (await this.#isServerWell())) {
          failedRows.delete(key);
          return [{ table: single.table, id: single.id, code: 'SERVER_FAILED' }];
        }
      }
    }
    throw new ExchangeFailure(error);
  }

  /** Whether the server fails at one row only: a row is put aside for its own fault, never for the server's. */
  async #isServerWell(): Promise<boolean> {
    const answered = await this.#call('sync_pull', pullAnswerSchema, {
      p_replica: this.#identity.replicaId,
      p_positions: {},
      p_max_rows: 1,
    });
    return answered.ok;
  }

  async #pull(peer: KnownPeer): Promise<void> {
    const { replica, pullBatch, otherScopes, onStep } = this.#request;
    for (;;) {
      const positions = await replica.pulledPositions(peer.peerId, otherScopes);
      const answered = await this.#call('sync_pull', pullAnswerSchema, {
        p_replica: this.#identity.replicaId,
        p_positions: positions,
        p_max_rows: pullBatch.maxRows,
      });
      if (!answered.ok) {
        if (isSizeSuspect(answered.error)) pullBatch.shrink();
        throw new ExchangeFailure(answered.error);
      }
      const page = answered.value;
      this.#assertSamePeer(peer, page);
      if (page.changes.length > 0) onStep('pulling', this.#pulledCount + page.changes.length);
      const hasMoved = Object.entries(page.positions).some(([scope, seq]) => seq > (positions[scope] ?? 0));
      if (page.changes.length > 0 || hasMoved) {
        const taken = await replica.takePage(peer.peerId, page);
        const changed = new Set(taken.accepted);
        this.#pulledCount += taken.accepted.length;
        for (const { table, id } of page.changes) if (changed.has(id)) this.#changedTables.add(table);
      }
      pullBatch.grow();
      // A page that says there is more but does not move would be asked for ever.
      if (!page.has_more) return;
      if (!hasMoved)
        throw new ExchangeFailure({ code: 'SYNC_BAD_ANSWER', details: { call: 'sync_pull', field: 'positions' } });
    }
  }
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ExchangeFailure(outcome.error);
  return outcome.value;
}

/** Failures that a smaller page may not meet: a slow line, one that breaks off, a server that fails at one row. */
function isSizeSuspect({ code, details }: Failure): boolean {
  return (
    ['SYNC_TIMEOUT', 'SYNC_TOO_LARGE', 'SYNC_SERVER_FAILED', 'SYNC_BAD_ANSWER'].includes(code) ||
    (code === 'SYNC_OFFLINE' && details.cause === 'reset')
  );
}
