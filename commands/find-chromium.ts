import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const programNames =
  process.platform === 'win32'
    ? ['chromium.exe', 'chrome.exe']
    : ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** Where installers put the browser without putting it on the PATH. */
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env.PROGRAMFILES ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
];

/**
 * Path of a Chromium that tests, measurements and screenshots can drive: the one named by `END_STP_CHROMIUM`, else one
 * on the PATH or in a usual place, else Playwright's own. Null when there is none; `npm test` fetches one then.
 */
export function findChromium(): string | null {
  const named = process.env.END_STP_CHROMIUM ?? '';
  if (named !== '') return named;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => programNames.map((name) => join(folder, name)));
  const candidates = [...onPath, ...usualPlaces, chromium.executablePath()];
  return candidates.find((path) => path !== '' && existsSync(path)) ?? null;
}

/** For code that cannot go on without: the path, or an error that says what to do. */
export function requireChromium(): string {
  const path = findChromium();
  if (path === null) {
    throw new Error(
      'No Chromium was found. Install one (Debian: apt-get install chromium) or name it in END_STP_CHROMIUM.',
    );
  }
  return path;
}

/** Flags that make it quiet and reproducible: no window, no background traffic, works in containers. */
export const chromiumArguments: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
