/** Finds the first thing that stands between this device and its server, and names it. */
import { type Failure, failure, type Outcome, success } from '../errors/outcome.ts';
import type { ServerChoice } from '../model/class-joining.ts';
import {
  type ConnectionReport,
  type ConnectionStep,
  type ConnectionStepResult,
  connectionSteps,
} from '../model/connection-report.ts';
import type { Http } from './http-request.ts';
import { readHttpAnswer } from './read-http-answer.ts';
import { readServerAddress } from './server-address.ts';

const timeoutMs = 15_000;

export interface ConnectionTest {
  readonly http: Http;
  /** For how long a request took, in milliseconds from any origin. */
  readonly tickMs: () => number;
  /** The machine's own clock, milliseconds since 1970. */
  readonly localNowMs: () => number;
}

/** `signIn` asks the server something as the joined profile; null where none is joined. */
export async function testConnection(
  { http, tickMs, localNowMs }: ConnectionTest,
  choice: ServerChoice,
  signIn: (() => Promise<Outcome<unknown>>) | null,
): Promise<ConnectionReport> {
  const address = readServerAddress(choice.serverUrl);
  if (!address.ok) return reportOf('address', address.error, null, null);
  const startedMs = tickMs();
  const path = choice.kind === 'supabase' ? '/auth/v1/health' : '/healthz';
  const sent = await http.send({
    method: 'GET',
    url: `${address.value}${path}`,
    headers: { accept: 'application/json', ...(choice.apiKey === null ? {} : { apikey: choice.apiKey }) },
    body: null,
    timeoutMs,
  });
  if (!sent.ok) return reportOf(stepOf(sent.error), sent.error, null, null);
  const roundTripMs = tickMs() - startedMs;
  const dateMs = Date.parse(sent.value.header('date') ?? '');
  const clockOffsetSeconds = Number.isNaN(dateMs) ? null : (dateMs - localNowMs()) / 1000;
  const answered = judgeHealth(readHttpAnswer(sent.value), sent.value.status);
  if (!answered.ok) return reportOf(stepOf(answered.error), answered.error, roundTripMs, clockOffsetSeconds);
  if (signIn === null) return reportOf(null, null, roundTripMs, clockOffsetSeconds);
  const signed = await signIn();
  if (signed.ok) return reportOf(null, null, roundTripMs, clockOffsetSeconds);
  const isSignIn = ['SYNC_SIGNED_OUT', 'FORBIDDEN', 'TOKEN_NOT_YET_VALID'].includes(signed.error.code);
  return reportOf(isSignIn ? 'sign_in' : stepOf(signed.error), signed.error, roundTripMs, clockOffsetSeconds);
}

/** A web site that is not ours answers with a page; one that has no such address is no server of ours. */
function judgeHealth(answered: Outcome<unknown>, status: number): Outcome<unknown> {
  if (answered.ok) return success(null);
  if (answered.error.code === 'SYNC_PORTAL' && [401, 403, 404, 405].includes(status)) {
    return failure('SYNC_NOT_A_SERVER', { status });
  }
  return answered;
}

function stepOf({ code, details }: Failure): ConnectionStep {
  if (code === 'SYNC_PORTAL') return 'network_sign_in';
  if (code === 'SYNC_WRONG_CERTIFICATE' || code === 'SYNC_NEEDS_DESKTOP_APP') return 'tls';
  if (code !== 'SYNC_OFFLINE') return 'server';
  if (details.cause === 'name_lookup') return 'name_lookup';
  return details.cause === 'tls' ? 'tls' : 'connection';
}

function resultOf(step: ConnectionStep, place: number, failedAt: number, failed: Failure | null): ConnectionStepResult {
  const isUntold = failed?.code === 'SYNC_OFFLINE' && failed.details.cause === 'unknown';
  if (isUntold && (step === 'name_lookup' || step === 'tls')) return 'unknown';
  if (place < failedAt) return 'good';
  return place === failedAt ? 'failed' : 'not_tried';
}

function reportOf(
  failedStep: ConnectionStep | null,
  failed: Failure | null,
  roundTripMs: number | null,
  clockOffsetSeconds: number | null,
): ConnectionReport {
  const failedAt = failedStep === null ? connectionSteps.length : connectionSteps.indexOf(failedStep);
  return {
    steps: connectionSteps.map((step, place) => ({ step, result: resultOf(step, place, failedAt, failed) })),
    failure: failed,
    roundTripMs,
    clockOffsetSeconds,
  };
}
