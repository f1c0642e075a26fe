import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { hintPingMs, type hintSchema } from '../../shared/sync/http-contract.ts';
import type { Caller } from '../database/server-database.ts';
import { RequestProblem } from '../problem.ts';
import { retryAfterSeconds } from '../problem-of-error.ts';
import type { ServerContext } from '../server-context.ts';
import { authenticateSignedIn } from '../sign-in/authenticate.ts';
import { describeRoute } from '../status/api-documents.ts';

/** Each costs a socket and a few kilobytes; beyond it devices look from time to time, as they do anyway. */
const mostClients = 5_000;
/** The first hint goes out at once; what follows within so long goes out together. A row must be seen within 30 ms. */
const gatherMs = 15;
/** Who reads so slowly that this much waits hears of everything anyway when it comes back. */
const mostWaitingBytes = 64 * 1024;
/** A class that was joined meanwhile is heard of after so many pings. */
const pingsBetweenLooks = 4;

interface ScopesRow {
  readonly is_unrestricted: boolean;
  readonly read_scopes: readonly string[];
}

/** Server-sent events that say in which scopes something is new, to those who may see these scopes. */
export function registerHintRoutes(server: FastifyInstance, context: ServerContext): void {
  const { database, hints, metrics, tokens, nowMs } = context;
  const streams = new Set<() => void>();
  server.addHook('preClose', async () => {
    for (const end of streams) end();
  });

  async function readScopes(caller: Caller): Promise<ReadonlySet<string> | null> {
    const { rows } = await database.asCaller(caller, { isReadOnly: true }, (session) =>
      session.query<ScopesRow>('SELECT is_unrestricted, read_scopes FROM sync_caller_scopes()'),
    );
    return rows[0]?.is_unrestricted === true ? null : new Set(rows[0]?.read_scopes ?? []);
  }

  server.get(
    '/api/sync/hints',
    {
      ...describeRoute({
        tag: 'exchange',
        summary: 'Server-sent events: `new` with the scopes that hold something new',
      }),
      // A HEAD request would be a stream that nobody hears.
      exposeHeadRoute: false,
    },
    async (request, reply) => {
      const caller = await authenticateSignedIn(request, tokens);
      if (hints.clientCount >= mostClients) {
        throw new RequestProblem('SERVER_BUSY', { retryAfterSeconds: 60 + retryAfterSeconds() });
      }
      let scopes = await readScopes(caller);
      const gathered = new Set<string>();
      let gathering: ReturnType<typeof setTimeout> | null = null;
      let pingCount = 0;

      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...reply.getHeaders(),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
        'access-control-allow-origin': '*',
      } as Record<string, string>);
      raw.write('retry: 5000\n: hints follow\n\n');
      request.raw.socket.setNoDelay(true);
      // It stays open on purpose.
      request.raw.socket.setTimeout(0);

      function flush(): void {
        gathering = null;
        if (gathered.size === 0) return;
        if (raw.writableLength > mostWaitingBytes) {
          end();
          return;
        }
        metrics.hintsSent.inc();
        const hint: z.infer<typeof hintSchema> = { scopes: [...gathered] };
        raw.write(`event: new\ndata: ${JSON.stringify(hint)}\n\n`);
        gathered.clear();
        gathering = setTimeout(flush, gatherMs);
      }
      const leave = hints.join({
        get scopes() {
          return scopes;
        },
        send(changed) {
          for (const scope of changed) gathered.add(scope);
          if (gathering === null) flush();
        },
      });
      const ping = setInterval(() => {
        raw.write(': ping\n\n');
        pingCount += 1;
        if (pingCount % pingsBetweenLooks === 0) {
          readScopes(caller).then(
            (found) => {
              scopes = found;
            },
            // What could not be read now is read at the next turn; the stream lives on with what it knows.
            () => undefined,
          );
        }
      }, hintPingMs);
      // With its token the right to listen ends; the client comes back with a new one.
      const lifetime = setTimeout(end, Math.max(0, caller.tokenClaims.exp * 1000 - nowMs()));
      metrics.hintClients.set(hints.clientCount);
      streams.add(end);
      raw.on('close', end);

      function end(): void {
        if (!streams.delete(end)) return;
        leave();
        clearInterval(ping);
        clearTimeout(lifetime);
        if (gathering !== null) clearTimeout(gathering);
        metrics.hintClients.set(hints.clientCount);
        raw.end();
      }
    },
  );
}
