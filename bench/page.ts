/**
 * What the built page costs in Chromium: bytes until the first question, and how long until it can be used, from an
 * empty browser and from one that has the app. `END_STP_BENCH_PAGE` names another build to measure instead.
 */
/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { percentile } from '../commands/percentile.ts';
import { projectFolder } from '../commands/project-folder.ts';
import { type OpenApp, openApp } from '../tests/e2e/open-app.ts';
import { startTopic } from '../tests/e2e/practise.ts';
import type { BenchTable } from './bench-table.ts';

const runCount = 5;
/** A main thread that has had no long task for this time takes input at once; Lighthouse waits for five seconds. */
const quietMs = 1000;
const folder = process.env.END_STP_BENCH_PAGE ?? join(projectFolder, 'dist', 'renderer');

interface StartFigures {
  /** From navigation to the control being there and the end of the last long task before the quiet. */
  readonly interactiveMs: number;
  /** What long tasks took beyond 50 ms each. */
  readonly blockedMs: number;
  readonly layoutShift: number;
  /** What the page itself asked for after the control was there. */
  readonly laterFiles: readonly string[];
}

/** Counts long tasks and layout shifts from the first moment of each page. Runs in the page. */
function observeStart(): void {
  const seen = { lastLongTaskEndMs: 0, blockedMs: 0, layoutShift: 0 };
  Object.assign(window, { startSeen: seen });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      seen.lastLongTaskEndMs = Math.max(seen.lastLongTaskEndMs, startTime + duration);
      seen.blockedMs += duration - 50;
    }
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) seen.layoutShift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Resolves when the control that `selector` names is there and the main thread has been quiet. Runs in the page. */
async function waitUntilInteractive({ selector, quiet }: { selector: string; quiet: number }): Promise<StartFigures> {
  const { startSeen } = window as unknown as {
    startSeen: { lastLongTaskEndMs: number; blockedMs: number; layoutShift: number };
  };
  while (document.querySelector(selector) === null) await new Promise((resolve) => requestAnimationFrame(resolve));
  const thereMs = performance.now();
  while (performance.now() - Math.max(thereMs, startSeen.lastLongTaskEndMs) < quiet) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    interactiveMs: Math.max(thereMs, startSeen.lastLongTaskEndMs),
    blockedMs: startSeen.blockedMs,
    layoutShift: startSeen.layoutShift,
    laterFiles: performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime > thereMs)
      .map(({ name }) => new URL(name).pathname),
  };
}

async function measureStart(page: Page, address: string, selector: string): Promise<StartFigures> {
  await page.addInitScript(observeStart);
  await page.goto(address);
  return page.evaluate(waitUntilInteractive, { selector, quiet: quietMs });
}

/** Fills in the name at the first start and starts a session. Milliseconds from the click that makes the profile. */
async function reachFirstQuestion(page: Page): Promise<number> {
  await page.getByRole('textbox', { name: 'Your name' }).fill('Deniz');
  const startedMs = performance.now();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('heading', { name: 'Hello Deniz' }).waitFor();
  await startTopic(page, 'Basic operations');
  return performance.now() - startedMs;
}

/** Of a slow computer, for how long a click in the rail goes unanswered. */
const slowFactor = 4;

/** From the next click until the heading, or what stands in for it, has been painted. Runs in the page. */
async function timeClick(heading: string): Promise<number> {
  const { timeStamp } = await new Promise<Event>((resolve) => {
    window.addEventListener('click', resolve, { capture: true, once: true });
  });
  while (document.querySelector('main [aria-busy="true"] > div, main h1')?.textContent !== heading) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await new Promise((resolve) => setTimeout(resolve));
  return performance.now() - timeStamp;
}

/**
 * Milliseconds from a click in the rail until the next screen's heading, or what stands in for it, has been painted, with
 * a processor that is slowed down; for each place of the rail, and then Home.
 */
async function clickThroughRail(page: Page): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowFactor });
  const times: number[] = [];
  for (const [place, heading] of railPlaces) {
    // The page listens before the click reaches it: both go the same way, in order.
    const answered = page.evaluate(timeClick, heading);
    await page.getByRole('navigation').getByRole('link', { name: place }).click();
    times.push(await answered);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return times;
}

const railPlaces = [
  ['Reflexes', 'Reflexes'],
  ['Notebook', 'Mistake notebook'],
  ['Insights', 'Insights'],
  ['Content', 'Content'],
  ['Settings', 'Settings'],
  ['Home', 'Hello Deniz'],
] as const;

