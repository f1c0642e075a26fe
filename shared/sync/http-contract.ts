/**
 * What a device and a server say to each other over HTTP. Both sides check what arrives against these schemas.
 *
 *     POST /api/join/look             code -> class and roster
 *     POST /api/join                  code + name -> 200 joined with tokens | 202 waiting for the teacher
 *     POST /api/join/status           request -> 200 joined with tokens | 202 still waiting
 *     POST /auth/v1/token             ?grant_type=refresh_token | password -> tokens (the shape of Supabase Auth)
 *     POST /auth/v1/logout            ?scope=local | global | others -> 204
 *     POST /rest/v1/rpc/FUNCTION      named arguments as a JSON object -> the function's result (PostgREST)
 *     GET  /api/sync/hints            server-sent events: `new` with the scopes that hold something new
 *
 * Objects may gain members: both sides ignore what they do not know. Times are ISO 8601 with an offset, numbers of any
 * length inside rows travel as text. Every refusal is a problem document (RFC 9457) with a stable `code`.
 */
import { z } from 'zod';

/** Of sync_hello: the newest exchange that this release speaks, and the oldest that it still understands. */
export const syncProtocol = 1;
export const oldestSyncProtocol = 1;

/** Limits of one request. The database counts again (sync_push); a server behind a proxy may set lower ones. */
export const maxChangesPerPush = 500;
/** Of the body as it travels when it is compressed. */
export const maxCompressedBodyBytes = 256 * 1024;
/** Of the body once it is unpacked, or as it travels when it is not compressed. */
export const maxBodyBytes = 1024 * 1024;
/** Objects and arrays within each other. A question's content needs some ten. */
export const maxBodyDepth = 40;

/** A ping comment arrives at least this often; silence for three times as long means that the line is dead. */
export const hintPingMs = 25_000;

const uuid = z.uuid();
const moment = z.iso.datetime({ offset: true });
const epochSeconds = z.number().int().nonnegative();

// Refusals ------------------------------------------------------------------------------------------------------------

export const problemContentType = 'application/problem+json';

/**
 * `code` is one of shared/errors. `message`, `details` and `hint` repeat it in the shape that PostgREST and
 * supabase-js read; `error`, `error_code` and `error_description` in that of Supabase Auth.
 */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  request_id: z.string().optional(),
  /** Also in the `Retry-After` header. */
  retry_after_seconds: z.number().nonnegative().optional(),
  /** Of STUDENT_ERASED, to a device of that student: what it is to delete, and since when. */
  student_id: uuid.optional(),
  erased_at: moment.optional(),
});
export type Problem = z.infer<typeof problemSchema>;

// Tokens --------------------------------------------------------------------------------------------------------------

/** The tokens of one sign-in, in the shape of Supabase Auth. The refresh token works once: keep the new one at once. */
export const tokenAnswerSchema = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  token_type: z.literal('bearer'),
  expires_in: epochSeconds,
  /** By the server's clock: a device whose clock is wrong counts `expires_in` from when it asked. */
  expires_at: epochSeconds,
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

export const refreshRequestSchema = z.object({ refresh_token: z.string().min(1).max(512) });

export const passwordRequestSchema = z.object({
  email: z.string().trim().min(3).max(320),
  password: z.string().min(1).max(1024),
});

/**
 * Header of a refresh: 16 to 128 characters drawn at random and stored before the request is sent. When its answer is
 * lost, the same token with the same key is answered with the same successor; without the key, or with another one, a
 * token used twice counts as stolen.
 */
export const refreshRetryHeader = 'idempotency-key';

/** What is in an access token. `sub` is the principal; a student's device acts for `student_id`. */
export const accessTokenClaimsSchema = z.looseObject({
  sub: uuid,
  role: z.string(),
  endstp_role: z.enum(['student', 'teacher', 'hub', 'operator']).optional(),
  student_id: uuid.optional(),
  session_id: uuid.optional(),
  iat: epochSeconds,
  exp: epochSeconds,
});
export type AccessTokenClaims = z.infer<typeof accessTokenClaimsSchema>;

// Joining a class -----------------------------------------------------------------------------------------------------

/** Letters and digits; people type it with spaces, dashes and small letters. */
export const joinCodeSchema = z.string().trim().min(4).max(40);

export const joinLookRequestSchema = z.object({ code: joinCodeSchema });

