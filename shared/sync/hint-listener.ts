/**
 * Listens to a server's hints over one line, for the profile that studies now. A hint only makes the client ask sooner;
 * what is missed while the line is down is found by the timer.
 *
 *     off -> opening -> listening -> waiting (the line broke) -> opening ...
 */
import { createParser } from 'eventsource-parser';
import { backoffDelayMs } from './backoff-delay.ts';
import { hintPingMs } from './http-contract.ts';
import type { Http, HttpStream } from './http-request.ts';
import type { LinkTokens } from './link-tokens.ts';
import type { SetTimer } from './sync-client.ts';
import type { SyncLink } from './sync-link.ts';

export interface HintListener {
  /** Listens for this link from now on, and for no other; null listens to nothing. */
  follow(link: SyncLink | null): void;
  stop(): void;
}

export interface HintListenerSurroundings {
  readonly http: Http;
  readonly tokensOf: (link: SyncLink) => LinkTokens;
  readonly setTimer: SetTimer;
  readonly random: () => number;
  readonly onHint: (link: SyncLink) => void;
  readonly onListening: (link: SyncLink, isListening: boolean) => void;
}

const openTimeoutMs = 20_000;

export function createHintListener(surroundings: HintListenerSurroundings): HintListener {
  const { http, tokensOf, setTimer, random, onHint, onListening } = surroundings;
  let followed: SyncLink | null = null;
  let stream: HttpStream | null = null;
  let cancelTimer = () => {};
  let failureCount = 0;
  /** Counts the links followed so far: what belongs to an earlier one is let go. */
  let turn = 0;

  async function open(link: SyncLink, ownTurn: number): Promise<void> {
    const token = await tokensOf(link).current();
    if (ownTurn !== turn) return;
    if (!token.ok) return wait(link, ownTurn);
    const parser = createParser({
      onEvent: ({ event }) => {
        if (event === 'new') onHint(link);
      },
    });
    let hasListened = false;
    const opened = http.stream(
      {
        method: 'GET',
        url: `${link.serverUrl}/api/sync/hints`,
        headers: { accept: 'text/event-stream', authorization: `Bearer ${token.value}` },
        body: null,
        timeoutMs: openTimeoutMs,
      },
      // Two pings may get lost; after the third the line is dead.
      hintPingMs * 3,
      (text) => {
        if (!hasListened) {
          hasListened = true;
          failureCount = 0;
          onListening(link, true);
        }
        parser.feed(text);
      },
    );
    stream = opened;
    const closed = await opened.closed;
    if (ownTurn !== turn) return;
    stream = null;
    if (hasListened) onListening(link, false);
    if (closed.ok && closed.value.status === 401) await tokensOf(link).renew(token.value);
    wait(link, ownTurn);
  }

  function wait(link: SyncLink, ownTurn: number): void {
    if (ownTurn !== turn) return;
    failureCount += 1;
    cancelTimer = setTimer(() => void open(link, ownTurn), 1_000 + backoffDelayMs(failureCount, random(), null));
  }

  function letGo(): void {
    turn += 1;
    cancelTimer();
    stream?.close();
    stream = null;
    if (followed !== null) onListening(followed, false);
    followed = null;
  }

  return {
    follow(link) {
      if (link?.id === followed?.id) return;
      letGo();
      // Supabase has another way to tell, which needs a socket; the timer serves there.
      if (link === null || link.kind !== 'endstp') return;
      followed = link;
      failureCount = 0;
      void open(link, turn);
    },
    stop: letGo,
  };
}
