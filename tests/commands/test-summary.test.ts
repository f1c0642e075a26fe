import { describe, expect, it } from 'vitest';
import {
  chooseSecondRun,
  readTestFiles,
  replaceFiles,
  summariseTests,
  type TestFile,
  wordTestSummary,
} from '../../commands/test-summary.ts';

function testFile(name: string, ...statuses: readonly string[]): TestFile {
  const status = statuses.every((each) => each !== 'failed') && statuses.length > 0 ? 'passed' : 'failed';
  return { name, status, assertionResults: statuses.map((each) => ({ status: each, fullName: `${name} ${each}` })) };
}

const unitFile = testFile('/project/tests/study/a.test.ts', 'passed', 'passed', 'pending', 'todo');
const browserFile = testFile('/project/tests/e2e/b.test.ts', 'passed', 'failed');

describe('the closing line of the tests', () => {
  it('counts what Vitest reports', () => {
    expect(wordTestSummary(summariseTests(readTestFiles({ testResults: [unitFile, browserFile] })))).toBe(
      '3 passed, 1 failed, 2 skipped',
    );
  });

  it('counts a file that does not load, and one that does not clean up, as a failure', () => {
    const unloaded = testFile('/project/tests/study/c.test.ts');
    const uncleaned = { ...testFile('/project/tests/study/d.test.ts', 'passed'), status: 'failed' };
    expect(summariseTests([unitFile, unloaded, uncleaned])).toEqual({
      passedCount: 3,
      failedCount: 2,
      skippedCount: 2,
    });
  });

  it('leaves the skipped out when there are none', () => {
    expect(wordTestSummary({ passedCount: 3, failedCount: 0, skippedCount: 0 })).toBe('3 passed, 0 failed');
  });
});

describe('the second run of a browser file that failed', () => {
  it('is for a few files that drive a window, and for none when anything else failed', () => {
    const finds = testFile('/project/tests/simulation/simulation.test.ts', 'failed');
    expect(chooseSecondRun([unitFile, browserFile])).toEqual([browserFile]);
    expect(chooseSecondRun([unitFile])).toEqual([]);
    expect(chooseSecondRun([browserFile, finds])).toEqual([]);
    const many = Array.from({ length: 5 }, (_, index) => testFile(`/project/tests/e2e/${index}.test.ts`, 'failed'));
    expect(chooseSecondRun(many)).toEqual([]);
  });

  it('counts in place of the first, also when it fails again or does not come about', () => {
    const mended = testFile(browserFile.name, 'passed', 'passed');
    expect(summariseTests(replaceFiles([unitFile, browserFile], [mended])).failedCount).toBe(0);
    expect(summariseTests(replaceFiles([unitFile, browserFile], [browserFile])).failedCount).toBe(1);
    expect(summariseTests(replaceFiles([unitFile, browserFile], [])).failedCount).toBe(1);
  });
});
