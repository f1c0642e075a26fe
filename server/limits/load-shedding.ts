import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { RequestProblem } from '../problem.ts';
import { retryAfterSeconds } from '../problem-of-error.ts';

/** Always answered: who looks after the server must see that it is busy. */
const neverShed: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Ten times what the largest request costs this process. */
const latestMs = 1_000;

/**
 * Refuses new requests while the process is late by so much: those it has would only get slower. An embedded database
 * in memory works in this very thread, which is late by definition while it writes: before an embedded database the
 * bounded queue decides (database-gate.ts), and only that.
 */
export async function shedLoad(server: FastifyInstance, isEmbedded: boolean): Promise<void> {
  await server.register(underPressure, {
    maxEventLoopDelay: isEmbedded ? 0 : latestMs,
    sampleInterval: latestMs,
    pressureHandler: async (request) => {
      if (neverShed.has(request.routeOptions.url ?? '')) return;
      throw new RequestProblem('SERVER_BUSY', { retryAfterSeconds: retryAfterSeconds() });
    },
  });
}
