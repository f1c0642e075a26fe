/** Refusals as problem documents (RFC 9457). Nothing in one repeats what was sent, or what other people stored. */
import type { ErrorCode } from '../shared/errors/error-codes.ts';
import { serverErrors } from '../shared/errors/server-codes.ts';
import type { Problem } from '../shared/sync/http-contract.ts';

/** Codes of the rest of the product that a server also answers with. */
const otherStatuses = {
  INVALID_INPUT: 400,
  NOT_FOUND: 404,
  INTERNAL: 500,
  DATABASE_BUSY: 503,
  DATABASE_UNREACHABLE: 503,
  STORAGE_FULL: 507,
} as const satisfies Partial<Record<ErrorCode, number>>;

export type ProblemCode = keyof typeof serverErrors | keyof typeof otherStatuses;

/** For people who read an answer by hand; the app has its own words for each code, in both languages. */
const titles: Readonly<Record<ProblemCode, string>> = {
  INVALID_INPUT: 'What was sent does not have the expected form',
  NOT_FOUND: 'There is nothing at this address',
  INTERNAL: 'Something unexpected happened in the server',
  DATABASE_BUSY: 'The database took too long',
  DATABASE_UNREACHABLE: 'The database does not answer',
  STORAGE_FULL: 'The server has no room left',
  MALFORMED_BODY: 'The body is not JSON that the server can read',
  BODY_TOO_LARGE: 'The body is larger than the server takes',
  CONTENT_TYPE_UNSUPPORTED: 'The server takes application/json, plain or gzipped',
  METHOD_NOT_ALLOWED: 'This address does not take that method',
  SIGN_IN_REQUIRED: 'This needs an access token',
  TOKEN_INVALID: 'The access token is not one of this server',
  TOKEN_EXPIRED: 'The access token has expired',
  TOKEN_NOT_YET_VALID: 'The access token was issued in the future',
  REFRESH_TOKEN_INVALID: 'The refresh token is unknown, expired or revoked',
  REFRESH_TOKEN_REUSED: 'The refresh token was used before, so its whole family is revoked',
  SIGN_IN_REFUSED: 'E-mail and password do not belong together',
  FORBIDDEN: 'This sign-in does not allow that',
  JOIN_CODE_REFUSED: 'The class code is unknown, has expired or is used up',
  JOIN_REQUEST_DECLINED: 'The request to join was declined or has expired',
  NAME_NOT_ON_ROSTER: 'This name is not on the class list',
  STUDENT_ERASED: 'This student was erased',
  CONFLICT: 'Something like that is there already',
  PROTOCOL_TOO_OLD: 'The client is too old for this server',
  REQUEST_TIMED_OUT: 'The request took too long to arrive',
  RATE_LIMITED: 'Too many requests',
  SERVER_BUSY: 'The server is busy',
  SERVER_STOPPING: 'The server is stopping',
};

export interface ProblemDetails {
  /** What about this request was wrong, in English, without any value from it. */
  readonly detail?: string;
  readonly hint?: string;
  readonly retryAfterSeconds?: number;
  /** Of the student whose device asks; told to it alone. `erasedAt` is ISO 8601. */
  readonly erasure?: { readonly studentId: string; readonly erasedAt: string };
  /** Methods that the address takes. */
  readonly allow?: string;
}

/** Thrown by whoever refuses a request; the error handler makes the answer. */
export class RequestProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(`${code}${details.detail === undefined ? '' : `: ${details.detail}`}`, options);
    this.name = 'RequestProblem';
    this.code = code;
    this.status = statusOf(code);
    this.details = details;
  }
}

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(titles, text);
}

function statusOf(code: ProblemCode): number {
  return code in otherStatuses
    ? otherStatuses[code as keyof typeof otherStatuses]
    : serverErrors[code as keyof typeof serverErrors].status;
}

/** The document, with what PostgREST's and Supabase Auth's clients look for beside the members of RFC 9457. */
export function problemDocument(problem: RequestProblem, requestId: string, isSignIn: boolean): Problem {
  const { code, status, details } = problem;
  const text = details.detail ?? titles[code];
  return {
    type: `urn:end-stp:problem:${code}`,
    title: titles[code],
    status,
    code,
    ...(details.detail === undefined ? {} : { detail: details.detail }),
    ...(details.retryAfterSeconds === undefined ? {} : { retry_after_seconds: details.retryAfterSeconds }),
    ...(details.erasure === undefined
      ? {}
      : { student_id: details.erasure.studentId, erased_at: details.erasure.erasedAt }),
    request_id: requestId,
    message: text,
    details: details.detail ?? null,
    hint: details.hint ?? null,
    ...(isSignIn ? { error: code, error_code: code, error_description: text, msg: text } : {}),
  };
}
