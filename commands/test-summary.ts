/** What a run of Vitest came to, in tests. */
export interface TestSummary {
  readonly passedCount: number;
  readonly failedCount: number;
  readonly skippedCount: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/**
 * Reads the JSON report of Vitest. A file that failed before its first test (it does not even load) counts as one
 * failure, so that it cannot hide behind a zero.
 */
export function summariseTests(report: unknown): TestSummary {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report as VitestReport;
  const brokenFileCount = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  return {
    passedCount: numPassedTests,
    failedCount: numFailedTests + brokenFileCount,
    skippedCount: numPendingTests + numTodoTests,
  };
}

/** The closing line that machines read: `12 passed, 0 failed`, and `, 3 skipped` where tests were left out. */
export function wordTestSummary({ passedCount, failedCount, skippedCount }: TestSummary): string {
  const skipped = skippedCount > 0 ? `, ${skippedCount} skipped` : '';
  return `${passedCount} passed, ${failedCount} failed${skipped}`;
}
