/** A device for the tests of the client: a real database, the real client, and a clock, timers and network of the test. */
import type { PGlite } from '@electric-sql/pglite';
import { v7 as uuidV7 } from 'uuid';
import { createGate } from '../../shared/database/exclusive-gate.ts';
import { openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { pgliteSession } from '../../shared/database/pglite-session.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { StudyDatabase } from '../../shared/database/study-database.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import type { ExchangeReport } from '../../shared/sync/exchange.ts';
import type { LinkState } from '../../shared/sync/link-state.ts';
import { createLocalReplica, type LocalReplica } from '../../shared/sync/local-replica.ts';
import { createServerClock, type ServerClock } from '../../shared/sync/server-clock.ts';
import { createSyncClient, type SyncClient } from '../../shared/sync/sync-client.ts';
import { createSyncLinks, type SyncLink, writeSyncLink } from '../../shared/sync/sync-link.ts';
import type { SyncTransport } from '../../shared/sync/sync-transport.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';

export interface OpenReplica {
  readonly pglite: PGlite;
  readonly database: StudyDatabase;
  readonly session: SqlSession;
  close(): Promise<void>;
}

/** A migrated database in memory, from the prepared directory. */
export async function openReplica(): Promise<OpenReplica> {
  const bytes = await readPreparedDirectory(await preparedFolder());
  const opened = await openStudyDatabase({
    storage: {},
    migrations: await readMigrations(migrationsFolder),
    preparedDirectory: bytes === null ? null : new Blob([bytes]),
    hasDatabase: false,
    onDied: () => {},
  });
  const { pglite, database } = opened;
  return { pglite, database, session: pgliteSession(pglite), close: () => pglite.close() };
}

/** Timers that fire when the test says so. */
export interface TestTimers {
  readonly delays: number[];
  set(work: () => void, delayMs: number): () => void;
  /** Fires all that wait, soonest first. */
  fire(): void;
}

export function createTestTimers(): TestTimers {
  const waiting = new Map<number, { readonly work: () => void; readonly delayMs: number }>();
  let count = 0;
  return {
    get delays() {
      return [...waiting.values()].map(({ delayMs }) => delayMs);
    },
    set(work, delayMs) {
      count += 1;
      const id = count;
      waiting.set(id, { work, delayMs });
      return () => waiting.delete(id);
    },
    fire() {
      const due = [...waiting.values()].sort((a, b) => a.delayMs - b.delayMs);
      waiting.clear();
      for (const { work } of due) work();
    },
  };
}

export interface TestDevice {
  readonly replica: LocalReplica;
  readonly client: SyncClient;
  readonly clock: ServerClock;
  readonly timers: TestTimers;
  readonly states: string[];
  readonly reports: ExchangeReport[];
  readonly bugs: unknown[];
  /** The machine's clock, to be set by the test. */
  clockOffsetMs: number;
  join(studentId: string): Promise<SyncLink>;
}

export interface TestDeviceOptions {
  readonly transport: SyncTransport | ((link: SyncLink) => SyncTransport);
  readonly random?: () => number;
}

/** The client over an open replica. Stop it with `device.client.stop()`. */
export function startDevice(opened: OpenReplica, { transport, random = Math.random }: TestDeviceOptions): TestDevice {
  const exclusively = createGate();
  const replica = createLocalReplica({ database: opened.database, exclusively });
  const links = createSyncLinks(opened.database, exclusively);
  const timers = createTestTimers();
  const states: string[] = [];
  const reports: ExchangeReport[] = [];
  const bugs: unknown[] = [];
  const localNowMs = () => Date.now() + device.clockOffsetMs;
  const clock = createServerClock(localNowMs, null);
  const client = createSyncClient({
    replica,
    links,
    transportOf: (link) => (typeof transport === 'function' ? transport(link) : transport),
    clock,
    localNowMs,
    random,
    setTimer: (work, delayMs) => timers.set(work, delayMs),
    schemaVersion: '008',
    onStateChanged: (_link, state: LinkState) => {
      if (states.at(-1) !== state.name) states.push(state.name);
    },
    onExchanged: (_link, report) => {
      reports.push(report);
    },
    reportBug: (_what, error) => bugs.push(error),
  });
  const device: TestDevice = {
    replica,
    client,
    clock,
    timers,
    states,
    reports,
    bugs,
    clockOffsetMs: 0,
    async join(studentId) {
      const id = uuidV7();
      await opened.database.transaction((queries) =>
        writeSyncLink(queries, {
          id,
          studentId,
          serverUrl: 'https://server.test',
          kind: 'endstp',
          apiKey: null,
          classId: null,
          className: null,
          joinedAt: new Date().toISOString(),
        }),
      );
      await client.reload();
      const link = client.list().find((candidate) => candidate.id === id);
      if (link === undefined) throw new Error('the link was not written');
      return link;
    },
  };
  return device;
}
