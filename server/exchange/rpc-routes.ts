/** PostgREST's `/rest/v1/rpc/FUNCTION`: arguments by name as a JSON object in, the function's result as JSON out. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { joinClassCode } from '../../shared/sync/server-pin.ts';
import { RequestProblem } from '../problem.ts';
import type { ServerContext } from '../server-context.ts';
import { authenticate } from '../sign-in/authenticate.ts';
import { describeRoute } from '../status/api-documents.ts';
import { callFunction } from './call-function.ts';
import { countExchange } from './count-exchange.ts';

export function registerRpcRoutes(server: FastifyInstance, context: ServerContext): void {
  const description = describeRoute({
    tag: 'exchange',
    summary:
      'Calls a function of the database: sync_hello, sync_push, sync_pull, my_classes, ... (docs/server.md lists them)',
    body: z.record(z.string(), z.unknown()),
  });
  server.post<{ Params: { function: string } }>('/rest/v1/rpc/:function', description, async (request, reply) => {
    const caller = await authenticate(request, context.tokens);
    const { function: name } = request.params;
    const body: unknown = request.body ?? {};
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new RequestProblem('INVALID_INPUT', { detail: 'The arguments are a JSON object' });
    }
    const result = await callFunction(context, caller, name, Object.keys(body), request.bodyText ?? '{}');
    countExchange(context.metrics, name, result.body);
    if (result.isVoid) return reply.code(204).send();
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(withPin(name, result.body, context.codePin) ?? 'null');
  });
}

const madeCodeSchema = z.looseObject({ code: z.string() });

/** A class code of a hub carries its pin, whoever had it made: without it no device would believe the hub. */
function withPin(name: string, body: string | null, pin: string | null): string | null {
  if (name !== 'create_join_code' || body === null || pin === null) return body;
  const made = madeCodeSchema.parse(JSON.parse(body));
  return JSON.stringify({ ...made, code: joinClassCode(made.code, pin) });
}
