/** Turns what a call's work did into the `Outcome` that crosses the port. */
import type { z } from 'zod';
import { DatabaseError, diskFullState, isDamageError } from '../database/database-error.ts';
import { DatabaseDiedError } from '../database/database-guard.ts';
import { ExpectedError, failure, type Outcome, success } from '../errors/outcome.ts';

/** A bug that a call ran into, for the host's own log; never sent to the UI whole. */
export type ReportBug = (callName: string, error: unknown) => void;

export interface CallEvents {
  readonly reportBug: ReportBug;
  /** The database's files turned out unreadable: it has to be restored at the next start. */
  readonly onDamaged: () => void;
}

/**
 * Runs a call's work. Expected failures become their code, bugs become INTERNAL with the error's class (and SQLSTATE):
 * messages of foreign errors may hold what a pupil wrote.
 */
export async function toOutcome<T>(
  callName: string,
  { reportBug, onDamaged }: CallEvents,
  work: () => Promise<T>,
): Promise<Outcome<T>> {
  try {
    return success(await work());
  } catch (error) {
    if (error instanceof ExpectedError) return { ok: false, error: error.failure };
    if (error instanceof DatabaseError && error.sqlState === diskFullState) return failure('STORAGE_FULL');
    if (error instanceof DatabaseDiedError) {
      return error.isDiskFull ? failure('STORAGE_FULL') : failure('DATABASE_NOT_ANSWERING', { call: callName });
    }
    // The browser's file system refused to write: its quota, or the disk below it, is used up.
    if (error instanceof Error && error.name === 'QuotaExceededError') return failure('STORAGE_FULL');
    if (isDamageError(error)) {
      onDamaged();
      return failure('DATABASE_DAMAGED', { sqlState: error.sqlState });
    }
    reportBug(callName, error);
    if (error instanceof DatabaseError) {
      return failure('INTERNAL', { call: callName, sqlState: error.sqlState, where: error.message });
    }
    return failure('INTERNAL', { call: callName, kind: error instanceof Error ? error.name : typeof error });
  }
}

/** The checked input. Throws `ExpectedError` INVALID_INPUT that names the first wrong field, never its value. */
export function checkInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const checked = schema.safeParse(input);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new ExpectedError('INVALID_INPUT', { field: issue?.path.join('.') ?? '', problem: issue?.code ?? 'invalid' });
}
