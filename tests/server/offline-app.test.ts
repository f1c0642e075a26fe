import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../commands/build-app.ts';
import { chromiumArguments, requireChromium } from '../../commands/find-chromium.ts';
import { projectFolder } from '../../commands/project-folder.ts';
import { type StaticServer, startStaticServer } from '../../server/static-server.ts';

const patience = { timeout: 30_000, interval: 100 };

function openBrowser(profileFolder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileFolder, {
    executablePath: requireChromium(),
    args: [...chromiumArguments],
    locale: 'en-GB',
  });
}

/** Paths of everything the service worker has stored. */
function listStored(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const keys = await caches.keys();
    const requests = await Promise.all(keys.map(async (key) => (await caches.open(key)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
}

describe('the browser edition without a network', () => {
  const profileFolder = mkdtempSync(join(tmpdir(), 'end-stp-offline-'));
  const faults: string[] = [];
  let server: StaticServer;
  let context: BrowserContext;
  let page: Page;

  function watch(watched: Page): void {
    watched.on('pageerror', (error) => faults.push(error.message));
    watched.on('console', (message) => {
      // What the policy blocks is said on the console.
      if (message.type() === 'error') faults.push(message.text());
    });
  }

  beforeAll(async () => {
    await buildApp(() => {});
    server = await startStaticServer({ folder: join(projectFolder, 'dist', 'renderer'), port: 0 });
    context = await openBrowser(profileFolder);
    page = await context.newPage();
    watch(page);
    await page.goto(server.address);
  });
  afterAll(async () => {
    await context.close();
    await server.close();
    rmSync(profileFolder, { recursive: true, force: true });
  });

  it('stores the whole app on the first visit: page, worker, PGlite, prepared directory, fonts', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), patience).toBe(true);
    const stored = (await listStored(page)).join('\n');
    expect(stored).toMatch(/^\/index\.html$/m);
    expect(stored).toMatch(/^\/assets\/pglite-.+\.wasm$/m);
    expect(stored).toMatch(/^\/assets\/pglite-.+\.data$/m);
    expect(stored).toMatch(/^\/assets\/host-worker-.+\.js$/m);
    expect(stored).toMatch(/^\/prepared\/study-pg18\.tar\.gz$/m);
    expect(stored).toMatch(/^\/assets\/inter-.+\.woff2$/m);
    expect(stored).toMatch(/^\/assets\/KaTeX_Main-Regular-.+\.woff2$/m);
  });

  it('opens its database on the first visit, and the policy blocks nothing the app needs', async () => {
    await page.getByLabel('Your name').fill('Ege');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('Saved on this computer').waitFor();
    expect(faults).toEqual([]);
  });

  it('opens again after the server has gone, with the same data', async () => {
    await server.close();
    await page.reload();
    await page.getByText('Saved on this computer').waitFor();
    await page.getByText('Ege').first().waitFor();
  });

  it('starts with no network after the browser was closed', async () => {
    await context.close();
    context = await openBrowser(profileFolder);
    page = await context.newPage();
    watch(page);
    await page.goto(`${server.address}/`);
    await page.getByText('Saved on this computer').waitFor();
    await page.getByText('Ege').first().waitFor();
    expect(faults).toEqual([]);
  });
});
