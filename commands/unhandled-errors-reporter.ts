import { appendFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** Where {@link UnhandledErrorsReporter} writes. */
export const unhandledErrorsVariable = 'END_STP_UNHANDLED_ERRORS';

/** Writes down the errors outside any test, which Vitest's JSON report leaves out, a line each. */
export default class UnhandledErrorsReporter implements Reporter {
  onTestRunEnd(...[, errors]: Parameters<Required<Reporter>['onTestRunEnd']>): void {
    const file = process.env[unhandledErrorsVariable];
    if (file === undefined) return;
    for (const { message } of errors) appendFileSync(file, `${message.split('\n')[0] ?? ''}\n`);
  }
}
