import { type AdaptiveBatch, createAdaptiveBatch } from './adaptive-batch.ts';
import type { KnownPeer } from './exchange.ts';
import { idleState, type LinkState } from './link-state.ts';
import type { SyncLink } from './sync-link.ts';

/** Times of the server that were heard last, to know a cached answer by. */
const rememberedTimes = 64;

/** What the scheduler knows of one link while the program runs. */
export interface LinkRuntime {
  link: SyncLink;
  state: LinkState;
  knownPeer: KnownPeer | null;
  readonly pushBatch: AdaptiveBatch;
  readonly pullBatch: AdaptiveBatch;
  readonly failedRows: Map<string, number>;
  readonly heardTimes: string[];
  failureCount: number;
  lastContactMs: number | null;
  isHinted: boolean;
  isDue: boolean;
  /** Something may be new on the server, or nobody would tell. */
  isPullDue: boolean;
  /** Refused rows were tried again since the program started. */
  hasRetriedRefused: boolean;
  cancelTimer: () => void;
  /** Who waits for the next exchange to be over. */
  waiters: (() => void)[];
  isGone: boolean;
}

export function createLinkRuntime(link: SyncLink): LinkRuntime {
  return {
    link,
    state: idleState,
    knownPeer: null,
    pushBatch: createAdaptiveBatch(),
    pullBatch: createAdaptiveBatch(),
    failedRows: new Map(),
    heardTimes: [],
    failureCount: 0,
    lastContactMs: null,
    isHinted: false,
    isDue: false,
    isPullDue: true,
    hasRetriedRefused: false,
    cancelTimer: () => {},
    waiters: [],
    isGone: false,
  };
}

/** Notes the time of an answer. True when it was heard before: the answer comes out of a cache. */
export function noteServerTime({ heardTimes }: LinkRuntime, serverTime: string): boolean {
  if (heardTimes.includes(serverTime)) return true;
  heardTimes.push(serverTime);
  if (heardTimes.length > rememberedTimes) heardTimes.shift();
  return false;
}
