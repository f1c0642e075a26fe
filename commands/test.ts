/**
 * `npm test`: fetches or finds what the tests need, builds the app once, runs every test. `npm test -- tests/sql` runs
 * some of them. A few browser files that fail while all cores are busy run once more alone, and both results are told.
 * The last line is `N passed, N failed`.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buildApp } from './build-app.ts';
import { installTestNeeds } from './install-test-needs.ts';
import { projectFolder } from './project-folder.ts';
import { runProgram } from './run-program.ts';
import {
  chooseSecondRun,
  readTestFiles,
  replaceFiles,
  summariseTests,
  type TestFile,
  type TestSummary,
  wordTestSummary,
} from './test-summary.ts';
import { unhandledErrorsVariable } from './unhandled-errors-reporter.ts';

const resultsFolder = join(projectFolder, 'test-results');
const unhandledErrorsFile = join(resultsFolder, 'unhandled-errors.txt');

/** Runs Vitest and reads its report; `isWhole` is false when something went wrong that no file of it tells. */
async function runVitest(
  args: readonly string[],
  reportName: string,
): Promise<{ files: readonly TestFile[]; isWhole: boolean }> {
  const reportFile = join(resultsFolder, reportName);
  // What an earlier run left must not speak for this one.
  await rm(reportFile, { force: true });
  await rm(unhandledErrorsFile, { force: true });
  const vitest = join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs');
  const unhandledErrors = join(projectFolder, 'commands', 'unhandled-errors-reporter.ts');
  const reporters = ['default', 'json', unhandledErrors].map((reporter) => `--reporter=${reporter}`);
  const { exitCode } = await runProgram(
    process.execPath,
    [vitest, 'run', ...reporters, `--outputFile.json=${reportFile}`, ...args],
    { isShown: true, environment: { [unhandledErrorsVariable]: unhandledErrorsFile } },
  );
  try {
    const files = readTestFiles(JSON.parse(await readFile(reportFile, 'utf8')));
    const unhandled = await readFile(unhandledErrorsFile, 'utf8').catch(() => '');
    const isExplained = exitCode === 0 || files.some(({ status }) => status === 'failed');
    return { files, isWhole: isExplained && unhandled === '' };
  } catch (error) {
    console.error(`Vitest left no report: ${error instanceof Error ? error.message : error}`);
    return { files: [], isWhole: false };
  }
}

async function test(): Promise<TestSummary> {
  console.log('Looking for what the tests need');
  await installTestNeeds((line) => console.log(line));
  console.log('Building the app');
  await buildApp((line) => console.log(line));
  await mkdir(resultsFolder, { recursive: true });
  const first = await runVitest(process.argv.slice(2), 'vitest.json');
  const unsteady = first.isWhole ? chooseSecondRun(first.files) : [];
  if (unsteady.length === 0) return summarise(first);
  const paths = unsteady.map(({ name }) => relative(projectFolder, name));
  console.log(`Running once more, alone: ${paths.join(', ')}`);
  const second = await runVitest([...paths, '--maxWorkers=1'], 'vitest-second-run.json');
  for (const { name, assertionResults } of unsteady) {
    const isMended = second.files.some((file) => file.name === name && file.status === 'passed');
    const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    console.log(
      `${isMended ? 'Unsteady: failed beside others, passed alone' : 'Failed twice'}: ${relative(projectFolder, name)} (${failed.join('; ') || 'outside its tests'})`,
    );
  }
  return summarise({ files: replaceFiles(first.files, second.files), isWhole: second.isWhole });
}

/** Vitest also fails for errors outside any test (an unhandled rejection): they must not pass for success. */
function summarise({ files, isWhole }: { files: readonly TestFile[]; isWhole: boolean }): TestSummary {
  const summary = summariseTests(files);
  return isWhole || summary.failedCount > 0 ? summary : { ...summary, failedCount: 1 };
}

let summary: TestSummary = { passedCount: 0, failedCount: 1, skippedCount: 0 };
try {
  summary = await test();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
}
console.log(wordTestSummary(summary));
if (summary.failedCount > 0) process.exitCode = 1;
