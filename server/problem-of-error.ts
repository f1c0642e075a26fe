/** What an error of the database, the body parser or a library means to whoever asked. */
import { ZodError } from 'zod';
import { ExpectedError } from '../shared/errors/outcome.ts';
import { isProblemCode, type ProblemCode, RequestProblem } from './problem.ts';

/**
 * Never puts an error's own words into an answer: PostgreSQL quotes values. The exception are errors that our SQL
 * functions raise for clients (SQLSTATE PTnnn, as PostgREST has it), whose message and hint are written to be read.
 */
export function problemOfError(error: unknown): RequestProblem {
  if (error instanceof RequestProblem) return error;
  if (error instanceof ZodError) return problemOfInput(error);
  if (error instanceof ExpectedError && isProblemCode(error.failure.code)) {
    return new RequestProblem(error.failure.code, {}, { cause: error });
  }
  if (!(error instanceof Error)) return new RequestProblem('INTERNAL', {}, { cause: error });
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const hasSqlState = /^[0-9A-Z]{5}$/.test(code) && 'severity' in error;
  const problem = hasSqlState ? problemOfSqlState(code, error) : problemOfSystemCode(code, error);
  return problem ?? new RequestProblem('INTERNAL', {}, { cause: error });
}

function problemOfInput(error: ZodError): RequestProblem {
  const [first] = error.issues;
  const where = first?.path.map(String).join('.') ?? '';
  // Zod's messages name types and limits, never the value; unrecognised keys would be echoed, so only the place is told.
  return new RequestProblem('INVALID_INPUT', {
    detail: `${where === '' ? 'The body' : where} is missing, or has another type, length or form`,
  });
}

const statusCodes: Readonly<Record<string, ProblemCode>> = {
  PT400: 'INVALID_INPUT',
  PT401: 'SIGN_IN_REQUIRED',
  PT403: 'FORBIDDEN',
  PT404: 'NOT_FOUND',
  PT409: 'CONFLICT',
  PT410: 'STUDENT_ERASED',
  PT413: 'BODY_TOO_LARGE',
  PT426: 'PROTOCOL_TOO_OLD',
  PT429: 'RATE_LIMITED',
  PT503: 'SERVER_BUSY',
};

const stateCodes: Readonly<Record<string, ProblemCode>> = {
  '23505': 'CONFLICT',
  '23P01': 'CONFLICT',
  '42501': 'FORBIDDEN',
  '42883': 'NOT_FOUND',
  '57014': 'DATABASE_BUSY',
  '55P03': 'DATABASE_BUSY',
  '40001': 'SERVER_BUSY',
  '40P01': 'SERVER_BUSY',
  '53100': 'STORAGE_FULL',
  '54001': 'INVALID_INPUT',
  P0001: 'INVALID_INPUT',
};

const classCodes: Readonly<Record<string, ProblemCode>> = {
  '08': 'DATABASE_UNREACHABLE',
  '22': 'INVALID_INPUT',
  '23': 'INVALID_INPUT',
  '53': 'SERVER_BUSY',
  '54': 'INVALID_INPUT',
  '57': 'DATABASE_UNREACHABLE',
};

const retryableCodes: ReadonlySet<ProblemCode> = new Set([
  'DATABASE_BUSY',
  'DATABASE_UNREACHABLE',
  'RATE_LIMITED',
  'SERVER_BUSY',
  'SERVER_STOPPING',
]);

function problemOfSqlState(sqlState: string, error: Error): RequestProblem | null {
  if (sqlState.startsWith('PT')) {
    const { message, hint, detail } = error as Error & Record<string, unknown>;
    // A function names a more precise code as its DETAIL: JOIN_CODE_REFUSED, say.
    const named = [detail, message].find((text) => typeof text === 'string' && isProblemCode(text));
    const code = typeof named === 'string' && isProblemCode(named) ? named : statusCodes[sqlState];
    if (code === undefined) return null;
    return new RequestProblem(
      code,
      {
        detail: String(message),
        ...(typeof hint === 'string' ? { hint } : {}),
        ...(retryableCodes.has(code) ? { retryAfterSeconds: code === 'RATE_LIMITED' ? 60 : retryAfterSeconds() } : {}),
      },
      { cause: error },
    );
  }
  const code = stateCodes[sqlState] ?? classCodes[sqlState.slice(0, 2)];
  if (code === undefined) return null;
  return retryable(code, error);
}

const systemCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'CONTENT_TYPE_UNSUPPORTED',
  FST_ERR_CTP_INVALID_TYPE: 'CONTENT_TYPE_UNSUPPORTED',
  FST_ERR_CTP_EMPTY_TYPE: 'CONTENT_TYPE_UNSUPPORTED',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'MALFORMED_BODY',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_BODY',
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_BODY',
  FST_ERR_BAD_URL: 'NOT_FOUND',
  FST_ERR_MAX_PARAM_LENGTH: 'NOT_FOUND',
  FST_ERR_ASYNC_CONSTRAINT: 'NOT_FOUND',
  FST_ERR_NOT_FOUND: 'NOT_FOUND',
  FST_STATIC_FORBIDDEN_PATH: 'NOT_FOUND',
  FST_UNDER_PRESSURE: 'SERVER_BUSY',
  ECONNRESET: 'DATABASE_UNREACHABLE',
  ECONNREFUSED: 'DATABASE_UNREACHABLE',
  EPIPE: 'DATABASE_UNREACHABLE',
  ENOTFOUND: 'DATABASE_UNREACHABLE',
  EAI_AGAIN: 'DATABASE_UNREACHABLE',
  ETIMEDOUT: 'DATABASE_UNREACHABLE',
  EHOSTUNREACH: 'DATABASE_UNREACHABLE',
};

function problemOfSystemCode(code: string, error: Error): RequestProblem | null {
  const known = systemCodes[code];
  if (known !== undefined) return retryable(known, error);
  if (code.startsWith('Z_')) return new RequestProblem('MALFORMED_BODY', { detail: 'The gzip data is damaged' });
  if (error.name === 'DatabaseDiedError') return retryable('DATABASE_UNREACHABLE', error);
  // `pg` gives connections that end without a code.
  if (/^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/.test(error.message)) {
    return retryable('DATABASE_UNREACHABLE', error);
  }
  // What a library of Fastify's blames the client for: a range behind the end of a file, say.
  const { statusCode } = error as Error & { readonly statusCode?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return new RequestProblem(statusCode === 403 || statusCode === 404 ? 'NOT_FOUND' : 'INVALID_INPUT');
  }
  return null;
}

function retryable(code: ProblemCode, cause: Error): RequestProblem {
  return new RequestProblem(code, retryableCodes.has(code) ? { retryAfterSeconds: retryAfterSeconds() } : {}, {
    cause,
  });
}

/** 1 to 5 seconds at random, so that a class does not come back in one step. */
export function retryAfterSeconds(): number {
  return 1 + Math.floor(Math.random() * 5);
}
