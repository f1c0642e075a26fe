/** Sign-in at the paths and in the shapes of Supabase Auth, so that its client works against this server too. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  passwordRequestSchema,
  refreshRequestSchema,
  refreshRetryHeader,
  tokenAnswerSchema,
} from '../../shared/sync/http-contract.ts';
import { RequestProblem } from '../problem.ts';
import type { ServerContext } from '../server-context.ts';
import { describeRoute } from '../status/api-documents.ts';
import { authenticate, authenticateSignedIn } from './authenticate.ts';
import { verifyPassword } from './passwords.ts';
import { issueRefreshToken, revokeAll, revokeByToken, revokeFamily, useRefreshToken } from './refresh-tokens.ts';
import { claimsOf, tokenAnswer, userOf } from './token-answers.ts';

const tokenQuerySchema = z.object({ grant_type: z.enum(['refresh_token', 'password']) });
const logoutQuerySchema = z.object({ scope: z.enum(['local', 'global', 'others']).default('global') });
const logoutRequestSchema = z.object({ refresh_token: z.string().min(1).max(512).optional() }).nullish();
const retryKeySchema = z.string().regex(/^[\w-]{16,128}$/);

export function registerTokenRoutes(server: FastifyInstance, context: ServerContext): void {
  const { database, secret, metrics } = context;

  server.post(
    '/auth/v1/token',
    describeRoute({
      tag: 'sign-in',
      summary:
        'New tokens for a refresh token (grant_type=refresh_token), or for e-mail and password (grant_type=password)',
      query: tokenQuerySchema,
      body: z.union([refreshRequestSchema, passwordRequestSchema]),
      answer: tokenAnswerSchema,
    }),
    async (request, reply) => {
      const { grant_type } = tokenQuerySchema.parse(request.query);
      await server.assertFewFailures(request);
      reply.header('cache-control', 'no-store');
      if (grant_type === 'refresh_token') {
        const { refresh_token } = refreshRequestSchema.parse(request.body);
        const key = request.headers[refreshRetryHeader];
        const retryKey = key === undefined ? null : retryKeySchema.parse(key);
        return succeedOrCount('refresh', () => refresh(refresh_token, retryKey));
      }
      const { email, password } = passwordRequestSchema.parse(request.body);
      return succeedOrCount('password', () => signIn(email, password));

      async function succeedOrCount<T>(kind: string, work: () => Promise<T>): Promise<T> {
        try {
          const answer = await work();
          metrics.signIns.inc({ kind, outcome: 'ok' });
          return answer;
        } catch (error) {
          if (error instanceof RequestProblem && error.status < 500) {
            metrics.signIns.inc({ kind, outcome: error.code });
            await server.noteFailure(request);
          }
          throw error;
        }
      }
    },
  );

  async function refresh(refreshToken: string, retryKey: string | null) {
    const outcome = await database.asOwner(async (session) => {
      const refreshed = await useRefreshToken(session, secret, refreshToken, retryKey);
      if (refreshed instanceof RequestProblem) return refreshed;
      return { refreshed, claims: await claimsOf(session, refreshed.owner, refreshed.familyId) };
    });
    if (outcome instanceof RequestProblem) throw outcome;
    return tokenAnswer(context, outcome.claims, outcome.refreshed);
  }

  async function signIn(email: string, password: string) {
    const account = await database.asOwner(async (session) => {
      const { rows } = await session.query<{ id: string; password_hash: string | null }>(
        'SELECT id, password_hash FROM people WHERE lower(email) = lower($1) AND disabled_at IS NULL',
        [email],
      );
      return rows[0];
    });
    // Outside of a transaction: it takes long on purpose.
    if (!(await verifyPassword(account?.password_hash ?? null, password)) || account === undefined) {
      throw new RequestProblem('SIGN_IN_REFUSED');
    }
    const { issued, claims } = await database.asOwner(async (session) => {
      const owner = { kind: 'person', personId: account.id } as const;
      const made = await issueRefreshToken(session, owner);
      return { issued: made, claims: await claimsOf(session, owner, made.familyId) };
    });
    return tokenAnswer(context, claims, issued);
  }

  server.post(
    '/auth/v1/logout',
    describeRoute({
      tag: 'sign-in',
      summary:
        'Ends this sign-in (scope=local), all (global) or all others. A refresh token in the body does without an access token',
      query: logoutQuerySchema,
      body: logoutRequestSchema,
    }),
    async (request, reply) => {
      const { scope } = logoutQuerySchema.parse(request.query);
      const refreshToken = logoutRequestSchema.parse(request.body ?? {})?.refresh_token;
      if (refreshToken !== undefined && !('tokenClaims' in (await authenticate(request, context.tokens)))) {
        await database.asOwner((session) => revokeByToken(session, refreshToken));
        return reply.code(204).send();
      }
      const { tokenClaims } = await authenticateSignedIn(request, context.tokens);
      const { sub, session_id } = tokenClaims;
      await database.asOwner(async (session) => {
        if (scope !== 'local') await revokeAll(session, sub, scope === 'others' ? (session_id ?? null) : null);
        else if (session_id !== undefined) await revokeFamily(session, session_id);
      });
      return reply.code(204).send();
    },
  );

  server.get(
    '/auth/v1/user',
    describeRoute({ tag: 'sign-in', summary: 'Who is signed in, as the access token says' }),
    async (request) => userOf((await authenticateSignedIn(request, context.tokens)).tokenClaims),
  );
}
