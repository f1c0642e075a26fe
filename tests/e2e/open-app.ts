/** The built app in a real Chromium, served as `npm start` serves it, with a profile of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumArguments, requireChromium } from '../../commands/find-chromium.ts';
import { projectFolder } from '../../commands/project-folder.ts';
import { startStaticServer } from '../../server/static-server.ts';

export interface OpenApp {
  readonly address: string;
  readonly context: BrowserContext;
  /** Requests that left the app's own origin: there should be none, ever. */
  readonly foreignRequests: string[];
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export interface OpenAppOptions {
  readonly language?: 'tr' | 'en';
  readonly colourScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Lets a test inject scripts of its own, which the app's policy refuses. */
  readonly bypassesPolicy?: boolean;
  /** Keeps the service worker out, so that a test sees and can hold up every request. */
  readonly blocksServiceWorker?: boolean;
  /** Another build than `dist/renderer`, for measurements that compare two. */
  readonly folder?: string;
}

/** Serves `dist/renderer` (built by `npm test` before) on a free port and opens a browser with an empty profile. */
export async function openApp(options: OpenAppOptions = {}): Promise<OpenApp> {
  const server = await startStaticServer({
    folder: options.folder ?? join(projectFolder, 'dist', 'renderer'),
    port: 0,
  });
  const profileFolder = await mkdtemp(join(tmpdir(), 'end-stp-e2e-'));
  const context = await chromium.launchPersistentContext(profileFolder, {
    executablePath: requireChromium(),
    args: [...chromiumArguments],
    locale: options.language === 'tr' ? 'tr-TR' : 'en-GB',
    colorScheme: options.colourScheme ?? 'light',
    viewport: options.viewport ?? { width: 1280, height: 800 },
    bypassCSP: options.bypassesPolicy ?? false,
    serviceWorkers: options.blocksServiceWorker === true ? 'block' : 'allow',
  });
  // Twice Playwright's own limit: what a quiet machine does in a second takes long beside seven other browsers.
  context.setDefaultTimeout(60_000);
  const foreignRequests: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(server.address) && !url.startsWith('data:') && !url.startsWith('blob:'))
      foreignRequests.push(url);
  });
  return {
    address: server.address,
    context,
    foreignRequests,
    newPage: () => context.newPage(),
    async close() {
      await context.close();
      await server.close();
      await rm(profileFolder, { recursive: true, force: true });
    },
  };
}
