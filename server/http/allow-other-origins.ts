import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A browser asks once an hour whether it may. */
const rememberSeconds = 3_600;

/**
 * The app may be served from elsewhere than the server that it syncs with. There are no cookies: a page of another
 * origin can do nothing here without a token that it was given.
 */
export function allowOtherOrigins(server: FastifyInstance, isApi: (request: FastifyRequest) => boolean): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'OPTIONS' || !isApi(request)) return;
    if (request.headers['access-control-request-method'] === undefined) return;
    return reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers':
          'authorization, content-type, content-encoding, apikey, idempotency-key, accept-profile, content-profile, prefer, x-client-info, x-supabase-api-version',
        'access-control-max-age': String(rememberSeconds),
      })
      .send();
  });
}
