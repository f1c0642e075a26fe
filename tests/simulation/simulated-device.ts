/** A device of a run: its database, and the real client of `shared/sync` with a clock, timers and network of the run. */
import { createGate } from '../../shared/database/exclusive-gate.ts';
import { createFetchHttp, type FetchFunction } from '../../shared/sync/fetch-http.ts';
import type { Http } from '../../shared/sync/http-request.ts';
import { createHttpTransport } from '../../shared/sync/http-transport.ts';
import { createLinkTokens, type LinkTokens } from '../../shared/sync/link-tokens.ts';
import { createLocalReplica } from '../../shared/sync/local-replica.ts';
import { createMemorySecretStore, type SecretStore } from '../../shared/sync/secret-store.ts';
import { createServerClock, type ServerClock } from '../../shared/sync/server-clock.ts';
import { createSyncClient, type SyncClient } from '../../shared/sync/sync-client.ts';
import { createSyncLinks, type SyncLink, type SyncLinks } from '../../shared/sync/sync-link.ts';
import { type Life, mortalDatabase, newLife } from './mortal-database.ts';
import type { ReplicaStore } from './replica-store.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Machine } from './simulated-machines.ts';

export interface DeviceOptions {
  readonly machine: Machine;
  readonly store: ReplicaStore;
  readonly random: SeededRandom;
  readonly nowMs: () => number;
  /** By the address of a link. */
  readonly fetchOf: (serverUrl: string) => FetchFunction;
  /** A hub exchanges for all of its class: it reads no links of its own, and signs in as itself. */
  readonly hub?: { readonly links: SyncLinks; readonly tokens: LinkTokens };
}

/** One life of the device's process; after being killed it is started anew over the same database and secrets. */
export interface DeviceProcess {
  readonly life: Life;
  readonly client: SyncClient;
  readonly clock: ServerClock;
  readonly database: ReturnType<typeof mortalDatabase>;
  readonly bugs: unknown[];
}

export interface SimulatedDevice {
  readonly machine: Machine;
  readonly store: ReplicaStore;
  readonly secrets: SecretStore;
  readonly http: (serverUrl: string) => Http;
  process: DeviceProcess;
  /** Ends the process and starts it anew. */
  restart(): Promise<void>;
}

/** Nothing fires by itself: a run says when a device exchanges. */
const noTimer = () => () => {};

export async function startSimulatedDevice(options: DeviceOptions): Promise<SimulatedDevice> {
  const { machine, store, random, nowMs, fetchOf, hub } = options;
  const secrets = createMemorySecretStore();
  const http = (serverUrl: string) => createFetchHttp(fetchOf(serverUrl), noTimer);

  async function start(): Promise<DeviceProcess> {
    const life = newLife();
    const database = mortalDatabase(store.database, life);
    const exclusively = createGate();
    const clock = createServerClock(nowMs, null);
    const bugs: unknown[] = [];
    const tokensOf = (link: SyncLink) =>
      hub?.tokens ??
      createLinkTokens(
        { http: http(link.serverUrl), secrets, localNowMs: nowMs, makeKey: () => random.uuid() },
        link.id,
        link,
      );
    const client = createSyncClient({
      replica: createLocalReplica({ database, exclusively }),
      links: hub?.links ?? createSyncLinks(database, exclusively),
      transportOf: (link) => createHttpTransport(http(link.serverUrl), link, tokensOf(link)),
      clock,
      localNowMs: nowMs,
      random: () => random.next(),
      setTimer: noTimer,
      schemaVersion: '010',
      onCloned: (link) => tokensOf(link).leaveRefreshingToOthers(),
      onErased: async (link, erasedAt) => {
        await database.transaction((queries) =>
          queries.query('SELECT erase_student($1, $2)', [link.studentId, erasedAt]),
        );
      },
      reportBug: (_what, error) => {
        if (!life.isOver) bugs.push(error);
      },
    });
    return { life, client, clock, database, bugs };
  }

  const device: SimulatedDevice = {
    machine,
    store,
    secrets,
    http,
    process: await start(),
    async restart() {
      await device.process.client.stop();
      device.process = await start();
    },
  };
  return device;
}
