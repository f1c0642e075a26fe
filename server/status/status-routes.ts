import type { FastifyInstance } from 'fastify';
import { RequestProblem } from '../problem.ts';
import { retryAfterSeconds } from '../problem-of-error.ts';
import type { ServerContext } from '../server-context.ts';
import { describeRoute } from './api-documents.ts';

/** A load balancer asks every few seconds; a database that takes longer than this is no use to a device either. */
const readyTimeoutMs = 2_000;

export function registerStatusRoutes(server: FastifyInstance, context: ServerContext): void {
  server.get(
    '/healthz',
    describeRoute({ tag: 'status', summary: 'The process lives: restart it when this fails' }),
    async () => ({ status: 'ok' }),
  );

  const ready = describeRoute({ tag: 'status', summary: 'It can serve: send it requests only while this succeeds' });
  server.get('/readyz', ready, async () => {
    if (context.isStopping) throw new RequestProblem('SERVER_STOPPING', { retryAfterSeconds: retryAfterSeconds() });
    try {
      await context.database.check(readyTimeoutMs);
    } catch (error) {
      throw new RequestProblem('DATABASE_UNREACHABLE', { retryAfterSeconds: retryAfterSeconds() }, { cause: error });
    }
    return { status: 'ready', database: context.database.kind, hints: context.hints.mode };
  });

  const figures = describeRoute({ tag: 'status', summary: 'Figures for Prometheus' });
  server.get('/metrics', figures, async (_request, reply) => {
    const text = await context.metrics.registry.metrics();
    return reply.type(context.metrics.registry.contentType).send(text);
  });
}