/** Files of the build that were asked for so far. */
function watchFiles(app: OpenApp): ReadonlySet<string> {
  const files = new Set<string>();
  app.context.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === app.address) files.add(pathname === '/' ? '/index.html' : pathname);
  });
  return files;
}

/** Kilobytes as they lie on the disk, and as a server that compresses sends them. */
async function weigh(files: Iterable<string>): Promise<{ readonly rawKb: number; readonly gzipKb: number }> {
  let rawBytes = 0;
  let gzipBytes = 0;
  for (const file of files) {
    const content = await readFile(join(folder, file)).catch(() => Buffer.alloc(0));
    rawBytes += content.length;
    const isPacked = ['.gz', '.woff2', '.png'].includes(extname(file));
    gzipBytes += isPacked ? content.length : gzipSync(content).length;
  }
  return { rawKb: rawBytes / 1024, gzipKb: gzipBytes / 1024 };
}

const isOfPage = (file: string) => /\.(html|js|css|woff2)$/.test(file) && !file.includes('host-worker');

export async function runPageBench(): Promise<BenchTable> {
  const cold: StartFigures[] = [];
  const warm: StartFigures[] = [];
  const firstQuestionMs: number[] = [];
  const warmQuestionMs: number[] = [];
  const railMs: number[] = [];
  let formFiles: readonly string[] = [];
  let questionFiles: readonly string[] = [];
  for (let run = 0; run < runCount; run += 1) {
    // Without the service worker, which fetches the whole app beside the page: what the page itself asked for counts.
    const app = await openApp({ language: 'en', folder, blocksServiceWorker: true });
    try {
      const files = watchFiles(app);
      const page = await app.newPage();
      const started = await measureStart(page, app.address, 'input[type="text"], input:not([type])');
      cold.push(started);
      // What comes later belongs to the question already: it is fetched while the name is typed.
      if (run === 0) formFiles = [...files].filter((file) => !started.laterFiles.includes(file));
      firstQuestionMs.push(await reachFirstQuestion(page));
      if (run === 0) questionFiles = [...files];
      await page.getByRole('button', { name: 'Leave practice' }).click();
      await page.getByRole('navigation').waitFor();
      await page.close();
      const again = await app.newPage();
      warm.push(await measureStart(again, app.address, 'main h1'));
      const startedMs = performance.now();
      await startTopic(again, 'Basic operations');
      warmQuestionMs.push(performance.now() - startedMs);
      await again.getByRole('button', { name: 'Leave practice' }).click();
      await again.getByRole('navigation').waitFor();
      railMs.push(...(await clickThroughRail(again)));
    } finally {
      await app.close();
    }
  }
  const form = await weigh(formFiles.filter(isOfPage));
  const question = await weigh(questionFiles.filter(isOfPage));
  const everything = await weigh(questionFiles);
  const timeRow = (what: string, values: readonly number[]) => [
    what,
    percentile(values, 50),
    Math.min(...values),
    Math.max(...values),
  ];
  return {
    title: 'Page: what the first question costs',
    conditions: `Built app in headless Chromium, ${runCount} new browsers, no throttling; medians. Interactive: the control is there and no long task for ${quietMs} ms after.`,
    columns: ['what', 'median', 'lowest', 'highest'],
    rows: [
      ['page (scripts, styles, fonts) until the first form, KB gzip', form.gzipKb, null, null],
      ['page until the first question, KB gzip', question.gzipKb, null, null],
      ['page until the first question, KB', question.rawKb, null, null],
      ['with the database (PostgreSQL, prepared directory), KB gzip', everything.gzipKb, null, null],
      timeRow(
        'cold start: interactive, ms',
        cold.map(({ interactiveMs }) => interactiveMs),
      ),
      timeRow(
        'cold start: blocked by long tasks, ms',
        cold.map(({ blockedMs }) => blockedMs),
      ),
      timeRow(
        'cold start: layout shift (CLS)',
        cold.map(({ layoutShift }) => layoutShift),
      ),
      timeRow('from the form to the first question, ms', firstQuestionMs),
      timeRow(
        'warm start: Home interactive, ms',
        warm.map(({ interactiveMs }) => interactiveMs),
      ),
      timeRow(
        'warm start: layout shift (CLS)',
        warm.map(({ layoutShift }) => layoutShift),
      ),
      timeRow('warm start: from Home to a question, ms', warmQuestionMs),
      timeRow(`click in the rail until its heading, processor ${slowFactor} times as slow, ms`, railMs),
    ],
  };
}
