/**
 * The network between two machines of a run: what `fetch` of the real client calls. Requests and answers get lost, come
 * twice, late, cut short, out of a cache, or from somebody else.
 */
import type { FastifyInstance } from 'fastify';
import type { FetchedAnswer, FetchFunction } from '../../shared/sync/fetch-http.ts';
import type { MortalServer } from './mortal-database.ts';
import type { SeededRandom } from './seeded-random.ts';

export type LinkFault =
  | 'request lost'
  | 'answer lost'
  | 'doubled'
  | 'late'
  | 'cut short'
  | 'server error'
  | 'portal'
  | 'cached'
  | 'server killed before commit'
  | 'server killed after commit';

export const linkFaults: readonly LinkFault[] = [
  'request lost',
  'answer lost',
  'doubled',
  'late',
  'cut short',
  'server error',
  'portal',
  'cached',
  'server killed before commit',
  'server killed after commit',
];

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | null;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The way to a server without faults: into the same process, or over HTTP. */
export type Wire = (request: RawRequest) => Promise<RawAnswer>;

export interface FaultyLink {
  readonly fetch: FetchFunction;
  /** How likely a request meets a fault, and which; none while it is 0. */
  faultRate: number;
  /** Called between a request and its delivery: others do something meanwhile. */
  meanwhile: () => Promise<void>;
  /** Delivers what is still on its way; the answers reach nobody. */
  deliverLate(): Promise<void>;
  readonly lateCount: number;
}

export interface FaultyLinkOptions {
  readonly random: SeededRandom;
  readonly faults: readonly LinkFault[];
  readonly wire: Wire;
  readonly server: MortalServer;
  readonly onFault: (fault: LinkFault) => void;
}

export function createFaultyLink({ random, faults, wire, server, onFault }: FaultyLinkOptions): FaultyLink {
  const late: RawRequest[] = [];
  const cached = new Map<string, RawAnswer>();
  const link: FaultyLink = {
    faultRate: 0,
    meanwhile: async () => {},
    get lateCount() {
      return late.length;
    },
    async deliverLate() {
      // Not in the order in which they were sent.
      while (late.length > 0) {
        const [request] = late.splice(random.between(0, late.length - 1), 1);
        if (request !== undefined) await wire(request);
      }
    },
    async fetch(url, { method, headers, body }) {
      const request: RawRequest = { method, path: new URL(url).pathname + new URL(url).search, headers, body };
      const fault = random.chance(link.faultRate) ? random.pick(faults) : null;
      await link.meanwhile();
      if (fault !== null) onFault(fault);
      return answerOf(await exchange(request, fault), fault === 'cut short');
    },
  };

  async function exchange(request: RawRequest, fault: LinkFault | null): Promise<RawAnswer> {
    switch (fault) {
      case 'request lost':
        throw reset();
      case 'late':
        late.push(request);
        throw reset();
      case 'server error':
        return { status: 502, headers: { 'content-type': 'text/html' }, body: Buffer.from('<h1>Bad gateway</h1>') };
      case 'portal':
        return { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<h1>Sign in</h1>') };
      case 'cached': {
        const earlier = cached.get(request.path);
        return earlier ?? wire(request);
      }
      case 'server killed before commit':
      case 'server killed after commit': {
        // A call is one transaction of one statement: before it, after it, after its commit.
        server.life.pointsLeft = fault === 'server killed after commit' ? 2 : random.between(0, 1);
        await wire(request);
        server.revive();
        throw reset();
      }
      case 'doubled':
        await wire(request);
        break;
      default:
        break;
    }
    const answer = await wire(request);
    if (fault === 'answer lost') throw reset();
    if (answer.status === 200 && request.path.startsWith('/rest/')) cached.set(request.path, answer);
    return answer;
  }

  function answerOf({ status, headers, body }: RawAnswer, isCut: boolean): FetchedAnswer {
    const end = isCut ? random.between(0, body.length) : body.length;
    const pieces = [body.slice(0, end)];
    return {
      status,
      type: 'basic',
      headers: { get: (name) => headers[name.toLowerCase()] ?? null },
      body: {
        getReader: () => ({
          async read() {
            const value = pieces.shift();
            if (value !== undefined) return { done: false, value };
            if (end < body.length) throw reset();
            return { done: true };
          },
        }),
      },
    };
  }
  return link;
}

function reset(): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });
}

/** Straight into a server of this process. */
export function injectWire(server: FastifyInstance): Wire {
  return async ({ method, path, headers, body }) => {
    const answer = await server.inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url: path,
      headers,
      ...(body === null ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    return { status: answer.statusCode, headers: textHeaders(answer.headers), body: answer.rawPayload };
  };
}

/** To a server that listens. */
export function httpWire(address: string): Wire {
  return async ({ method, path, headers, body }) => {
    const answer = await fetch(address + path, {
      method,
      headers,
      ...(body === null ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers.entries()),
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  };
}

function textHeaders(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
