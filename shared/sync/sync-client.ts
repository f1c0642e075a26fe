/**
 * The sync of a device: one scheduler for all its joined profiles (states of each: `link-state.ts`). It trusts an
 * answered request and nothing else; what wakes it only makes it ask sooner.
 */
import { type Failure, failure, type Outcome, success } from '../errors/outcome.ts';
import { backoffDelayMs } from './backoff-delay.ts';
import { type ExchangeReport, exchange } from './exchange.ts';
import { createLinkRuntime, type LinkRuntime, noteServerTime } from './link-runtime.ts';
import { idleState, type LinkState, stateAfter } from './link-state.ts';
import type { LocalReplica } from './local-replica.ts';
import type { ServerClock } from './server-clock.ts';
import type { SyncLink, SyncLinks } from './sync-link.ts';
import type { SyncTransport } from './sync-transport.ts';

export type WakeReason =
  /** Something was written here. */
  | 'new_rows'
  | 'network_up'
  /** The computer slept. */
  | 'resume'
  | 'focus'
  /** The server said that it has something new. */
  | 'hint'
  /** Somebody pressed "Sync now". */
  | 'asked';

/** Runs `work` once after the delay; the returned function takes it back. */
export type SetTimer = (work: () => void, delayMs: number) => () => void;

export interface SyncClientSurroundings {
  readonly replica: LocalReplica;
  readonly links: SyncLinks;
  readonly transportOf: (link: SyncLink) => SyncTransport;
  readonly clock: ServerClock;
  /** The machine's own clock, milliseconds since 1970. */
  readonly localNowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly setTimer: SetTimer;
  readonly schemaVersion: string;
  readonly onStateChanged?: (link: SyncLink, state: LinkState) => void;
  /** After each exchange that went through. */
  readonly onExchanged?: (link: SyncLink, report: ExchangeReport) => Promise<void> | void;
  /** Another machine was made from a copy of this one's disk; this one, the later to greet, has a new replica id now. */
  readonly onCloned?: (link: SyncLink) => Promise<void> | void;
  /** The server says that the student of the link was erased: nothing is left to exchange, and nothing to keep. */
  readonly onErased?: (link: SyncLink, erasedAt: string) => Promise<void> | void;
  /** A bug, or the device's own database: the link is tried again later. */
  readonly reportBug: (what: string, error: unknown) => void;
}

export interface SyncClient {
  /** Reads the links and starts; also to be called when a profile joined or left. */
  reload(): Promise<void>;
  /** Makes it ask sooner: the link of this student, or every link. */
  wake(reason: WakeReason, studentId?: string): void;
  /** Exchanges now and resolves when that is over: what came of it, or the last failure. */
  syncNow(studentId?: string): Promise<Outcome<null>>;
  /** Hints come for this student, so that the timer may wait longer. */
  setHinted(linkId: string, isHinted: boolean): void;
  stateOf(linkId: string): LinkState;
  /** By the machine's clock; null before the first contact of this run. */
  lastContactMs(linkId: string): number | null;
  list(): readonly SyncLink[];
  /** Stops between two requests. */
  stop(): Promise<void>;
}

/** How often to look for something new where nothing tells of it, and where hints do. */
const pollMs = 60_000;
const pollHintedMs = 5 * 60_000;
/** What is refused for good may have changed on the server, or with an update: looked at rarely. */
const refusedPollMs = 60 * 60_000;
/** A window that gets the focus again and again asks no more often than this. */
const focusRestMs = 20_000;
/** A network that is back wakes every device of a class in the same second. */
const wakeSpreadMs = 2_000;

