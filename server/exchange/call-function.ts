import type { Caller } from '../database/server-database.ts';
import { RequestProblem } from '../problem.ts';
import type { ServerContext } from '../server-context.ts';

export interface CalledFunction {
  readonly isVoid: boolean;
  /** The result as JSON; null for SQL's NULL. */
  readonly body: string | null;
}

/**
 * Calls a function that clients may call, as this caller. `argumentsText` is a JSON object with exactly the arguments
 * named. Throws `RequestProblem` NOT_FOUND when there is no such function, and whatever the database refuses with.
 */
export async function callFunction(
  { database, rpcCatalogue }: Pick<ServerContext, 'database' | 'rpcCatalogue'>,
  caller: Caller,
  name: string,
  argumentNames: readonly string[],
  argumentsText: string,
): Promise<CalledFunction> {
  const call = await rpcCatalogue.find(name, argumentNames);
  if (call === null) {
    throw new RequestProblem('NOT_FOUND', { detail: 'There is no function of this name with these arguments' });
  }
  const values = argumentNames.length === 0 ? [] : [argumentsText];
  try {
    const body = await database.asCaller(caller, { isReadOnly: call.isReadOnly }, async (session) => {
      const { rows } = await session.query<{ body: string | null }>(call.statement, values);
      return rows[0]?.body ?? null;
    });
    return { isVoid: call.isVoid, body };
  } catch (error) {
    const state = error instanceof Error && 'code' in error ? String(error.code) : '';
    // What nobody in particular may not do, somebody who is signed in perhaps may.
    if (caller.claims === null && state === '42501') throw new RequestProblem('SIGN_IN_REQUIRED');
    throw error;
  }
}
