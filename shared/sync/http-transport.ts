/** Calls SQL functions of a server at PostgREST's paths, signed in as the student of a link. */
import type { Outcome } from '../errors/outcome.ts';
import { restoreNumbers } from './exact-numbers.ts';
import { gzip } from './gzip.ts';
import type { Http, HttpAnswer } from './http-request.ts';
import type { LinkTokens } from './link-tokens.ts';
import { readHttpAnswer } from './read-http-answer.ts';
import type { ServerAddress } from './sync-link.ts';
import type { SyncTransport } from './sync-transport.ts';

/** 256 KB, compressed, get through a line of 64 kbit/s in this time; slower ones get smaller pages. */
const requestTimeoutMs = 30_000;
/** Below this, compressing saves less than a packet. */
const smallestCompressedLength = 1_400;

export function createHttpTransport(http: Http, server: ServerAddress, tokens: LinkTokens): SyncTransport {
  async function request(functionName: string, body: string, token: string): Promise<Outcome<HttpAnswer>> {
    // PostgREST itself, on Supabase, reads no compressed bodies.
    const isCompressed = server.kind === 'endstp' && body.length >= smallestCompressedLength;
    return http.send({
      method: 'POST',
      url: `${server.serverUrl}/rest/v1/rpc/${functionName}`,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
        ...(server.apiKey === null ? {} : { apikey: server.apiKey }),
      },
      body: isCompressed ? await gzip(new TextEncoder().encode(body)) : body,
      timeoutMs: requestTimeoutMs,
    });
  }

  return {
    async call(functionName, args) {
      const token = await tokens.current();
      if (!token.ok) return token;
      const body = restoreNumbers(JSON.stringify(args));
      const first = await request(functionName, body, token.value);
      if (!first.ok) return first;
      const answered = readHttpAnswer(first.value);
      // A clock that is wrong on one of the two sides signs nobody out.
      const isTokenRefused =
        !answered.ok &&
        first.value.status === 401 &&
        ['TOKEN_EXPIRED', 'TOKEN_INVALID', 'SIGN_IN_REQUIRED'].includes(answered.error.code);
      if (!isTokenRefused) return answered;
      const renewed = await tokens.renew(token.value);
      if (!renewed.ok) return renewed;
      const second = await request(functionName, body, renewed.value);
      if (!second.ok) return second;
      const again = readHttpAnswer(second.value);
      // A token fresh from the same server that it does not take is the server's trouble.
      if (!again.ok && second.value.status === 401) {
        return { ok: false, error: { code: 'SYNC_SERVER_FAILED', details: { status: 401, reason: again.error.code } } };
      }
      return again;
    },
  };
}
