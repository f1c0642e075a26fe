/** Requests and their answers, as the client needs them; `fetch-http.ts` makes them of whatever `fetch` a platform has. */
import type { Outcome } from '../errors/outcome.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
  /** Until the last byte of the answer. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Null when the answer has none of this name. */
  header(name: string): string | null;
  readonly text: string;
}

export interface Http {
  /**
   * Sends a request and reads the answer whole. Fails with SYNC_OFFLINE (`cause`), SYNC_TIMEOUT, SYNC_PORTAL for an
   * answer that leads elsewhere, SYNC_BAD_ANSWER for one that is cut short or too large. Statuses are not judged.
   */
  send(request: HttpRequest): Promise<Outcome<HttpAnswer>>;
  /**
   * Reads an answer piece by piece until it ends or `close` is called. `silenceMs` without a byte ends it. `closed`
   * gives the failure, or the answer's status when it came to its end.
   */
  stream(request: HttpRequest, silenceMs: number, onText: (text: string) => void): HttpStream;
}

export interface HttpStream {
  readonly closed: Promise<Outcome<{ readonly status: number }>>;
  close(): void;
}
