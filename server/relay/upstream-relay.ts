/**
 * A hub's way up: it exchanges for all of its classes with the central server, as a device does for one profile, and is
 * just as content without it.
 *
 *     waiting --(timer, rows here, hint from there)--> signing in -> rosters -> exchange --> waiting
 *                                                         any failure --> waiting, longer each time
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { failure, type Outcome, success } from '../../shared/errors/outcome.ts';
import { createAdaptiveBatch } from '../../shared/sync/adaptive-batch.ts';
import { backoffDelayMs } from '../../shared/sync/backoff-delay.ts';
import { exchange, type KnownPeer } from '../../shared/sync/exchange.ts';
import { createFetchHttp, type FetchFunction } from '../../shared/sync/fetch-http.ts';
import { createHintListener } from '../../shared/sync/hint-listener.ts';
import { tokenAnswerSchema } from '../../shared/sync/http-contract.ts';
import { createHttpTransport } from '../../shared/sync/http-transport.ts';
import { createLinkTokens, keepTokens, type LinkTokens } from '../../shared/sync/link-tokens.ts';
import { createLocalReplica } from '../../shared/sync/local-replica.ts';
import { readHttpAnswer } from '../../shared/sync/read-http-answer.ts';
import type { SecretStore } from '../../shared/sync/secret-store.ts';
import { createServerClock } from '../../shared/sync/server-clock.ts';
import { readAnswer } from '../../shared/sync/sync-answers.ts';
import type { SetTimer } from '../../shared/sync/sync-client.ts';
import type { SyncLink } from '../../shared/sync/sync-link.ts';
import type { ServerDatabase } from '../database/server-database.ts';
import type { HintHub } from '../exchange/hint-hub.ts';
import { createRelayRosters } from './relay-rosters.ts';

export interface UpstreamOptions {
  /** Of the central server; `https`, or a pinned address. */
  readonly serverUrl: string;
  /** Of the hub's account there. */
  readonly email: string;
  /** Needed once, and again when the sign-in was ended; null when the tokens that were kept have to do. */
  readonly password: string | null;
}

export interface RelaySurroundings {
  readonly database: ServerDatabase;
  readonly hints: HintHub;
  readonly fetch: FetchFunction;
  readonly secrets: SecretStore;
  readonly setTimer: SetTimer;
  readonly random: () => number;
  readonly nowMs: () => number;
  readonly schemaVersion: string;
  readonly log: Logger;
}

export interface UpstreamRelay {
  /** Exchanges now; what came of it. */
  exchangeNow(): Promise<Outcome<null>>;
  start(): void;
  stop(): Promise<void>;
}

const linkId = 'upstream';
/** What hints do not tell is found this late. */
const lookEveryMs = 60_000;
/** A class that is at work writes all the time: it is sent up in portions. */
const restMs = 2_000;
const signInTimeoutMs = 20_000;

