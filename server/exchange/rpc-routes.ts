/** PostgREST's `/rest/v1/rpc/FUNCTION`: arguments by name as a JSON object in, the function's result as JSON out. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { RequestProblem } from '../problem.ts';
import type { ServerContext } from '../server-context.ts';
import { authenticate } from '../sign-in/authenticate.ts';
import { describeRoute } from '../status/api-documents.ts';
import { countExchange } from './count-exchange.ts';

/** Two transactions got in each other's way (serialization_failure, deadlock_detected): each was taken back whole. */
const retriedStates: ReadonlySet<string> = new Set(['40001', '40P01']);
const mostAttempts = 3;

export function registerRpcRoutes(server: FastifyInstance, context: ServerContext): void {
  const { database, tokens, rpcCatalogue, metrics } = context;

  const description = describeRoute({
    tag: 'exchange',
    summary:
      'Calls a function of the database: sync_hello, sync_push, sync_pull, my_classes, ... (docs/server.md lists them)',
    body: z.record(z.string(), z.unknown()),
  });
  server.post<{ Params: { function: string } }>('/rest/v1/rpc/:function', description, async (request, reply) => {
    const caller = await authenticate(request, tokens);
    const { function: name } = request.params;
    const body: unknown = request.body ?? {};
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new RequestProblem('INVALID_INPUT', { detail: 'The arguments are a JSON object' });
    }
    const call = await rpcCatalogue.find(name, Object.keys(body));
    if (call === null) {
      throw new RequestProblem('NOT_FOUND', { detail: 'There is no function of this name with these arguments' });
    }
    const values = Object.keys(body).length === 0 ? [] : [request.bodyText ?? '{}'];
    const result = await withRetries(() =>
      database.asCaller(caller, { isReadOnly: call.isReadOnly }, async (session) => {
        const { rows } = await session.query<{ body: string | null }>(call.statement, values);
        return rows[0]?.body ?? null;
      }),
    ).catch((error: unknown) => {
      // What nobody in particular may not do, somebody who is signed in perhaps may.
      if (caller.claims === null && sqlStateOf(error) === '42501') throw new RequestProblem('SIGN_IN_REQUIRED');
      throw error;
    });
    countExchange(metrics, name, result);
    if (call.isVoid) return reply.code(204).send();
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(result ?? 'null');
  });
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === mostAttempts || !retriedStates.has(sqlStateOf(error))) throw error;
    }
  }
}

function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
