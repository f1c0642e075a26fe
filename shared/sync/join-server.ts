/**
 * Joining a class, as a server offers it: our own over its join addresses, Supabase over the same SQL functions with an
 * anonymous sign-in that the class code ties to a student.
 */
import { z } from 'zod';
import { failure, type Outcome, success } from '../errors/outcome.ts';
import {
  type JoinLookAnswer,
  type JoinRequest,
  joinAnswerSchema,
  joinLookAnswerSchema,
  type TokenAnswer,
  tokenAnswerSchema,
} from './http-contract.ts';
import type { Http } from './http-request.ts';
import { readHttpAnswer } from './read-http-answer.ts';
import { readAnswer } from './sync-answers.ts';
import type { ServerAddress } from './sync-link.ts';

export type JoinWord =
  | {
      readonly status: 'joined';
      readonly studentId: string;
      readonly classId: string;
      readonly className: string;
      readonly tokens: Pick<TokenAnswer, 'access_token' | 'refresh_token' | 'expires_in'>;
    }
  | {
      readonly status: 'waiting';
      readonly requestId: string;
      readonly claimSecret: string;
      /** Of an anonymous sign-in, which is the one that asks again later; null for a server of ours. */
      readonly tokens: TokenAnswer | null;
    };

/** A request that waits for the teacher. */
export interface WaitingJoin {
  readonly requestId: string;
  readonly claimSecret: string;
  readonly className: string;
  readonly tokens: TokenAnswer | null;
}

export interface JoinServer {
  look(code: string): Promise<Outcome<JoinLookAnswer>>;
  join(request: JoinRequest): Promise<Outcome<JoinWord>>;
  /** What became of a request. */
  askAgain(waiting: WaitingJoin): Promise<Outcome<JoinWord>>;
}

const timeoutMs = 20_000;

export function createJoinServer(http: Http, server: ServerAddress): JoinServer {
  return server.kind === 'supabase' ? supabaseJoin(http, server) : ownJoin(http, server);
}

async function post(
  http: Http,
  server: ServerAddress,
  path: string,
  body: unknown,
  token: string | null,
): Promise<Outcome<unknown>> {
  const sent = await http.send({
    method: 'POST',
    url: `${server.serverUrl}${path}`,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(server.apiKey === null ? {} : { apikey: server.apiKey }),
    },
    body: JSON.stringify(body),
    timeoutMs,
  });
  if (!sent.ok) return sent;
  const answered = readHttpAnswer(sent.value);
  // Whoever typed this address meant a server; a page of another web site is no sign-in page of a network.
  if (!answered.ok && answered.error.code === 'SYNC_PORTAL' && [404, 405].includes(sent.value.status)) {
    return failure('SYNC_NOT_A_SERVER', { status: sent.value.status });
  }
  return answered;
}

function ownJoin(http: Http, server: ServerAddress): JoinServer {
  const read = (answered: Outcome<unknown>): Outcome<JoinWord> => {
    const checked = readAnswer('join', joinAnswerSchema, answered);
    if (!checked.ok) return checked;
    const answer = checked.value;
    if (answer.status === 'waiting') {
      return success({
        status: 'waiting',
        requestId: answer.request_id,
        claimSecret: answer.claim_secret,
        tokens: null,
      });
    }
    return success({
      status: 'joined',
      studentId: answer.student_id,
      classId: answer.class.id,
      className: answer.class.display_name,
      tokens: answer,
    });
  };
  return {
    look: async (code) =>
      readAnswer('look', joinLookAnswerSchema, await post(http, server, '/api/join/look', { code }, null)),
    join: async (request) => read(await post(http, server, '/api/join', request, null)),
    askAgain: async ({ requestId, claimSecret }) =>
      read(await post(http, server, '/api/join/status', { request_id: requestId, claim_secret: claimSecret }, null)),
  };
}

const rpcJoinSchema = z.looseObject({
  status: z.enum(['joined', 'waiting']),
  student_id: z.uuid().nullish(),
  class_id: z.uuid().nullish(),
  request_id: z.uuid().nullish(),
  claim_secret: z.string().nullish(),
});

function supabaseJoin(http: Http, server: ServerAddress): JoinServer {
  let signedIn: TokenAnswer | null = null;
  let classNames = new Map<string, string>();

  /** One anonymous user for the look and the join that follows it. */
  async function signIn(): Promise<Outcome<TokenAnswer>> {
    if (signedIn !== null) return success(signedIn);
    const answered = readAnswer(
      'signup',
      tokenAnswerSchema,
      await post(http, server, '/auth/v1/signup', { data: {} }, server.apiKey),
    );
    if (answered.ok) signedIn = answered.value;
    return answered;
  }
  const read = (answered: Outcome<unknown>, tokens: TokenAnswer): Outcome<JoinWord> => {
    const checked = readAnswer('join_class', rpcJoinSchema, answered);
    if (!checked.ok) return checked;
    const { status, student_id, class_id, request_id, claim_secret } = checked.value;
    if (status === 'joined' && student_id && class_id) {
      const className = classNames.get(class_id) ?? '';
      return success({ status, studentId: student_id, classId: class_id, className, tokens });
    }
    if (status === 'waiting' && request_id) {
      return success({ status, requestId: request_id, claimSecret: claim_secret ?? '', tokens });
    }
    return failure('SYNC_BAD_ANSWER', { call: 'join_class', field: 'status' });
  };
  const rpc = (name: string, args: unknown, tokens: TokenAnswer) =>
    post(http, server, `/rest/v1/rpc/${name}`, args, tokens.access_token);

  return {
    async look(code) {
      const tokens = await signIn();
      if (!tokens.ok) return tokens;
      const answered = readAnswer(
        'look_up_join_code',
        joinLookAnswerSchema,
        await rpc('look_up_join_code', { p_code: code }, tokens.value),
      );
      if (answered.ok) classNames = new Map([[answered.value.class.id, answered.value.class.display_name]]);
      return answered;
    },
    async join(request) {
      const tokens = await signIn();
      if (!tokens.ok) return tokens;
      const answered = await rpc(
        'join_class',
        {
          p_code: request.code,
          p_member_id: request.member_id ?? null,
          p_display_name: request.display_name ?? null,
          p_replica: request.replica_id,
          p_device_name: request.device_name ?? '',
          p_local_student_id: request.local_student_id,
        },
        tokens.value,
      );
      const word = read(answered, tokens.value);
      // The next profile of this device is another user.
      if (word.ok) signedIn = null;
      return word;
    },
    async askAgain(waiting) {
      if (waiting.tokens === null) return failure('SYNC_SIGNED_OUT', { reason: 'no_tokens' });
      let tokens = waiting.tokens;
      const ask = () =>
        rpc('join_request_status', { p_request_id: waiting.requestId, p_claim_secret: waiting.claimSecret }, tokens);
      let answered = await ask();
      if (!answered.ok && answered.error.code === 'TOKEN_EXPIRED') {
        const renewed = readAnswer(
          'token',
          tokenAnswerSchema,
          await post(
            http,
            server,
            '/auth/v1/token?grant_type=refresh_token',
            { refresh_token: tokens.refresh_token },
            null,
          ),
        );
        if (!renewed.ok) return renewed;
        tokens = renewed.value;
        answered = await ask();
      }
      return read(answered, tokens);
    },
  };
}
