/** How long a student waits at a first start and at a later one, in Chromium; and what memory the host process takes. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { percentile } from '../commands/percentile.ts';
import { projectFolder } from '../commands/project-folder.ts';
import { openApp } from '../tests/e2e/open-app.ts';
import { createFirstProfile, startTopic } from '../tests/e2e/practise.ts';
import type { BenchTable } from './bench-table.ts';

const runCount = 5;

export async function runStartBench(): Promise<BenchTable> {
  const first: number[] = [];
  const reopenHome: number[] = [];
  const reopenQuestion: number[] = [];
  const resume: number[] = [];
  for (let run = 0; run < runCount; run += 1) {
    const app = await openApp({ language: 'en' });
    try {
      const page = await app.newPage();
      first.push(
        await timed(async () => {
          await createFirstProfile(app, page);
          await startTopic(page, 'Basic operations');
        }),
      );
      const sessionAddress = page.url();
      await page.close();

      const again = await app.newPage();
      const startedMs = performance.now();
      await again.goto(app.address);
      await again.getByRole('heading', { name: /^Hello/ }).waitFor();
      reopenHome.push(performance.now() - startedMs);
      await startTopic(again, 'Basic operations');
      reopenQuestion.push(performance.now() - startedMs);
      await again.close();

      const resumed = await app.newPage();
      resume.push(
        await timed(async () => {
          await resumed.goto(sessionAddress);
          await resumed.getByRole('button', { name: 'Check', exact: true }).waitFor();
        }),
      );
    } finally {
      await app.close();
    }
  }
  const memory = await measureHostMemory();
  const row = (part: string, values: readonly number[]) => [
    part,
    percentile(values, 50),
    Math.min(...values),
    Math.max(...values),
  ];
  return {
    title: 'Start: from opening the page to a question',
    conditions: `Built app in headless Chromium, ${runCount} new profiles; a robot types and clicks without thinking. Memory: the host in a Node process on a disk directory.`,
    columns: ['what', 'median', 'lowest', 'highest'],
    rows: [
      row('first start to first question, ms', first),
      row('reopen to Home, ms', reopenHome),
      row('reopen to a new first question, ms', reopenQuestion),
      row('reopen to the question left open, ms', resume),
      ['host process after a reopen, MB', memory, null, null],
    ],
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

/** Resident memory of a process that reopened a data directory and has answered one call, in MB. */
async function measureHostMemory(): Promise<number> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'end-stp-memory-'));
  try {
    const run = () =>
      promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', join(projectFolder, 'bench', 'host-memory.ts'), dataFolder],
        {
          cwd: projectFolder,
        },
      );
    await run();
    const { stdout } = await run();
    return Number(stdout.trim());
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}
