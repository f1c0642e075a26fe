/** What the server's main thread and the thread of its embedded database say to each other. */

import type { Migration } from '../../shared/database/migration.ts';
import { type ErrorCode, errorCodes } from '../../shared/errors/error-codes.ts';
import { ExpectedError, type Failure } from '../../shared/errors/outcome.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';

/** `workerData`. */
export interface EmbeddedWorkerRequest {
  readonly dataFolder: string;
  readonly preparedFolder: string | null;
  readonly migrations: readonly Migration[];
}

export interface EngineCall {
  readonly number: number;
  readonly name: keyof EmbeddedEngine;
  readonly args: readonly unknown[];
}

export type WorkerMessage =
  | { readonly kind: 'opened'; readonly wentBack: boolean; readonly aside: string | null }
  | { readonly kind: 'not_opened'; readonly error: CarriedError }
  | { readonly kind: 'done'; readonly number: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly number: number; readonly error: CarriedError }
  | { readonly kind: 'notice'; readonly payload: string }
  | { readonly kind: 'died' };

/** The parts of an error that somebody reads; not the query and parameters that PGlite hangs on it. */
interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly failure: Failure | null;
  readonly fields: Readonly<Record<string, string>>;
}

const carriedFields = ['code', 'severity', 'detail', 'hint', 'constraint', 'table', 'column'] as const;

export function carryError(thrown: unknown): CarriedError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const fields: Record<string, string> = {};
  for (const name of carriedFields) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === 'string') fields[name] = value;
  }
  const failure = error instanceof ExpectedError ? error.failure : null;
  return { name: error.name, message: error.message, stack: error.stack, failure, fields };
}

export function receiveError({ name, message, stack, failure, fields }: CarriedError): Error {
  if (failure !== null && isErrorCode(failure.code)) return new ExpectedError(failure.code, failure.details);
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return Object.assign(error, fields);
}

function isErrorCode(code: string): code is ErrorCode {
  return errorCodes.some((known) => known === code);
}
