/** A page with nothing but a connection to the study host, for tests that drive it from outside. */
import { connectStudyHost } from '../../../renderer/host-client/connect-study-host.ts';
import type { StudyHostConnection } from '../../../renderer/host-client/study-host-connection.ts';
import type { ReflexEvent } from '../../../shared/host/study-host-calls.ts';

export interface ConnectionProbe {
  readonly connection: StudyHostConnection;
  readonly states: string[];
  readonly reflexes: { readonly event: ReflexEvent; readonly atMs: number }[];
  readonly changedTables: string[];
}
declare global {
  interface Window {
    probe: ConnectionProbe;
  }
}

const connection = connectStudyHost();
const probe: ConnectionProbe = { connection, states: [], reflexes: [], changedTables: [] };
probe.states.push(connection.connectionState.name);
connection.onConnectionStateChanged((state) => probe.states.push(state.name));
connection.onNotice('reflexRaised', (event) => probe.reflexes.push({ event, atMs: performance.now() }));
connection.onNotice('tablesChanged', ({ tables }) => probe.changedTables.push(...tables));
window.probe = probe;