export function createSyncClient(surroundings: SyncClientSurroundings): SyncClient {
  const { replica, links, transportOf, clock, localNowMs, random, setTimer, reportBug } = surroundings;
  const runtimes = new Map<string, LinkRuntime>();
  let running: Promise<void> | null = null;
  let isStopped = false;

  function setState(runtime: LinkRuntime, state: LinkState): void {
    runtime.state = state;
    surroundings.onStateChanged?.(runtime.link, state);
  }

  function plan(runtime: LinkRuntime, delayMs: number): void {
    runtime.cancelTimer();
    if (runtime.isGone || isStopped) return;
    runtime.cancelTimer = setTimer(() => {
      runtime.isPullDue = true;
      makeDue(runtime);
    }, delayMs);
  }

  function makeDue(runtime: LinkRuntime): void {
    if (runtime.isGone || isStopped) return;
    runtime.cancelTimer();
    runtime.isDue = true;
    startDraining();
  }

  function startDraining(): void {
    running ??= drain().finally(() => {
      running = null;
      // Something became due after the last look.
      if (!isStopped && [...runtimes.values()].some(({ isDue }) => isDue)) startDraining();
    });
  }

  /** One link after the other: they share one database and, as a rule, one network. */
  async function drain(): Promise<void> {
    // Callers that wake several links at once get them all into this round.
    await Promise.resolve();
    for (;;) {
      const due = [...runtimes.values()].find((runtime) => runtime.isDue);
      if (due === undefined || isStopped) return;
      due.isDue = false;
      // The longest waiting comes first the next time.
      runtimes.delete(due.link.id);
      runtimes.set(due.link.id, due);
      const waiters = due.waiters.splice(0);
      await runLink(due);
      for (const tell of waiters) tell();
    }
  }

  async function runLink(runtime: LinkRuntime): Promise<void> {
    let outcome: Outcome<ExchangeReport>;
    const shouldPull = runtime.isPullDue || !runtime.isHinted;
    runtime.isPullDue = false;
    try {
      if (!runtime.hasRetriedRefused && runtime.link.peerId !== null) {
        runtime.hasRetriedRefused = true;
        await replica.retryRefused(runtime.link.peerId);
      }
      outcome = await exchange({
        replica,
        transport: transportOf(runtime.link),
        clock,
        localNowMs,
        serverUrl: runtime.link.serverUrl,
        schemaVersion: surroundings.schemaVersion,
        pushedScopes: [runtime.link.studentId],
        otherScopes: [...runtimes.values()]
          .filter((other) => other !== runtime && other.link.studentId !== runtime.link.studentId)
          .map((other) => other.link.studentId),
        pushBatch: runtime.pushBatch,
        pullBatch: runtime.pullBatch,
        shouldPull,
        knownPeer: runtime.knownPeer,
        isStale: (serverTime) => noteServerTime(runtime, serverTime),
        failedRows: runtime.failedRows,
        onStep(name, doneRows) {
          // After a failure, a knock at the door is no news until somebody opens: words must not flicker.
          if (runtime.failureCount > 0 && doneRows === 0) return;
          setState(runtime, { name, failure: null, doneRows, retryAtMs: null });
        },
        onCloned: async () => surroundings.onCloned?.(runtime.link),
        isCancelled: () => isStopped || runtime.isGone,
      });
      if (outcome.ok) await afterExchange(runtime, outcome.value);
      else if (outcome.error.code === 'STUDENT_ERASED' && typeof outcome.error.details.erasedAt === 'string') {
        await surroundings.onErased?.(runtime.link, outcome.error.details.erasedAt);
      }
    } catch (error) {
      // The device's own database: full, damaged or closed. What the peer has answered is not kept, so it comes again.
      reportBug('sync', error);
      outcome = failure('INTERNAL', { call: 'sync', kind: error instanceof Error ? error.name : typeof error });
    }
    if (runtime.isGone || isStopped) return;
    if (outcome.ok) {
      settle(runtime);
    } else {
      runtime.isPullDue = true;
      retreat(runtime, outcome.error);
    }
  }

  async function afterExchange(runtime: LinkRuntime, report: ExchangeReport): Promise<void> {
    runtime.knownPeer = report.peer;
    if (runtime.link.peerId !== report.peer.peerId) {
      runtime.link = { ...runtime.link, peerId: report.peer.peerId };
    }
    await surroundings.onExchanged?.(runtime.link, report);
  }

  function settle(runtime: LinkRuntime): void {
    runtime.failureCount = 0;
    runtime.lastContactMs = localNowMs();
    const usualMs = runtime.isHinted ? pollHintedMs : pollMs;
    // Between 0.8 and 1.2 of the usual wait: a class that was switched on together drifts apart.
    plan(runtime, usualMs * (0.8 + 0.4 * random()));
    setState(runtime, idleState);
  }

  function retreat(runtime: LinkRuntime, failed: Failure): void {
    const name = stateAfter(failed);
    runtime.failureCount += 1;
    // Whoever answers next may be another server, or this one in another state.
    if (name === 'refused') runtime.knownPeer = null;
    const retryAfterSeconds = failed.details.retryAfterSeconds;
    const delayMs =
      name === 'signed_out'
        ? null
        : name === 'refused'
          ? refusedPollMs * (0.8 + 0.4 * random())
          : backoffDelayMs(
              runtime.failureCount,
              random(),
              typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : null,
            );
    if (delayMs !== null) plan(runtime, delayMs);
    setState(runtime, {
      name,
      failure: failed,
      doneRows: 0,
      retryAtMs: delayMs === null ? null : localNowMs() + delayMs,
    });
  }

  function chosen(studentId: string | undefined): LinkRuntime[] {
    const all = [...runtimes.values()];
    return studentId === undefined ? all : all.filter(({ link }) => link.studentId === studentId);
  }

  function wakeOne(runtime: LinkRuntime, reason: WakeReason): void {
    const { name } = runtime.state;
    if (reason !== 'new_rows') runtime.isPullDue = true;
    const isResting = name === 'offline' || name === 'backing_off' || name === 'refused';
    switch (reason) {
      case 'new_rows':
      case 'hint':
        // While the server is away each answer would only be one more knock at its door.
        if (!isResting && name !== 'signed_out') makeDue(runtime);
        break;
      case 'resume':
      case 'network_up':
        if (reason === 'resume') runtime.knownPeer = null;
        if (name === 'signed_out' || name === 'refused') break;
        runtime.failureCount = 0;
        plan(runtime, random() * wakeSpreadMs);
        break;
      case 'focus': {
        if (name === 'signed_out' || name === 'refused' || name === 'backing_off') break;
        const contactMs = runtime.lastContactMs;
        if (contactMs === null || Math.abs(localNowMs() - contactMs) > focusRestMs) makeDue(runtime);
        break;
      }
      case 'asked':
        makeDue(runtime);
        break;
    }
  }

  return {
    async reload() {
      const present = await links.list();
      for (const [id, runtime] of runtimes) {
        if (present.some((link) => link.id === id)) continue;
        runtime.isGone = true;
        runtime.isDue = false;
        runtime.cancelTimer();
        for (const tell of runtime.waiters.splice(0)) tell();
        runtimes.delete(id);
      }
      for (const link of present) {
        const known = runtimes.get(link.id);
        if (known !== undefined) {
          known.link = link;
          if (known.state.name === 'signed_out') {
            // It has joined again, with new tokens.
            known.failureCount = 0;
            setState(known, idleState);
            makeDue(known);
          }
          continue;
        }
        const runtime = createLinkRuntime(link);
        runtimes.set(link.id, runtime);
        makeDue(runtime);
      }
    },
    wake(reason, studentId) {
      for (const runtime of chosen(studentId)) wakeOne(runtime, reason);
    },
    async syncNow(studentId) {
      const asked = chosen(studentId);
      if (asked.length === 0) return failure('SYNC_NOT_JOINED');
      const over = asked.map(
        (runtime) =>
          new Promise<void>((resolve) => {
            runtime.waiters.push(resolve);
            runtime.isPullDue = true;
            makeDue(runtime);
            // Stopped meanwhile, or left its class: there will be no exchange to wait for.
            if (!runtime.isDue) resolve();
          }),
      );
      await Promise.all(over);
      const failed = asked.find((runtime) => runtime.state.failure !== null)?.state.failure ?? null;
      return failed === null ? success(null) : { ok: false, error: failed };
    },
    setHinted(linkId, isHinted) {
      const runtime = runtimes.get(linkId);
      if (runtime !== undefined) runtime.isHinted = isHinted;
    },
    stateOf: (linkId) => runtimes.get(linkId)?.state ?? idleState,
    lastContactMs: (linkId) => runtimes.get(linkId)?.lastContactMs ?? null,
    list: () => [...runtimes.values()].map(({ link }) => link),
    async stop() {
      isStopped = true;
      for (const runtime of runtimes.values()) {
        runtime.cancelTimer();
        for (const tell of runtime.waiters.splice(0)) tell();
      }
      await running;
    },
  };
}
