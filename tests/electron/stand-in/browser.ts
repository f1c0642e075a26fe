import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromiumArguments, requireChromium } from '../../../commands/find-chromium.ts';

export interface StandInBrowser {
  readonly context: BrowserContext;
  /** Where the test connects to drive the same pages. */
  readonly debuggingPort: number;
}

/** Starts a Chromium whose storage lies in the app's data folder, and that reaches nothing but the app's own pages. */
export async function launchBrowser(dataFolder: string, serverPort: number): Promise<StandInBrowser> {
  const profileFolder = join(dataFolder, 'chromium');
  const context = await chromium.launchPersistentContext(profileFolder, {
    executablePath: requireChromium(),
    headless: true,
    viewport: { width: 1180, height: 720 },
    args: [
      ...chromiumArguments,
      '--remote-debugging-port=0',
      `--host-resolver-rules=MAP endstp.localhost 127.0.0.1:${serverPort}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    ],
  });
  const [port] = (await readFile(join(profileFolder, 'DevToolsActivePort'), 'utf8')).split('\n');
  return { context, debuggingPort: Number(port) };
}
