/**
 * Hints of a Supabase project: its Realtime service sends what the database broadcasts (012), over a web socket, in
 * messages of the Phoenix framework (protocol 1.0.0, JSON objects).
 *
 *     opening --phx_join--> joining (one channel a scope) --phx_reply ok--> listening --close, error, silence--> closed
 *
 *     ->  {topic: "realtime:endstp-sync:SCOPE", event: "phx_join", payload: {config: {private: true}, access_token}, ref}
 *     <-  {topic, event: "phx_reply", payload: {status: "ok" | "error"}, ref}
 *     <-  {topic, event: "broadcast", payload: {event: "new", ...}}
 *     ->  {topic: "phoenix", event: "heartbeat", payload: {}, ref}        every 25 s; a reply with the same ref
 *     ->  {topic, event: "access_token", payload: {access_token}}         before the old one expires
 */
import { z } from 'zod';
import type { SetTimer } from './sync-client.ts';
import type { SyncLink } from './sync-link.ts';

/** The part of a platform's WebSocket that is used. */
export interface HintSocket {
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  send(text: string): void;
  close(): void;
}
export type OpenSocket = (url: string) => HintSocket;

export interface RealtimeSurroundings {
  readonly openSocket: OpenSocket;
  readonly setTimer: SetTimer;
  /** A token that still counts; null when there is none. */
  readonly currentToken: () => Promise<string | null>;
  readonly onListening: () => void;
  readonly onNew: () => void;
}

export interface RealtimeLine {
  /** Resolves when the line is over, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Of Supabase's own client; the service closes a line that is silent for a minute. */
const heartbeatMs = 25_000;
const openTimeoutMs = 20_000;
const everyone = '00000000-0000-0000-0000-000000000000';

const messageSchema = z.looseObject({
  topic: z.string(),
  event: z.string(),
  payload: z.looseObject({ status: z.string().optional(), event: z.string().optional() }),
  ref: z.string().nullish(),
});

/** Listens for one profile. `token` is its access token. */
export function openRealtimeLine(link: SyncLink, token: string, surroundings: RealtimeSurroundings): RealtimeLine {
  const { openSocket, setTimer, currentToken, onListening, onNew } = surroundings;
  const scopes = [link.studentId, ...(link.classId === null ? [] : [link.classId]), everyone];
  const topics = scopes.map((scope) => `realtime:endstp-sync:${scope}`);
  let sentToken = token;
  let lastRef = 0;
  let heartbeatRef: string | null = null;
  const joining = new Map<string, string>();
  let isOver = false;
  let cancelTimer = () => {};
  let tellClosed = () => {};
  const closed = new Promise<void>((resolve) => {
    tellClosed = resolve;
  });

  const key = link.apiKey ?? '';
  const address = `${link.serverUrl.replace(/^http/, 'ws')}/realtime/v1/websocket?apikey=${encodeURIComponent(key)}&vsn=1.0.0`;
  const socket = openSocket(address);
  cancelTimer = setTimer(end, openTimeoutMs);

  function send(topic: string, event: string, payload: Readonly<Record<string, unknown>>): string {
    lastRef += 1;
    const ref = String(lastRef);
    socket.send(JSON.stringify({ topic, event, payload, ref, ...(event === 'phx_join' ? { join_ref: ref } : {}) }));
    return ref;
  }

  function end(): void {
    if (isOver) return;
    isOver = true;
    cancelTimer();
    socket.close();
    tellClosed();
  }

  async function beat(): Promise<void> {
    // The last one was not answered: the line is dead.
    if (heartbeatRef !== null) return end();
    const current = await currentToken();
    if (isOver) return;
    if (current === null) return end();
    if (current !== sentToken) for (const topic of topics) send(topic, 'access_token', { access_token: current });
    sentToken = current;
    heartbeatRef = send('phoenix', 'heartbeat', {});
    cancelTimer = setTimer(() => void beat(), heartbeatMs);
  }

  socket.addEventListener('open', () => {
    if (isOver) return;
    for (const topic of topics) {
      const config = { private: true, broadcast: { ack: false, self: false }, presence: { key: '' } };
      joining.set(topic, send(topic, 'phx_join', { config, access_token: token }));
    }
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  socket.addEventListener('message', ({ data }) => {
    const message = readMessage(data);
    if (message === null || isOver) return;
    const { topic, event, payload, ref } = message;
    if (event === 'phx_reply' && topic === 'phoenix') {
      if (ref === heartbeatRef) heartbeatRef = null;
    } else if (event === 'phx_reply' && ref === joining.get(topic)) {
      // A class that was left is refused; the profile's own channel is the one that counts.
      if (payload.status !== 'ok' && topic === topics[0]) return end();
      joining.delete(topic);
      if (joining.size > 0) return;
      cancelTimer();
      cancelTimer = setTimer(() => void beat(), heartbeatMs);
      onListening();
    } else if (event === 'broadcast' && topics.includes(topic)) {
      if (payload.event === 'new') onNew();
    } else if ((event === 'phx_error' || event === 'phx_close') && topics.includes(topic)) {
      end();
    }
  });
  return { closed, close: end };
}

/** Null for what is none of its messages: it only costs a hint. */
function readMessage(data: unknown): z.output<typeof messageSchema> | null {
  if (typeof data !== 'string') return null;
  try {
    const checked = messageSchema.safeParse(JSON.parse(data));
    return checked.success ? checked.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
