/** What a run of Vitest came to, in tests. */
export interface TestSummary {
  readonly passedCount: number;
  readonly failedCount: number;
  readonly skippedCount: number;
}

/** One file of Vitest's JSON report. */
export interface TestFile {
  /** Absolute path. */
  readonly name: string;
  /** Also `failed` when the file did not load or did not clean up, with no test failing. */
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
}

/** The files in a JSON report of Vitest. */
export function readTestFiles(report: unknown): readonly TestFile[] {
  return (report as { readonly testResults: readonly TestFile[] }).testResults;
}

/** A file that failed beside its tests counts as one failure, so that it cannot hide behind a zero. */
export function summariseTests(files: readonly TestFile[]): TestSummary {
  const statuses = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const countOf = (wanted: string) => statuses.filter((status) => status === wanted).length;
  const passedCount = countOf('passed');
  const failedTestCount = countOf('failed');
  return {
    passedCount,
    failedCount:
      failedTestCount +
      files.filter(
        ({ status, assertionResults }) =>
          status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
      ).length,
    skippedCount: statuses.length - passedCount - failedTestCount,
  };
}

const drivesWindow = /[/\\]tests[/\\](e2e|electron)[/\\]/;
/** More failures than this are a fault, not bad luck. */
const mostSecondRuns = 4;

/**
 * The files worth a second run alone: they drive a browser or a process through what a person does, and only a few of
 * them failed. What compares results (properties, simulation, kills) never runs twice: its failure is a find.
 */
export function chooseSecondRun(files: readonly TestFile[]): readonly TestFile[] {
  const failed = files.filter(({ status }) => status === 'failed');
  return failed.length <= mostSecondRuns && failed.every(({ name }) => drivesWindow.test(name)) ? failed : [];
}

/** The files of a run, those of its second run in place of what they came to first. */
export function replaceFiles(files: readonly TestFile[], again: readonly TestFile[]): readonly TestFile[] {
  const second = new Map(again.map((file) => [file.name, file]));
  return files.map((file) => second.get(file.name) ?? file);
}

/** The closing line that machines read: `12 passed, 0 failed`, and `, 3 skipped` where tests were left out. */
export function wordTestSummary({ passedCount, failedCount, skippedCount }: TestSummary): string {
  const skipped = skippedCount > 0 ? `, ${skippedCount} skipped` : '';
  return `${passedCount} passed, ${failedCount} failed${skipped}`;
}
