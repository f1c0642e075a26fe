/** Requests over the `fetch` of a platform: a browser's, Node's, or that of Electron's `net` with the system's proxy. */
import { failure, type Outcome, success } from '../errors/outcome.ts';
import type { Http, HttpAnswer, HttpRequest, HttpStream } from './http-request.ts';
import { causeOfNetworkError } from './network-cause.ts';
import type { SetTimer } from './sync-client.ts';

/** The part of `fetch` that is used, alike on all platforms. */
export type FetchFunction = (
  url: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body: string | Uint8Array<ArrayBuffer> | null;
    signal: AbortSignal;
    redirect: 'manual';
    credentials: 'omit';
    cache: 'no-store';
  },
) => Promise<FetchedAnswer>;

export interface FetchedAnswer {
  readonly status: number;
  readonly type: string;
  readonly headers: { get(name: string): string | null };
  readonly body: { getReader(): ByteReader } | null;
}
interface ByteReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
}

/** A page of 500 rows is below 1 MB; more is no answer of a server of ours. */
const largestAnswerBytes = 8 * 1024 * 1024;

export function createFetchHttp(fetchFunction: FetchFunction, setTimer: SetTimer): Http {
  async function open(request: HttpRequest, signal: AbortSignal): Promise<FetchedAnswer> {
    return fetchFunction(request.url, {
      method: request.method,
      headers: { ...request.headers },
      body: request.body,
      signal,
      // A portal leads elsewhere, and tokens are not to follow.
      redirect: 'manual',
      credentials: 'omit',
      // The platform itself tells caches on the way: headers of ours would need every server's leave in a browser.
      cache: 'no-store',
    });
  }

  return {
    async send(request) {
      const abort = new AbortController();
      const cancelTimer = setTimer(() => abort.abort(), request.timeoutMs);
      let hasStatus = false;
      try {
        const answer = await open(request, abort.signal);
        hasStatus = true;
        if (isRedirect(answer)) return failure('SYNC_PORTAL', { status: answer.status });
        return await readWhole(answer);
      } catch (error) {
        return failureOf(error, abort.signal.aborted, hasStatus);
      } finally {
        cancelTimer();
      }
    },
    stream(request, silenceMs, onText): HttpStream {
      const abort = new AbortController();
      let cancelTimer = setTimer(() => abort.abort(), request.timeoutMs);
      const restart = () => {
        cancelTimer();
        cancelTimer = setTimer(() => abort.abort(), silenceMs);
      };
      const closed = (async (): Promise<Outcome<{ readonly status: number }>> => {
        try {
          const answer = await open(request, abort.signal);
          if (isRedirect(answer)) return failure('SYNC_PORTAL', { status: answer.status });
          const isStream = (answer.headers.get('content-type') ?? '').startsWith('text/event-stream');
          if (answer.status !== 200 || !isStream || answer.body === null) {
            abort.abort();
            return success({ status: answer.status });
          }
          const reader = answer.body.getReader();
          // Whole characters only: a piece may end in the middle of one.
          const decoder = createTextDecoder();
          for (;;) {
            restart();
            const { done, value } = await reader.read();
            if (done) return success({ status: answer.status });
            if (value !== undefined) onText(decoder(value));
          }
        } catch (error) {
          return failureOf(error, abort.signal.aborted, false);
        } finally {
          cancelTimer();
        }
      })();
      return { closed, close: () => abort.abort() };
    },
  };
}

/** Browsers hide the status of a redirect that is not followed. */
function isRedirect({ status, type }: FetchedAnswer): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

async function readWhole(answer: FetchedAnswer): Promise<Outcome<HttpAnswer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  if (answer.body !== null) {
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value === undefined) continue;
      length += value.length;
      if (length > largestAnswerBytes) return failure('SYNC_BAD_ANSWER', { field: 'length' });
      pieces.push(value);
    }
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  const text = new TextDecoder().decode(bytes);
  return success({ status: answer.status, header: (name) => answer.headers.get(name), text });
}

function failureOf(error: unknown, hasTimedOut: boolean, hasStatus: boolean): ReturnType<typeof failure> {
  if (hasTimedOut) return failure('SYNC_TIMEOUT');
  const cause = causeOfNetworkError(error);
  if (cause === 'timeout') return failure('SYNC_TIMEOUT');
  if (cause === 'wrong_certificate') return failure('SYNC_WRONG_CERTIFICATE');
  if (cause === 'pin_unsupported') return failure('SYNC_NEEDS_DESKTOP_APP');
  // The server spoke, and the line broke in the middle of its answer.
  if (hasStatus) return failure('SYNC_BAD_ANSWER', { field: 'length' });
  return failure('SYNC_OFFLINE', { cause });
}

/** Decodes UTF-8 piece by piece. Server-sent events of ours are ASCII but for what a later release may add. */
function createTextDecoder(): (piece: Uint8Array) => string {
  let rest: number[] = [];
  return (piece) => {
    const bytes = [...rest, ...piece];
    let end = bytes.length;
    // Look back over the last character for one that is not whole yet.
    for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
      const byte = bytes[bytes.length - back] ?? 0;
      if (byte < 0x80) break;
      if (byte < 0xc0) continue;
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (needed > back) end = bytes.length - back;
      break;
    }
    rest = bytes.slice(end);
    return new TextDecoder().decode(Uint8Array.from(bytes.slice(0, end)));
  };
}
