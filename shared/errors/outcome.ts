import type { ErrorCode } from './error-codes.ts';

/**
 * An expected failure as a value. `details` names what a person needs to act (a path, a process id, a line number) and
 * never holds a query, its parameters or anything a pupil wrote.
 */
export interface Failure {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** Result of a call that may fail for reasons its caller must handle. Bugs throw instead. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure(
  code: ErrorCode,
  details: Failure['details'] = {},
): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error: { code, details } };
}

/** An expected failure on its way up to the boundary where it becomes an `Outcome`. */
export class ExpectedError extends Error {
  readonly failure: Failure;

  constructor(code: ErrorCode, details: Failure['details'] = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = 'ExpectedError';
    this.failure = { code, details };
  }
}
