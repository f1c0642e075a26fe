/**
 * Builds the page in memory, serves it on loopback and opens it in a real browser. Without any Content-Security-Policy:
 * the app has one as a second wall, and the first must hold alone.
 */
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { chromiumArguments, requireChromium } from '../../../commands/find-chromium.ts';

const folder = fileURLToPath(new URL('./page/', import.meta.url));
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export interface QuestionPage {
  readonly page: Page;
  /** Addresses asked for since the page was ready, fonts of the app itself aside. */
  readonly foreignRequests: string[];
  close(): Promise<void>;
}

export async function openQuestionPage(): Promise<QuestionPage> {
  const files = await buildFiles();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname.slice(1) || 'index.html';
    const body = files.get(path);
    if (body === undefined) response.writeHead(404).end();
    else
      response.writeHead(200, { 'content-type': contentTypes[extname(path)] ?? 'application/octet-stream' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const browser: Browser = await chromium.launch({ executablePath: requireChromium(), args: [...chromiumArguments] });
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  const foreignRequests: string[] = [];
  // Answered, not aborted: a request that would have left must not fail early and look harmless.
  await page
    .context()
    .route(/attacker\.test/, (route) => route.fulfill({ status: 200, body: 'window.attack("loaded")' }));
  await page.goto(`http://127.0.0.1:${address.port}/`);
  await page.waitForFunction(() => typeof window.showTexts === 'function');
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!files.has(pathname.slice(1))) foreignRequests.push(request.url());
  });
  return {
    page,
    foreignRequests,
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function buildFiles(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    plugins: [react()],
    build: { write: false, minify: false },
  });
  const outputs = Array.isArray(built) ? built.flatMap(({ output }) => output) : 'output' in built ? built.output : [];
  return new Map(outputs.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
}