const classSchema = z.looseObject({ id: uuid, display_name: z.string() });

export const joinLookAnswerSchema = z.looseObject({
  class: classSchema,
  roster: z.array(z.looseObject({ member_id: uuid, display_name: z.string(), is_claimed: z.boolean() })),
});
export type JoinLookAnswer = z.infer<typeof joinLookAnswerSchema>;

/** Either a name of the roster, or a new name where the class allows it. */
export const joinRequestSchema = z
  .object({
    code: joinCodeSchema,
    member_id: uuid.optional(),
    display_name: z.string().trim().min(1).max(80).optional(),
    replica_id: uuid,
    device_name: z.string().trim().max(120).default(''),
    /** The profile on the device whose work joins; its rows are re-keyed to `student_id` of the answer. */
    local_student_id: uuid,
    /** Drawn by the device, for this server alone; by it the device is known again. Older devices have none. */
    claim_key: z.string().min(32).max(200).optional(),
    language: z.enum(['tr', 'en']).default('tr'),
  })
  .refine((request) => (request.member_id === undefined) !== (request.display_name === undefined), {
    message: 'give either member_id or display_name',
  });
export type JoinRequest = z.input<typeof joinRequestSchema>;

/** Status 200. */
export const joinedAnswerSchema = tokenAnswerSchema.extend({
  status: z.literal('joined'),
  student_id: uuid,
  class: classSchema,
});
/** Status 202: the name is claimed by another device. The secret proves later who asked; keep it like a token. */
export const waitingAnswerSchema = z.looseObject({
  status: z.literal('waiting'),
  request_id: uuid,
  claim_secret: z.string().min(1),
});
export const joinAnswerSchema = z.discriminatedUnion('status', [joinedAnswerSchema, waitingAnswerSchema]);

export const joinStatusRequestSchema = z.object({ request_id: uuid, claim_secret: z.string().min(1).max(200) });

// Exchange ------------------------------------------------------------------------------------------------------------

/** One row on its way: `scope` is a student, a class or the nil UUID; `id` the row's key as text. */
export const changeSchema = z.looseObject({
  scope: uuid,
  table: z.string().min(1).max(63),
  id: z.string().min(1).max(200),
  row: z.record(z.string(), z.unknown()),
});
export type Change = z.infer<typeof changeSchema>;

/** {scope: seq}. Sequence numbers stay far below 2^53. */
export const positionsSchema = z.record(z.string(), z.number().int().nonnegative());

/** Members that every answer of the exchange has. */
const serverStateSchema = z.looseObject({ replica: uuid, epoch: uuid, server_time: moment });

export const helloRequestSchema = z.object({
  p_replica: uuid,
  p_epoch: uuid,
  p_protocol: z.number().int().positive(),
  p_schema: z.string().max(100),
  /** What was drawn for the greeting before this one, and for this one: by them a cloned disk is noticed. */
  p_last_contact: uuid.nullish(),
  p_contact: uuid.nullish(),
});

export const helloAnswerSchema = serverStateSchema.extend({
  protocol: z.number().int(),
  oldest_protocol: z.number().int(),
  schema: z.string(),
  is_known: z.boolean().optional(),
  was_cloned: z.boolean().optional(),
});

export const pushRequestSchema = z.object({ p_replica: uuid, p_changes: z.array(changeSchema).max(maxChangesPerPush) });

export const refusedRowSchema = z.looseObject({
  table: z.string().nullable(),
  id: z.string().nullable(),
  code: z.string(),
  detail: z.string().nullish(),
});
export type RefusedRow = z.infer<typeof refusedRowSchema>;

export const pushAnswerSchema = serverStateSchema.extend({
  accepted: z.array(z.string()),
  known: z.array(z.string()),
  refused: z.array(refusedRowSchema),
});
export type PushAnswer = z.infer<typeof pushAnswerSchema>;

export const pullRequestSchema = z.object({
  p_replica: uuid,
  p_positions: positionsSchema,
  p_max_rows: z.number().int().positive(),
});

export const pullAnswerSchema = serverStateSchema.extend({
  changes: z.array(changeSchema.extend({ seq: z.number().int().positive() })),
  positions: positionsSchema,
  has_more: z.boolean(),
});

/** Data of the server-sent event `new`. Only a hint: what is new is pulled, and hints may be lost. */
export const hintSchema = z.looseObject({ scopes: z.array(uuid) });
