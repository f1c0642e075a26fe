/**
 * One server process, from opening the database to letting it go.
 *
 *     start: open and migrate -> hints -> listen
 *     stop:  refuse new requests -> end hint streams -> finish requests under way -> close the database
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Migration } from '../shared/database/migration.ts';
import { createFileSecretStore } from '../shared/node/file-secret-store.ts';
import { nodeTimer } from '../shared/node/node-sync.ts';
import { createPinnedFetch } from '../shared/node/pinned-fetch.ts';
import type { FetchFunction } from '../shared/sync/fetch-http.ts';
import { createMemorySecretStore } from '../shared/sync/secret-store.ts';
import { createHttpServer } from './create-http-server.ts';
import type { ServerDatabase } from './database/server-database.ts';
import { createHintHub, type HintHub } from './exchange/hint-hub.ts';
import { createRpcCatalogue } from './exchange/rpc-functions.ts';
import { defaultRateLimits, type RateLimits } from './limits/rate-limits.ts';
import { openServerDatabase } from './open-server-database.ts';
import { createUpstreamRelay, type UpstreamOptions, type UpstreamRelay } from './relay/upstream-relay.ts';
import type { ServerContext } from './server-context.ts';
import { createAccessTokens } from './sign-in/access-tokens.ts';
import { createServerMetrics } from './status/server-metrics.ts';
import type { ServerCertificate } from './tls/server-certificate.ts';
import { createServerUpkeep, type ServerUpkeep } from './upkeep/server-upkeep.ts';

export interface ServerRequest {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | null;
  readonly directDatabaseUrl: string | null;
  readonly databaseConnections: number;
  readonly dataFolder: string | null;
  readonly preparedFolder: string | null;
  /** The built page; not served when the folder is missing. */
  readonly appFolder: string | null;
  readonly migrations: readonly Migration[];
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly trustProxy: boolean | string;
  readonly log: Logger;
  /** The central server of a hub; none when it is one itself, or a hub that stays by itself. */
  readonly upstream?: UpstreamOptions | null;
  /** Serves HTTPS with this; plain HTTP without. */
  readonly certificate?: ServerCertificate | null;
  readonly rateLimits?: RateLimits;
  readonly requestTimeoutMs?: number;
  readonly nowMs?: () => number;
  /** The embedded database has died: the process should end and be started again. */
  readonly onDied?: () => void;
}

export interface RunningServer {
  /** With scheme and port, no slash at its end. */
  readonly address: string;
  /** For commands and tests that work beside the routes. */
  readonly database: ServerDatabase;
  readonly context: ServerContext;
  /** Null for a server without one above it. */
  readonly relay: UpstreamRelay | null;
  readonly upkeep: ServerUpkeep;
  stop(): Promise<void>;
}

/** A compressed push of 256 KB over a 3 KB/s link. */
const defaultRequestTimeoutMs = 120_000;

/** Throws what `openServerDatabase` throws, and the system's error (`EADDRINUSE`, `EACCES`) when it cannot listen. */
export async function runServer(request: ServerRequest): Promise<RunningServer> {
  const nowMs = request.nowMs ?? Date.now;
  const { log } = request;
  const database = await openServerDatabase({ ...request, hasOwnThread: true, onDied: () => request.onDied?.() });
  const hints = createHintHub(database, (error) => log.warn({ err: error }, 'looking for new rows failed'));
  try {
    const context: ServerContext = {
      database,
      hints,
      secret: request.secret,
      tokens: createAccessTokens(request.secret, nowMs),
      rpcCatalogue: createRpcCatalogue(database),
      metrics: createServerMetrics(() => database),
      nowMs,
      codePin: request.certificate?.isOwn === true ? request.certificate.pin : null,
      isStopping: false,
    };
    const { appFolder } = request;
    const server = await createHttpServer(context, {
      log,
      appFolder: appFolder !== null && existsSync(join(appFolder, 'index.html')) ? appFolder : null,
      trustProxy: request.trustProxy,
      rateLimits: request.rateLimits ?? defaultRateLimits,
      requestTimeoutMs: request.requestTimeoutMs ?? defaultRequestTimeoutMs,
      certificate: request.certificate ?? null,
    });
    const upkeep = createServerUpkeep(database, context.metrics, (error) => log.warn({ err: error }, 'upkeep failed'));
    await hints.start();
    const address = await server.listen({ host: request.host, port: request.port });
    log.info({ address, database: database.kind, hints: hints.mode }, 'listening');
    upkeep.start();
    const relay = startRelay(request, database, hints, nowMs);
    let stopping: Promise<void> | null = null;
    const stop = async () => {
      context.isStopping = true;
      hints.stop();
      await relay?.stop();
      await server.close();
      await upkeep.stop();
      await database.close();
      log.info('stopped');
    };
    return {
      address,
      database,
      context,
      upkeep,
      relay,
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    hints.stop();
    await database.close();
    throw error;
  }
}

function startRelay(
  { upstream = null, dataFolder, migrations, log }: ServerRequest,
  database: ServerDatabase,
  hints: HintHub,
  nowMs: () => number,
): UpstreamRelay | null {
  if (upstream === null) return null;
  const relay = createUpstreamRelay(upstream, {
    database,
    hints,
    fetch: createPinnedFetch(fetch as FetchFunction),
    secrets:
      dataFolder === null
        ? createMemorySecretStore()
        : createFileSecretStore(join(dataFolder, 'upstream-secrets.json')),
    setTimer: nodeTimer,
    random: Math.random,
    nowMs,
    schemaVersion: migrations.at(-1)?.version ?? '',
    log,
  });
  relay.start();
  return relay;
}
