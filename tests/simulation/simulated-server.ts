/** The real server over a replica of the run, or a hub: the same program with a way up. */
import type { FastifyInstance } from 'fastify';
import { createHttpServer } from '../../server/create-http-server.ts';
import { createHintHub } from '../../server/exchange/hint-hub.ts';
import { createRpcCatalogue } from '../../server/exchange/rpc-functions.ts';
import type { ServerContext } from '../../server/server-context.ts';
import { createServerLog } from '../../server/server-log.ts';
import { createAccessTokens } from '../../server/sign-in/access-tokens.ts';
import { createServerMetrics } from '../../server/status/server-metrics.ts';
import { httpWire, injectWire, type Wire } from './faulty-link.ts';
import { type MortalServer, mortalServer } from './mortal-database.ts';
import type { ReplicaStore } from './replica-store.ts';

export type TransportKind = 'in-process' | 'http';

export interface SimulatedServer {
  readonly http: FastifyInstance;
  readonly context: ServerContext;
  readonly mortal: MortalServer;
  readonly wire: Wire;
  close(): Promise<void>;
}

/** All servers of a run sign with it: a hub knows the tokens of the central server. */
const secret = new Uint8Array(48).fill(7);
/** Nobody is refused for asking often: the clock of a run stands still meanwhile. */
const noLimits = { perSubject: 1e9, perAddress: 1e9, failuresPerAddress: 1e9 };

export async function startSimulatedServer(store: ReplicaStore, transport: TransportKind): Promise<SimulatedServer> {
  const mortal = mortalServer(store.serverDatabase);
  const { database } = mortal;
  const nowMs = () => Date.now();
  const context: ServerContext = {
    database,
    hints: createHintHub(database, () => undefined),
    secret,
    tokens: createAccessTokens(secret, nowMs),
    rpcCatalogue: createRpcCatalogue(database),
    metrics: createServerMetrics(() => database),
    nowMs,
    codePin: null,
    isStopping: false,
  };
  const http = await createHttpServer(context, {
    log: createServerLog('silent'),
    appFolder: null,
    trustProxy: false,
    rateLimits: noLimits,
    requestTimeoutMs: 120_000,
  });
  const wire = transport === 'http' ? httpWire(await http.listen({ host: '127.0.0.1', port: 0 })) : injectWire(http);
  if (transport === 'in-process') await http.ready();
  return {
    http,
    context,
    mortal,
    wire,
    async close() {
      await http.close();
    },
  };
}
