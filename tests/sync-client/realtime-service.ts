/**
 * As much of Supabase's Realtime as hints need: private channels that a database decides about, and broadcasts that it
 * sends, over a real web socket. Speaks protocol 1.0.0 (objects) and 2.0.0 (lists), as the service does.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

interface Message {
  readonly join_ref: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface RealtimeService {
  readonly address: string;
  readonly received: Message[];
  /** Channels that somebody listens to, without the `realtime:` before them. */
  listening(): readonly string[];
  broadcast(channel: string): void;
  /** Ends every line, as a restart does. */
  dropAll(): void;
  close(): Promise<void>;
}

export async function startRealtimeService(
  mayJoin: (channel: string, token: string) => Promise<boolean>,
): Promise<RealtimeService> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const received: Message[] = [];
  const channels = new Map<WebSocket, Map<string, string | null>>();

  server.on('connection', (socket, request) => {
    const isList = new URL(request.url ?? '', 'ws://x').searchParams.get('vsn') === '2.0.0';
    const joined = new Map<string, string | null>();
    channels.set(socket, joined);
    socket.on('close', () => channels.delete(socket));
    senders.set(socket, (message) =>
      socket.send(
        JSON.stringify(
          isList ? [message.join_ref, message.ref, message.topic, message.event, message.payload] : message,
        ),
      ),
    );
    socket.on('message', async (data) => {
      const message = read(JSON.parse(String(data)));
      received.push(message);
      const reply = (status: string) =>
        senders.get(socket)?.({ ...message, event: 'phx_reply', payload: { status, response: {} } });
      if (message.event === 'phx_join') {
        const channel = message.topic.replace(/^realtime:/, '');
        const isIn = await mayJoin(channel, String(message.payload.access_token));
        if (isIn) joined.set(channel, message.join_ref);
        reply(isIn ? 'ok' : 'error');
      } else if (message.event === 'heartbeat') reply('ok');
    });
  });
  const senders = new Map<WebSocket, (message: Message) => void>();

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    listening: () => [...channels.values()].flatMap((joined) => [...joined.keys()]),
    broadcast(channel) {
      for (const [socket, joined] of channels) {
        if (!joined.has(channel)) continue;
        senders.get(socket)?.({
          join_ref: joined.get(channel) ?? null,
          ref: null,
          topic: `realtime:${channel}`,
          event: 'broadcast',
          payload: { type: 'broadcast', event: 'new', payload: {} },
        });
      }
    },
    dropAll() {
      for (const socket of server.clients) socket.terminate();
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

function read(parsed: unknown): Message {
  if (!Array.isArray(parsed)) return { join_ref: null, ref: null, ...(parsed as Partial<Message>) } as Message;
  const [join_ref, ref, topic, event, payload] = parsed;
  return { join_ref, ref, topic, event, payload };
}