export function createUpstreamRelay(options: UpstreamOptions, surroundings: RelaySurroundings): UpstreamRelay {
  const { database, hints, secrets, setTimer, random, nowMs, log } = surroundings;
  const server = { serverUrl: options.serverUrl, kind: 'endstp', apiKey: null } as const;
  const http = createFetchHttp(surroundings.fetch, setTimer);
  const tokens: LinkTokens = createLinkTokens(
    { http, secrets, localNowMs: nowMs, makeKey: randomUUID },
    linkId,
    server,
  );
  const transport = createHttpTransport(http, server, tokens);
  const rosters = createRelayRosters(database, nowMs);
  const query = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => [
    ...(await database.asOwner((session) => session.query<Row>(text, values))).rows,
  ];
  const replica = createLocalReplica({
    database: { query, transaction: (work) => work({ query }) },
    exclusively: (work) => work(),
  });
  const link: SyncLink = {
    ...server,
    id: linkId,
    studentId: linkId,
    classId: null,
    className: null,
    joinedAt: new Date(nowMs()).toISOString(),
    peerId: null,
  };
  const batches = { pushBatch: createAdaptiveBatch(), pullBatch: createAdaptiveBatch() };
  const clock = createServerClock(nowMs, null);
  const failedRows = new Map<string, number>();
  let knownPeer: KnownPeer | null = null;
  let failureCount = 0;
  let isStopped = false;
  let running: Promise<Outcome<null>> | null = null;
  let isDueAgain = false;
  let cancelTimer = () => {};
  let leaveHints = () => {};
  let lastCode = '';

  async function signIn(): Promise<Outcome<null>> {
    const present = await tokens.current();
    if (present.ok) return success(null);
    if (present.error.code !== 'SYNC_SIGNED_OUT' || options.password === null) return present;
    const sent = await http.send({
      method: 'POST',
      url: `${server.serverUrl}/auth/v1/token?grant_type=password`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ email: options.email, password: options.password }),
      timeoutMs: signInTimeoutMs,
    });
    if (!sent.ok) return sent;
    const answered = readAnswer('token', tokenAnswerSchema, readHttpAnswer(sent.value));
    if (!answered.ok) return answered;
    await keepTokens({ secrets, localNowMs: nowMs }, linkId, answered.value);
    return success(null);
  }

  async function cycle(): Promise<Outcome<null>> {
    const signed = await signIn();
    if (!signed.ok) return signed;
    const told = await rosters.exchange(transport);
    if (!told.ok) return told;
    const outcome = await exchange({
      replica,
      transport,
      clock,
      localNowMs: nowMs,
      serverUrl: server.serverUrl,
      schemaVersion: surroundings.schemaVersion,
      pushedScopes: await rosters.studentIds(),
      otherScopes: [],
      ...batches,
      shouldPull: true,
      knownPeer,
      isStale: () => false,
      failedRows,
      onStep: () => undefined,
      onCloned: () => tokens.leaveRefreshingToOthers(),
      isCancelled: () => isStopped,
    });
    if (!outcome.ok) return outcome;
    knownPeer = outcome.value.peer;
    const { pushedCount, pulledCount, refusedCount } = outcome.value;
    if (pushedCount + pulledCount + refusedCount + told.value.refusedCount > 0) {
      log.info(
        { pushedCount, pulledCount, refusedCount, refusedNames: told.value.refusedCount },
        'exchanged with the central server',
      );
    }
    return success(null);
  }

  async function run(): Promise<Outcome<null>> {
    let outcome: Outcome<null>;
    try {
      outcome = await cycle();
    } catch (error) {
      // The hub's own database: full, busy or closed. Positions moved only with what was kept.
      log.warn({ err: error }, 'the exchange with the central server failed here');
      outcome = failure('INTERNAL', { call: 'relay', kind: error instanceof Error ? error.name : typeof error });
    }
    if (isStopped) return outcome;
    if (outcome.ok) {
      failureCount = 0;
      hintListener.follow(link);
    } else {
      knownPeer = null;
      failureCount += 1;
    }
    const code = outcome.ok ? '' : outcome.error.code;
    if (code !== lastCode) {
      if (outcome.ok) log.info('the central server is reached');
      else log.warn({ failure: outcome.error }, 'the central server is not reached; the hub goes on by itself');
    }
    lastCode = code;
    plan(outcome);
    return outcome;
  }

  function plan(outcome: Outcome<null>): void {
    const retryAfter = outcome.ok ? null : outcome.error.details.retryAfterSeconds;
    const usualMs = isDueAgain ? restMs : lookEveryMs * (0.8 + 0.4 * random());
    const delayMs = outcome.ok
      ? usualMs
      : restMs + backoffDelayMs(failureCount, random(), typeof retryAfter === 'number' ? retryAfter * 1000 : null);
    isDueAgain = false;
    cancelTimer();
    cancelTimer = setTimer(() => void exchangeNow(), delayMs);
  }

  function exchangeNow(): Promise<Outcome<null>> {
    if (isStopped) return Promise.resolve(failure('SYNC_CANCELLED'));
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  /** Rows came here, or there. While the central server is away this would only be one more knock at its door. */
  function wake(): void {
    if (isStopped || failureCount > 0) return;
    if (running !== null) {
      isDueAgain = true;
      return;
    }
    cancelTimer();
    cancelTimer = setTimer(() => void exchangeNow(), restMs);
  }

  const hintListener = createHintListener({
    http,
    tokensOf: () => tokens,
    setTimer,
    random,
    onHint: wake,
    onListening: () => undefined,
  });

  return {
    exchangeNow,
    start() {
      leaveHints = hints.join({ scopes: null, send: wake });
      void exchangeNow();
    },
    async stop() {
      isStopped = true;
      cancelTimer();
      leaveHints();
      hintListener.stop();
      await running;
    },
  };
}
