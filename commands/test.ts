/**
 * `npm test`: fetches or finds what the tests need, builds the app once, runs every test. `npm test -- tests/sql` runs
 * some of them. The last line is `N passed, N failed`.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp } from './build-app.ts';
import { installTestNeeds } from './install-test-needs.ts';
import { projectFolder } from './project-folder.ts';
import { runProgram } from './run-program.ts';
import { summariseTests, type TestSummary, wordTestSummary } from './test-summary.ts';

const reportFile = join(projectFolder, 'test-results', 'vitest.json');

async function readSummary(): Promise<TestSummary> {
  try {
    return summariseTests(JSON.parse(await readFile(reportFile, 'utf8')));
  } catch (error) {
    console.error(`Vitest left no report: ${error instanceof Error ? error.message : error}`);
    return { passedCount: 0, failedCount: 1, skippedCount: 0 };
  }
}

async function test(): Promise<TestSummary> {
  console.log('Looking for what the tests need');
  await installTestNeeds((line) => console.log(line));
  console.log('Building the app');
  await buildApp((line) => console.log(line));
  await mkdir(join(projectFolder, 'test-results'), { recursive: true });
  // A report of an earlier run must not speak for this one.
  await rm(reportFile, { force: true });
  const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { exitCode } = await runProgram(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    isShown: true,
  });
  const summary = await readSummary();
  // Vitest also fails for errors outside any test (an unhandled rejection): they must not pass for success.
  if (exitCode !== 0 && summary.failedCount === 0) return { ...summary, failedCount: 1 };
  return summary;
}

let summary: TestSummary = { passedCount: 0, failedCount: 1, skippedCount: 0 };
try {
  summary = await test();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
console.log(wordTestSummary(summary));
if (summary.failedCount > 0) process.exitCode = 1;
