import type { FetchFunction } from '../sync/fetch-http.ts';
import type { OpenSocket } from '../sync/realtime-hints.ts';
import type { SecretStore } from '../sync/secret-store.ts';
import type { SetTimer } from '../sync/sync-client.ts';
/** What sync needs of the place where the host runs. */
export interface SyncSurroundings {
  readonly fetch: FetchFunction;
  readonly secrets: SecretStore;
  /** In [0, 1). */
  readonly random: () => number;
  readonly setTimer: SetTimer;
  /** What a teacher sees of this device, such as the computer's name. */
  readonly deviceName: string;
  readonly appVersion: string;
  /** Offered on the join screen: where this app came from, or what an administrator has set; null for none. Soon done. */
  readonly suggestServerUrl: () => Promise<string | null>;
  /** For the hints of a Supabase project; absent where the platform has no web sockets. */
  readonly openSocket?: OpenSocket;
}
