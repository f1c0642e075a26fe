/** Serves the bare page of `browser-page/` as a build does, and opens it in a real Chromium. */
import { cp, mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { chromiumArguments, requireChromium } from '../../commands/find-chromium.ts';
import { startStaticServer } from '../../server/static-server.ts';
import type { ConnectionProbe } from './browser-page/page.ts';
import { preparedFolder } from './prepared-fixture.ts';

declare global {
  interface Window {
    probe: ConnectionProbe;
    startProbe(): void;
  }
}

export interface ServedPage {
  readonly url: string;
  /** A browser profile of its own, with storage that outlives its pages. */
  openBrowser(): Promise<BrowserContext>;
  /** Kills a browser's processes at once, and opens another one on its profile. */
  reopenKilled(browser: BrowserContext): Promise<BrowserContext>;
  close(): Promise<void>;
}

export async function serveBrowserPage(): Promise<ServedPage> {
  const root = join(import.meta.dirname, 'browser-page');
  const outFolder = await mkdtemp(join(tmpdir(), 'endstp-test-page-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: outFolder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  });
  await cp(await preparedFolder(), join(outFolder, 'prepared'), { recursive: true });
  // The app's own server, with its headers: the worker has to live with the app's content security policy.
  const server = await startStaticServer({ folder: outFolder, port: 0 });
  const profileOf = new Map<BrowserContext, string>();
  const launch = async (profile: string) => {
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath: requireChromium(),
      args: [...chromiumArguments],
    });
    profileOf.set(browser, profile);
    return browser;
  };
  return {
    url: `${server.address}/index.html`,
    openBrowser: async () => launch(await mkdtemp(join(tmpdir(), 'endstp-test-profile-'))),
    async reopenKilled(browser) {
      const profile = profileOf.get(browser) ?? '';
      // The profile's lock is a link whose target ends in the pid of the browser that we started.
      const owner = await readlink(join(profile, 'SingletonLock'));
      const closed = new Promise((resolve) => browser.once('close', resolve));
      process.kill(Number(owner.slice(owner.lastIndexOf('-') + 1)), 'SIGKILL');
      await closed;
      return launch(profile);
    },
    async close() {
      await server.close();
      for (const folder of [outFolder, ...profileOf.values()]) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens the page in a new tab. */
export async function openTab(browser: BrowserContext, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}

export function waitForState(page: Page, name: string): Promise<unknown> {
  return page.waitForFunction((wanted) => window.probe.connection.connectionState.name === wanted, name, {
    timeout: 45_000,
  });
}
