/** What an HTTP answer means: JSON of a server of ours, a refusal with its code, or somebody else's word. */
import { type ErrorCode, errorCodes } from '../errors/error-codes.ts';
import { failure, type Outcome, success } from '../errors/outcome.ts';
import { protectNumbers } from './exact-numbers.ts';
import type { HttpAnswer } from './http-request.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The JSON of a good answer. Failures: the server's own code where it gives one that is known; otherwise one that the
 * status and the kind of content lead to. `details` never holds what was in the answer. Numbers that a double would
 * change are marked texts (`exact-numbers.ts`).
 */
export function readHttpAnswer(answer: HttpAnswer): Outcome<unknown> {
  const { status } = answer;
  const contentType = (answer.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isJson = contentType === 'application/json' || contentType.endsWith('+json');
  const body = isJson ? parseJson(answer.text) : undefined;
  if (status === 204) return success(null);
  if (status >= 200 && status < 300) {
    // A sign-in page comes with a good status too.
    if (!isJson) return failure('SYNC_PORTAL', { status });
    return body === undefined ? failure('SYNC_BAD_ANSWER', { field: 'body' }) : success(body);
  }
  const problem = isObject(body) ? body : null;
  // Supabase's PostgREST has the SQLSTATE as its code; what our functions refuse with is in its details.
  const known = errorCodes.find((code) => code === problem?.code || code === problem?.details);
  const retryAfterSeconds = readRetryAfter(answer, problem);
  const details = { status, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) };
  if (known !== undefined && known !== 'BODY_TOO_LARGE' && known !== 'REQUEST_TIMED_OUT' && known !== 'INTERNAL') {
    return failure(known, details);
  }
  return failure(codeOfStatus(status, problem !== null), details);
}

function codeOfStatus(status: number, isJson: boolean): ErrorCode {
  switch (status) {
    case 401:
      return isJson ? 'TOKEN_EXPIRED' : 'SYNC_PORTAL';
    case 403:
      return isJson ? 'FORBIDDEN' : 'SYNC_PORTAL';
    case 404:
    case 405:
      return isJson ? 'SYNC_NOT_A_SERVER' : 'SYNC_PORTAL';
    case 407:
      return 'SYNC_OFFLINE';
    case 408:
    case 504:
      return 'SYNC_TIMEOUT';
    case 413:
      return 'SYNC_TOO_LARGE';
    case 426:
      return 'PROTOCOL_TOO_OLD';
    case 429:
      return 'RATE_LIMITED';
    case 503:
      return 'SERVER_BUSY';
    case 511:
      return 'SYNC_PORTAL';
    default:
      if (status >= 500) return 'SYNC_SERVER_FAILED';
      return isJson ? 'SYNC_BAD_ANSWER' : 'SYNC_PORTAL';
  }
}

/** Seconds to wait, from the problem document or the header (seconds or a date, by the server's own clock). */
function readRetryAfter(answer: HttpAnswer, problem: JsonObject | null): number | null {
  const given = problem?.retry_after_seconds;
  if (typeof given === 'number' && given >= 0) return given;
  const header = answer.header('retry-after');
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const untilMs = Date.parse(header);
  const nowMs = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(untilMs) || Number.isNaN(nowMs) ? null : Math.max(0, (untilMs - nowMs) / 1000);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(protectNumbers(text));
  } catch (error) {
    // Cut short, or no JSON in spite of its name: said by the absence of a value.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
