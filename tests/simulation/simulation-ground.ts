import { openPgliteStore, openPostgresStore, type ReplicaStore } from './replica-store.ts';
import { leaveRealTime } from './simulated-machines.ts';
import type { SimulationGround } from './simulated-school.ts';
import { type SimulatedServer, startSimulatedServer, type TransportKind } from './simulated-server.ts';

export type EngineKind = 'pglite' | 'postgres';

export interface OpenGround extends SimulationGround {
  close(): Promise<void>;
}

/** Opens a server, a hub and three devices: once for all runs of a process. Devices are PGlite, as in the product. */
export async function openSimulationGround(engine: EngineKind, transport: TransportKind): Promise<OpenGround> {
  leaveRealTime();
  const stores: ReplicaStore[] = [];
  const servers: SimulatedServer[] = [];
  for (let place = 0; place < 5; place += 1) {
    stores.push(engine === 'postgres' && place < 2 ? await openPostgresStore() : await openPgliteStore());
  }
  for (const store of stores.slice(0, 2)) servers.push(await startSimulatedServer(store, transport));
  return {
    stores,
    servers,
    async close() {
      for (const server of servers) await server.close();
      for (const store of stores) await store.close();
    },
  };
}
