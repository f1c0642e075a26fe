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
import { type OpenSocket, openRealtimeLine } from './realtime-hints.ts';
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
  /** Where the platform has web sockets; without one a Supabase project is only looked at from time to time. */
  readonly openSocket?: OpenSocket;
}

const openTimeoutMs = 20_000;

export function createHintListener(surroundings: HintListenerSurroundings): HintListener {
  const { http, tokensOf, setTimer, random, onHint, onListening } = surroundings;
  let followed: SyncLink | null = null;
  let stream: Pick<HttpStream, 'close'> | null = null;
  let cancelTimer = () => {};
  let failureCount = 0;
  /** Counts the links followed so far: what belongs to an earlier one is let go. */
  let turn = 0;

  async function openRealtime(link: SyncLink, ownTurn: number, openSocket: OpenSocket): Promise<void> {
    const token = await tokensOf(link).current();
    if (ownTurn !== turn) return;
    if (!token.ok) return wait(ownTurn, () => openRealtime(link, ownTurn, openSocket));
    let hasListened = false;
    const line = openRealtimeLine(link, token.value, {
      openSocket,
      setTimer,
      async currentToken() {
        const current = await tokensOf(link).current();
        return current.ok ? current.value : null;
      },
      onListening() {
        hasListened = true;
        failureCount = 0;
        onListening(link, true);
      },
      onNew: () => onHint(link),
    });
    stream = line;
    await line.closed;
    if (ownTurn !== turn) return;
    stream = null;
    if (hasListened) onListening(link, false);
    wait(ownTurn, () => openRealtime(link, ownTurn, openSocket));
  }

  async function open(link: SyncLink, ownTurn: number): Promise<void> {
    const token = await tokensOf(link).current();
    if (ownTurn !== turn) return;
    if (!token.ok) return wait(ownTurn, () => open(link, ownTurn));
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
    wait(ownTurn, () => open(link, ownTurn));
  }

  function wait(ownTurn: number, again: () => Promise<void>): void {
    if (ownTurn !== turn) return;
    failureCount += 1;
    cancelTimer = setTimer(() => void again(), 1_000 + backoffDelayMs(failureCount, random(), null));
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
      if (link === null) return;
      const { openSocket } = surroundings;
      if (link.kind === 'supabase' && openSocket === undefined) return;
      followed = link;
      failureCount = 0;
      void (link.kind === 'supabase' && openSocket !== undefined
        ? openRealtime(link, turn, openSocket)
        : open(link, turn));
    },
    stop: letGo,
  };
}
