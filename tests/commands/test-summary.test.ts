import { describe, expect, it } from 'vitest';
import { summariseTests, wordTestSummary } from '../../commands/test-summary.ts';

const report = {
  numPassedTests: 12,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: 'passed', assertionResults: [{}, {}] },
    { status: 'failed', assertionResults: [{}] },
  ],
};

describe('the closing line of the tests', () => {
  it('counts what Vitest reports', () => {
    expect(wordTestSummary(summariseTests(report))).toBe('12 passed, 1 failed, 3 skipped');
  });

  it('counts a file that does not even load as a failure', () => {
    const broken = { ...report, testResults: [...report.testResults, { status: 'failed', assertionResults: [] }] };
    expect(summariseTests(broken).failedCount).toBe(2);
  });

  it('leaves the skipped out when there are none', () => {
    expect(wordTestSummary({ passedCount: 3, failedCount: 0, skippedCount: 0 })).toBe('3 passed, 0 failed');
  });
});
