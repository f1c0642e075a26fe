import { hostname } from 'node:os';
import { join } from 'node:path';
import type { SyncSurroundings } from '../host/sync-surroundings.ts';
import type { FetchFunction } from '../sync/fetch-http.ts';
import { createMemorySecretStore } from '../sync/secret-store.ts';
import { createFileSecretStore } from './file-secret-store.ts';
import { createPinnedFetch } from './pinned-fetch.ts';

/** Node's own network, timers and randomness; secrets in a file beside the database, or in memory without one. */
export function nodeSync(dataFolder: string | null): SyncSurroundings {
  return {
    fetch: createPinnedFetch(fetch as FetchFunction),
    secrets: dataFolder === null ? createMemorySecretStore() : createFileSecretStore(join(dataFolder, 'secrets.json')),
    random: Math.random,
    setTimer: nodeTimer,
    deviceName: hostname(),
    appVersion: '',
    suggestServerUrl: async () => readSuggestedServer(),
    // Electron's Node has it; Node 20 has none, and looks from time to time.
    ...(typeof WebSocket === 'undefined' ? {} : { openSocket: (url: string) => new WebSocket(url) }),
  };
}

/** A timer that keeps no process alive: sync is never the reason why a command does not end. */
export function nodeTimer(work: () => void, delayMs: number): () => void {
  const timer = setTimeout(work, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}

/** A school sets its server for all of its computers. */
function readSuggestedServer(): string | null {
  const address = process.env.END_STP_SERVER_URL ?? '';
  return URL.canParse(address) ? address : null;
}
