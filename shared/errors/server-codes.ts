/**
 * What a server answers when it does not do what was asked, with the HTTP status that goes with it. They are the `code`
 * of a problem document (shared/sync/http-contract.ts), never change their meaning, and a client branches on nothing
 * else. `isRetryable`: the same request may succeed later without anybody doing anything.
 */
export const serverErrors = {
  /** No JSON, cut short, wrongly compressed, nested too deeply. */
  MALFORMED_BODY: { status: 400, isRetryable: false },
  BODY_TOO_LARGE: { status: 413, isRetryable: false },
  CONTENT_TYPE_UNSUPPORTED: { status: 415, isRetryable: false },
  METHOD_NOT_ALLOWED: { status: 405, isRetryable: false },
  SIGN_IN_REQUIRED: { status: 401, isRetryable: false },
  TOKEN_INVALID: { status: 401, isRetryable: false },
  /** Refresh it and ask again. */
  TOKEN_EXPIRED: { status: 401, isRetryable: false },
  /** Issued in the future: one of the two clocks is wrong. Nobody is signed out for it. */
  TOKEN_NOT_YET_VALID: { status: 401, isRetryable: true },
  REFRESH_TOKEN_INVALID: { status: 401, isRetryable: false },
  /** Used a second time: somebody else has a copy, so every token that came from that sign-in is revoked. */
  REFRESH_TOKEN_REUSED: { status: 401, isRetryable: false },
  SIGN_IN_REFUSED: { status: 400, isRetryable: false },
  FORBIDDEN: { status: 403, isRetryable: false },
  /** Unknown, expired and used up look alike, so that guessing teaches nothing. */
  JOIN_CODE_REFUSED: { status: 404, isRetryable: false },
  JOIN_REQUEST_DECLINED: { status: 403, isRetryable: false },
  NAME_NOT_ON_ROSTER: { status: 404, isRetryable: false },
  STUDENT_ERASED: { status: 410, isRetryable: false },
  CONFLICT: { status: 409, isRetryable: false },
  PROTOCOL_TOO_OLD: { status: 426, isRetryable: false },
  REQUEST_TIMED_OUT: { status: 408, isRetryable: true },
  RATE_LIMITED: { status: 429, isRetryable: true },
  SERVER_BUSY: { status: 503, isRetryable: true },
  SERVER_STOPPING: { status: 503, isRetryable: true },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly isRetryable: boolean }>>;

export type ServerErrorCode = keyof typeof serverErrors;

export const serverErrorCodes = Object.keys(serverErrors) as readonly ServerErrorCode[];
