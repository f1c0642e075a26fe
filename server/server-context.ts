import type { ServerDatabase } from './database/server-database.ts';
import type { HintHub } from './exchange/hint-hub.ts';
import type { RpcCatalogue } from './exchange/rpc-functions.ts';
import type { AccessTokens } from './sign-in/access-tokens.ts';
import type { ServerMetrics } from './status/server-metrics.ts';

/** What the routes share. All state that matters is in the database: as many processes as one likes may stand before it. */
export interface ServerContext {
  readonly database: ServerDatabase;
  readonly tokens: AccessTokens;
  /** Keys derived from the JWT secret, so that processes that share it agree. */
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly rpcCatalogue: RpcCatalogue;
  readonly hints: HintHub;
  readonly metrics: ServerMetrics;
  readonly nowMs: () => number;
  /** What class codes carry of a hub with a certificate of its own; null for a server that an authority vouches for. */
  readonly codePin: string | null;
  /** Set once the server stops: it finishes what it has begun, and is no longer ready. */
  isStopping: boolean;
}
