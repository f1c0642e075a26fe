import { version } from '../../package.json';
import type { SyncSurroundings } from '../../shared/host/sync-surroundings.ts';
import type { FetchFunction } from '../../shared/sync/fetch-http.ts';
import { unpinAddress } from '../../shared/sync/server-pin.ts';
import { createBrowserSecretStore } from './browser-secret-store.ts';

/** The browser's own network, timers and randomness. */
export function browserSync(): SyncSurroundings {
  const ownServer = findOwnServer();
  return {
    fetch: fetchUnpinned as FetchFunction,
    secrets: createBrowserSecretStore(),
    random: Math.random,
    setTimer(work, delayMs) {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    openSocket: (url) => new WebSocket(url),
    deviceName: nameBrowser(navigator.userAgent),
    appVersion: version,
    suggestServerUrl: () => ownServer,
  };
}

/**
 * A page never sees the key of a certificate: the browser itself has to trust the hub's, or nothing is sent. So a pin is
 * left out here, and where the request fails, the reason that is likelier than being offline is named.
 */
async function fetchUnpinned(url: string, init: RequestInit): Promise<Response> {
  const plainUrl = unpinAddress(url);
  try {
    return await fetch(plainUrl, init);
  } catch (error) {
    if (plainUrl === url || init.signal?.aborted === true || !navigator.onLine) throw error;
    throw new Error('ERR_PIN_UNSUPPORTED', { cause: error });
  }
}

/** A network that hangs must not hold up the status of sync. */
const findTimeoutMs = 2_000;

/** This origin, when it is a server of ours: a school's own one serves the app, too; a plain file server does not sync. */
async function findOwnServer(): Promise<string | null> {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(findTimeoutMs) });
    const isOurs = answer.ok && (answer.headers.get('content-type') ?? '').includes('json');
    return isOurs ? location.origin : null;
  } catch {
    // Offline, as a rule: the address can be typed.
    return null;
  }
}

const browsers = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
] as const;
const systems = [
  ['ChromeOS', /CrOS/],
  ['Android', /Android/],
  ['iPad or iPhone', /iPad|iPhone/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

/** What a teacher sees of a browser in the list of devices, such as `Chrome, Windows`. */
function nameBrowser(userAgent: string): string {
  const find = (names: readonly (readonly [string, RegExp])[]) =>
    names.find(([, pattern]) => pattern.test(userAgent))?.[0];
  return [find(browsers), find(systems)].filter((name) => name !== undefined).join(', ');
}
