import { version } from '../../package.json';
import type { SyncSurroundings } from '../../shared/host/sync-service.ts';
import type { FetchFunction } from '../../shared/sync/fetch-http.ts';
import { createBrowserSecretStore } from './browser-secret-store.ts';

/** The browser's own network, timers and randomness. */
export function browserSync(): SyncSurroundings {
  return {
    fetch: ((url, init) => fetch(url, init)) as FetchFunction,
    secrets: createBrowserSecretStore(),
    random: Math.random,
    setTimer(work, delayMs) {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    deviceName: nameBrowser(navigator.userAgent),
    appVersion: version,
    // A school's own server serves the app, too; a plain file server is found out by the connection test.
    suggestedServerUrl: location.origin,
  };
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
