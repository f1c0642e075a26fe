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
import { createHttpServer } from './create-http-server.ts';
import type { ServerDatabase } from './database/server-database.ts';
import { createHintHub } from './exchange/hint-hub.ts';
import { createRpcCatalogue } from './exchange/rpc-functions.ts';
import { defaultRateLimits, type RateLimits } from './limits/rate-limits.ts';
import { openServerDatabase } from './open-server-database.ts';
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
    let stopping: Promise<void> | null = null;
    const stop = async () => {
      context.isStopping = true;
      hints.stop();
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
