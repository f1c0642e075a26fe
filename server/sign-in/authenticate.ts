import type { FastifyRequest } from 'fastify';
import type { AccessTokenClaims } from '../../shared/sync/http-contract.ts';
import { anonymousCaller, type Caller } from '../database/server-database.ts';
import { RequestProblem } from '../problem.ts';
import type { AccessTokens } from './access-tokens.ts';

export interface SignedInCaller extends Caller {
  readonly tokenClaims: AccessTokenClaims;
}

/**
 * Who asks. Without a token, and with the key that Supabase's client sends in place of one, nobody in particular.
 * Throws `RequestProblem` TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_NOT_YET_VALID.
 */
export function authenticate(request: FastifyRequest, tokens: AccessTokens): Promise<Caller | SignedInCaller> {
  const known = callers.get(request);
  if (known !== undefined) return known;
  const caller = readCaller(request, tokens);
  callers.set(request, caller);
  return caller;
}

/** The rate limit asks, and then the route. */
const callers = new WeakMap<FastifyRequest, Promise<Caller | SignedInCaller>>();

async function readCaller(request: FastifyRequest, tokens: AccessTokens): Promise<Caller | SignedInCaller> {
  const { authorization, apikey } = request.headers;
  if (authorization === undefined) return anonymousCaller;
  const [, token] = /^Bearer +([^\s]+)$/i.exec(authorization) ?? [];
  if (token === undefined) throw new RequestProblem('TOKEN_INVALID');
  if (token === apikey) return anonymousCaller;
  const tokenClaims = await tokens.verify(token);
  if (tokenClaims.role === 'anon') return anonymousCaller;
  // No other role is ever reached through HTTP, whoever signed the token.
  if (tokenClaims.role !== 'authenticated') throw new RequestProblem('TOKEN_INVALID');
  return { role: 'authenticated', claims: JSON.stringify(tokenClaims), tokenClaims };
}

/** As `authenticate`, for addresses that answer nobody else. Throws SIGN_IN_REQUIRED too. */
export async function authenticateSignedIn(request: FastifyRequest, tokens: AccessTokens): Promise<SignedInCaller> {
  const caller = await authenticate(request, tokens);
  if ('tokenClaims' in caller) return caller;
  throw new RequestProblem('SIGN_IN_REQUIRED');
}
