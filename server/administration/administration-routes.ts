import type { FastifyInstance } from 'fastify';
import { RequestProblem } from '../problem.ts';
import type { ServerContext } from '../server-context.ts';
import { administer, administrationSchema } from './administer.ts';
import { isAdministrationToken } from './administration-token.ts';

/**
 * An embedded database belongs to one process: `npm run server -- create-class` beside a running server asks that. The
 * token is signed with the server's secret, which only whoever runs the server can read; no account has one.
 */
export function registerAdministrationRoutes(server: FastifyInstance, { database, secret }: ServerContext): void {
  server.post('/api/administration', { schema: { hide: true } }, async (request, reply) => {
    await server.assertFewFailures(request);
    const [, token = ''] = /^Bearer +([^\s]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (!(await isAdministrationToken(token, secret))) {
      await server.noteFailure(request);
      throw new RequestProblem('SIGN_IN_REQUIRED');
    }
    const wanted = administrationSchema.parse(request.body);
    const value = await database.asOwner((session) => administer(session, wanted));
    return reply.header('cache-control', 'no-store').send({ value: value ?? null });
  });
}
