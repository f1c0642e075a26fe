import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestProblem } from '../problem.ts';
import type { ServerContext } from '../server-context.ts';
import { authenticate } from '../sign-in/authenticate.ts';

/** Requests a minute. A school stands behind one address, so what is counted by address is generous. */
export interface RateLimits {
  /** Of one signed-in principal: a device that has weeks of work to send makes a few a second. */
  readonly perSubject: number;
  /** Of one address, for those who are not signed in. */
  readonly perAddress: number;
  /** Wrong codes, passwords and refresh tokens from one address: 30 children mistype now and then, a guesser always. */
  readonly failuresPerAddress: number;
}

export const defaultRateLimits: RateLimits = { perSubject: 1_200, perAddress: 1_200, failuresPerAddress: 60 };

const windowMs = 60_000;
/** Callers that are remembered at once. */
const cacheSize = 20_000;

declare module 'fastify' {
  interface FastifyInstance {
    /** Throws `RequestProblem` RATE_LIMITED when this address has failed too often lately. */
    assertFewFailures(request: FastifyRequest): Promise<void>;
    noteFailure(request: FastifyRequest): Promise<void>;
  }
}

/** Counts in this process; several processes let through as many times more. Join codes are counted in SQL besides. */
export async function limitRates(
  server: FastifyInstance,
  { tokens }: ServerContext,
  { perSubject, perAddress, failuresPerAddress }: RateLimits,
): Promise<void> {
  const subjects = new WeakMap<FastifyRequest, string>();

  await server.register(rateLimit, {
    global: true,
    hook: 'onRequest',
    timeWindow: windowMs,
    cache: cacheSize,
    // A token that does not verify counts for its address: a forger would otherwise be somebody new each time.
    keyGenerator: async (request) => {
      const subject = await subjectOf(request);
      if (subject !== null) subjects.set(request, subject);
      return subject === null ? `address ${addressOf(request)}` : `subject ${subject}`;
    },
    max: (request) => (subjects.has(request) ? perSubject : perAddress),
    allowList: (request) => ['/healthz', '/readyz', '/metrics'].includes(request.routeOptions.url ?? ''),
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  });

  async function subjectOf(request: FastifyRequest): Promise<string | null> {
    try {
      const caller = await authenticate(request, tokens);
      return 'tokenClaims' in caller ? caller.tokenClaims.sub : null;
    } catch (error) {
      if (error instanceof RequestProblem) return null;
      throw error;
    }
  }

  const failures = server.createRateLimit({
    max: failuresPerAddress,
    timeWindow: windowMs,
    keyGenerator: (request) => `failures ${addressOf(request)}`,
  });
  server.decorate('assertFewFailures', async (request) => {
    const state = await failures(request, { increment: false });
    if (!state.isAllowed && state.remaining === 0) throw tooMany(state.ttl);
  });
  server.decorate('noteFailure', async (request) => void (await failures(request)));
}

/** IPv6 by its /64: a household or a machine has all of it. */
function addressOf({ ip }: FastifyRequest): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip;
  const [head = ''] = ip.split('::');
  return head.split(':').slice(0, 4).join(':');
}

function tooMany(ttlMs: number): RequestProblem {
  return new RequestProblem('RATE_LIMITED', { retryAfterSeconds: Math.max(1, Math.ceil(ttlMs / 1000)) });
}
