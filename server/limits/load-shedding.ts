import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { RequestProblem } from '../problem.ts';
import { retryAfterSeconds } from '../problem-of-error.ts';

/** Always answered: who looks after the server must see that it is busy. */
const neverShed: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Refuses new requests while the process is late by so much: those it has would only get slower. An embedded database
 * works in this process, so a push in it delays everything by some 100 ms.
 */
export async function shedLoad(server: FastifyInstance, isEmbedded: boolean): Promise<void> {
  await server.register(underPressure, {
    maxEventLoopDelay: isEmbedded ? 3_000 : 1_000,
    sampleInterval: 500,
    pressureHandler: async (request) => {
      if (neverShed.has(request.routeOptions.url ?? '')) return;
      throw new RequestProblem('SERVER_BUSY', { retryAfterSeconds: retryAfterSeconds() });
    },
  });
}
