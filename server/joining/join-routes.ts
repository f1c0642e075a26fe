/** Joining a class: a code, a name of the roster, and either tokens at once or the teacher's approval first. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import {
  joinAnswerSchema,
  joinLookAnswerSchema,
  joinLookRequestSchema,
  joinRequestSchema,
  joinStatusRequestSchema,
} from '../../shared/sync/http-contract.ts';
import { RequestProblem } from '../problem.ts';
import { problemOfError } from '../problem-of-error.ts';
import type { ServerContext } from '../server-context.ts';
import { authenticate } from '../sign-in/authenticate.ts';
import { issueRefreshToken } from '../sign-in/refresh-tokens.ts';
import { claimsOf, tokenAnswer } from '../sign-in/token-answers.ts';
import { describeRoute } from '../status/api-documents.ts';

/** What join_class and join_request_status answer (009). */
const outcomeSchema = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('joined'),
    student_id: z.uuid(),
    class_id: z.uuid(),
    class_name: z.string(),
    display_name: z.string().optional(),
  }),
  z.looseObject({ status: z.literal('waiting'), request_id: z.uuid(), claim_secret: z.string().optional() }),
  z.looseObject({ status: z.literal('refused') }),
  z.looseObject({ status: z.literal('expired') }),
]);
type JoinOutcome = z.infer<typeof outcomeSchema>;

/** Refusals that a guesser meets. */
const guessCodes: ReadonlySet<string> = new Set(['JOIN_CODE_REFUSED', 'NOT_FOUND', 'RATE_LIMITED']);

export function registerJoinRoutes(server: FastifyInstance, context: ServerContext): void {
  const { database, tokens, metrics } = context;

  server.post(
    '/api/join/look',
    describeRoute({
      tag: 'joining',
      summary: 'The class of a code and its roster',
      body: joinLookRequestSchema,
      answer: joinLookAnswerSchema,
    }),
    async (request) => {
      const { code } = joinLookRequestSchema.parse(request.body);
      return guess(request, 'look', () =>
        database.asOwner((session) => readOne(session, 'SELECT look_up_join_code($1) AS value', [code])),
      );
    },
  );

  server.post(
    '/api/join',
    describeRoute({
      tag: 'joining',
      summary: 'Claims a name: 200 with tokens, or 202 when another device has it and the teacher decides',
      body: joinRequestSchema,
      answer: joinAnswerSchema,
    }),
    async (request, reply) => {
      const wanted = joinRequestSchema.parse(request.body);
      // A student who is signed in already (a second class) stays the same student.
      const caller = await authenticate(request, tokens);
      const join = (session: SqlSession) =>
        readOne(session, 'SELECT join_class($1, $2, $3, $4, $5, $6, $7) AS value', [
          wanted.code,
          wanted.member_id ?? null,
          wanted.display_name ?? null,
          wanted.replica_id,
          wanted.device_name,
          wanted.local_student_id,
          wanted.claim_key ?? null,
        ]);
      const outcome = await guess(request, 'join', () =>
        'tokenClaims' in caller ? database.asCaller(caller, { isReadOnly: false }, join) : database.asOwner(join),
      );
      return answer(reply, outcomeSchema.parse(outcome), wanted.replica_id, null);
    },
  );

  server.post(
    '/api/join/status',
    describeRoute({
      tag: 'joining',
      summary: 'Whether the teacher has decided: 200 with tokens, or 202 while nobody has',
      body: joinStatusRequestSchema,
      answer: joinAnswerSchema,
    }),
    async (request, reply) => {
      const { request_id, claim_secret } = joinStatusRequestSchema.parse(request.body);
      const outcome = await guess(request, 'status', () =>
        database.asOwner((session) =>
          readOne(session, 'SELECT join_request_status($1, $2) AS value', [request_id, claim_secret]),
        ),
      );
      return answer(reply, outcomeSchema.parse(outcome), null, claim_secret);
    },
  );

  async function guess<T>(request: FastifyRequest, kind: string, work: () => Promise<T>): Promise<T> {
    await server.assertFewFailures(request);
    try {
      const value = await work();
      metrics.signIns.inc({ kind, outcome: 'ok' });
      return value;
    } catch (error) {
      const problem = problemOfError(error);
      if (guessCodes.has(problem.code)) await server.noteFailure(request);
      if (problem.status < 500) metrics.signIns.inc({ kind, outcome: problem.code });
      throw problem;
    }
  }

  async function answer(
    reply: FastifyReply,
    outcome: JoinOutcome,
    replicaId: string | null,
    claimSecret: string | null,
  ): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store');
    if (outcome.status === 'refused' || outcome.status === 'expired') throw new RequestProblem('JOIN_REQUEST_DECLINED');
    if (outcome.status === 'waiting') {
      const { request_id, claim_secret = claimSecret } = outcome;
      return reply.code(202).send({ status: 'waiting', request_id, claim_secret });
    }
    const owner = { kind: 'student', studentId: outcome.student_id, replicaId } as const;
    const { issued, claims } = await database.asOwner(async (session) => {
      const made = await issueRefreshToken(session, owner);
      return { issued: made, claims: await claimsOf(session, owner, made.familyId) };
    });
    return reply.send({
      status: 'joined',
      student_id: outcome.student_id,
      class: { id: outcome.class_id, display_name: outcome.class_name },
      display_name: outcome.display_name,
      ...(await tokenAnswer(context, claims, issued)),
    });
  }
}

async function readOne(session: SqlSession, statement: string, values: readonly unknown[]): Promise<unknown> {
  const { rows } = await session.query<{ value: unknown }>(statement, values);
  return rows[0]?.value;
}
