/**
 * 10,000 questions through the content screen of the built app in Chromium, in each format that is read in bulk: how long
 * until the report is there, and how late the page takes input meanwhile. `END_STP_BENCH_PAGE` names another build.
 */
/// <reference lib="dom" />
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { percentile } from '../commands/percentile.ts';
import { projectFolder } from '../commands/project-folder.ts';
import { openApp } from '../tests/e2e/open-app.ts';
import { createFirstProfile } from '../tests/e2e/practise.ts';
import type { BenchTable } from './bench-table.ts';

const questionCount = 10_000;
const folder = process.env.END_STP_BENCH_PAGE ?? join(projectFolder, 'dist', 'renderer');

/** How often the page is asked whether it would take input, as an eager typist does. */
const probeMs = 50;

interface Probe {
  stop(): readonly number[];
}

/** Posts a message again and again and notes how late it comes: input would come as late. Runs in the page. */
function startProbe(intervalMs: number): void {
  const delays: number[] = [];
  const channel = new MessageChannel();
  let sentMs = 0;
  channel.port1.onmessage = () => {
    delays.push(performance.now() - sentMs);
  };
  // Due times and not arrival times: a timer that fires late was blocked as well.
  let dueMs = performance.now() + intervalMs;
  const timer = setInterval(() => {
    sentMs = Math.min(dueMs, performance.now());
    dueMs = performance.now() + intervalMs;
    channel.port2.postMessage(null);
  }, intervalMs);
  const probe: Probe = {
    stop() {
      clearInterval(timer);
      return delays;
    },
  };
  Object.assign(window, { inputProbe: probe });
}

function stopProbe(): readonly number[] {
  return (window as unknown as { inputProbe: Probe }).inputProbe.stop();
}

const numbers = Array.from({ length: questionCount }, (_, index) => index + 1);
const files: Readonly<Record<string, string>> = {
  'thousands.json': `{"format":"endstp-pack","formatVersion":1,"packUid":"bench.json","packVersion":"1","names":{"en":"Thousands"},
"languages":["en"],"topics":[{"topicUid":"BENCH","names":{"en":"Bench"}}],"questions":[
${numbers.map((n) => JSON.stringify(ownQuestion(n))).join(',\n')}]}`,
  'thousands.gift': numbers
    .map(
      (n) => `::q${n}:: How much is ${n} and ${n + 1} together? {=${2 * n + 1} ~${2 * n} ~${2 * n + 2}####Count on.}`,
    )
    .join('\n\n'),
  'thousands.jsonl': numbers
    .map((n) =>
      JSON.stringify({
        question: `What is ${n} plus ${n + 1}?`,
        options: [`A)${2 * n + 1}`, `B)${2 * n}`, `C)${2 * n + 2}`, `D)${n}`, `E)${2 * n + 9}`],
        rationale: `${n} + ${n + 1} = ${2 * n + 1}\nAnswer: A`,
        correct: 'A',
      }),
    )
    .join('\n'),
};

function ownQuestion(n: number): object {
  return {
    externalKey: `q${n}`,
    kind: 'single_choice',
    topicUid: 'BENCH',
    stem: { en: `How much is \\(${n} + ${n + 1}\\)?` },
    choices: [2 * n + 1, 2 * n, 2 * n + 2, n].map((value, index) => ({
      key: 'ABCD'[index],
      text: { en: `\\(${value}\\)` },
      isRight: index === 0,
    })),
    rationale: [{ en: `\\(${n} + ${n + 1} = ${2 * n + 1}\\)` }],
  };
}

async function measure(page: Page, name: string, text: string) {
  await page.evaluate(startProbe, probeMs);
  const startedMs = performance.now();
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByText(`${name}: ${questionCount.toLocaleString('en')} questions added.`).waitFor({ timeout: 120_000 });
  const importMs = performance.now() - startedMs;
  return { importMs, delays: await page.evaluate(stopProbe) };
}

export async function runImportBench(): Promise<BenchTable> {
  const rows: BenchTable['rows'][number][] = [];
  for (const [name, text] of Object.entries(files)) {
    // Each into an empty database of its own.
    const app = await openApp({ language: 'en', folder });
    try {
      const page = await app.newPage();
      await createFirstProfile(app, page);
      await page.getByRole('link', { name: 'Content' }).click();
      await page.getByRole('button', { name: 'Choose files' }).waitFor();
      const { importMs, delays } = await measure(page, name, text);
      const megabytes = Buffer.byteLength(text) / 1024 / 1024;
      rows.push([
        name,
        megabytes,
        importMs / 1000,
        percentile(delays, 50),
        percentile(delays, 99),
        Math.max(...delays),
      ]);
    } finally {
      await app.close();
    }
  }
  return {
    title: `Import of ${questionCount.toLocaleString('en')} questions`,
    conditions:
      'The built app in Chromium, from the file being chosen to its report. Aim: 10 s. Input: how late the page hears of a message meanwhile.',
    columns: ['file', 'MB', 'seconds', 'input p50 ms', 'input p99 ms', 'input worst ms'],
    rows,
  };
}
