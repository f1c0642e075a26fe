/** A real HTTP proxy before a real server, which does to requests and answers what school networks do. */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Fault =
  /** The connection is closed before anything is answered; `afterwards`: when the server has done its work. */
  | { readonly kind: 'reset'; readonly afterwards: boolean }
  /** Half of the answer, under the length of the whole. */
  | { readonly kind: 'truncate' }
  /** Half of the answer, as if that were all. */
  | { readonly kind: 'cut' }
  /** A few bytes now and then, for ever. */
  | { readonly kind: 'drip' }
  /** Never answers. */
  | { readonly kind: 'silence' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** The true answer under another content type. */
  | { readonly kind: 'retype'; readonly contentType: string }
  /** The first answer of each path, again and again. */
  | { readonly kind: 'cache' };

export interface PassingRequest {
  readonly method: string;
  readonly path: string;
  readonly bodyBytes: number;
}

export interface MisbehavingProxy {
  readonly address: string;
  readonly requests: PassingRequest[];
  /** Decides what is done to each request; null lets it pass. */
  misbehave: (request: PassingRequest) => Fault | null;
  /** Where requests go; a server may be replaced by another one. */
  target: string;
  close(): Promise<void>;
}

interface WholeAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer;
}

const portalPage = '<!doctype html><html><body><h1>Welcome to the guest Wi-Fi</h1><form></form></body></html>';
export const portal: Fault = {
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: portalPage,
};

export async function startMisbehavingProxy(target: string): Promise<MisbehavingProxy> {
  const cached = new Map<string, WholeAnswer>();
  const proxy: MisbehavingProxy = {
    address: '',
    requests: [],
    misbehave: () => null,
    target,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readWhole(incoming);
    const passing = { method: incoming.method ?? '', path: incoming.url ?? '', bodyBytes: body.length };
    proxy.requests.push(passing);
    const fault = proxy.misbehave(passing);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'reset' && !fault.afterwards) {
      incoming.socket.resetAndDestroy();
      return;
    }
    if (fault?.kind === 'answer') {
      outgoing.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    const answer =
      (fault?.kind === 'cache' ? cached.get(passing.path) : undefined) ?? (await ask(proxy.target, incoming, body));
    if (fault?.kind === 'cache') cached.set(passing.path, answer);
    switch (fault?.kind) {
      case 'reset':
        incoming.socket.resetAndDestroy();
        return;
      case 'truncate':
        outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
        outgoing.write(answer.body.subarray(0, answer.body.length / 2), () => incoming.socket.destroy());
        return;
      case 'cut': {
        const half = answer.body.subarray(0, answer.body.length / 2);
        outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(half.length) }).end(half);
        return;
      }
      case 'drip': {
        outgoing.writeHead(answer.status, answer.headers);
        const timer = setInterval(() => outgoing.write(' '), 50);
        outgoing.on('close', () => clearInterval(timer));
        return;
      }
      case 'retype':
        outgoing.writeHead(answer.status, { ...answer.headers, 'content-type': fault.contentType }).end(answer.body);
        return;
      default:
        outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    }
  }

  const server = createServer((incoming, outgoing) => {
    // The client is gone, or the server was stopped by the test: nobody is left to tell.
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function readWhole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

function ask(target: string, incoming: IncomingMessage, body: Buffer): Promise<WholeAnswer> {
  const { host: _host, connection: _connection, ...headers } = incoming.headers;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      new URL(incoming.url ?? '/', target),
      // The answer passes as plain text, so that half of it is half of its meaning. A connection of its own each time:
      // one that is kept may be closed by the server at the moment it is used again, and no test has asked for that.
      { method: incoming.method, headers: { ...headers, 'accept-encoding': 'identity' }, agent: false },
      (answer) => {
        readWhole(answer).then((whole) => {
          const { 'transfer-encoding': _encoding, connection: _kept, ...kept } = answer.headers;
          const passed = Object.fromEntries(
            Object.entries(kept).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
          );
          resolve({ status: answer.statusCode ?? 502, headers: passed, body: whole });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
