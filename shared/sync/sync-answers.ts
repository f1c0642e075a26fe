/** Pages between two replicas, and the check of what a peer answers. */
import type { z } from 'zod';
import { failure, type Outcome, success } from '../errors/outcome.ts';
import type { Change, RefusedRow } from './http-contract.ts';

/** Rows of one replica's log for another, and the positions to keep once they are stored there. */
export interface SyncPage {
  readonly changes: readonly Change[];
  readonly positions: Readonly<Record<string, number>>;
  readonly has_more: boolean;
}

/** A row that was refused, by table and id, with a code. */
export type SyncRefusal = RefusedRow;

/** The answer in its shape, or SYNC_BAD_ANSWER: a proxy or another program has spoken. Never repeats what was in it. */
export function readAnswer<Answer>(
  functionName: string,
  schema: z.ZodType<Answer>,
  answered: Outcome<unknown>,
): Outcome<Answer> {
  if (!answered.ok) return answered;
  const checked = schema.safeParse(answered.value);
  if (checked.success) return success(checked.data);
  return failure('SYNC_BAD_ANSWER', { call: functionName, field: checked.error.issues[0]?.path.join('.') ?? '' });
}
