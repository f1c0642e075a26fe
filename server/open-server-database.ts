/** Opens the database that the options name and brings it to this release. */
import type { Logger } from 'pino';
import type { Migration } from '../shared/database/migration.ts';
import { migrate } from '../shared/database/migration-runner.ts';
import { openStudyDatabase } from '../shared/database/open-study-database.ts';
import type { SqlSession } from '../shared/database/sql-session.ts';
import { ExpectedError } from '../shared/errors/outcome.ts';
import { watchFreeSpace } from '../shared/node/free-space.ts';
import { openServerTarget } from '../shared/node/open-server-target.ts';
import { readPreparedDirectory } from '../shared/node/prepared-directory.ts';
import { studyDirectoryOf } from '../shared/node/study-directory.ts';
import { installBuiltInPack } from '../shared/study/built-in-pack.ts';
import { openEmbeddedDatabase } from './database/embedded-database.ts';
import { type EmbeddedDirectoryRequest, openEmbeddedDirectory } from './database/embedded-directory.ts';
import { createEmbeddedEngine } from './database/embedded-engine.ts';
import { openPostgresDatabase } from './database/postgres-database.ts';
import type { ServerDatabase } from './database/server-database.ts';
import { type EmbeddedWorker, startEmbeddedWorker } from './database/start-embedded-worker.ts';
import { dropExpiredTokens } from './sign-in/refresh-tokens.ts';

export interface OpenDatabaseOptions {
  /** Null for the embedded database. */
  readonly databaseUrl: string | null;
  readonly directDatabaseUrl: string | null;
  readonly databaseConnections: number;
  /** Of the embedded database; null keeps it in memory. */
  readonly dataFolder: string | null;
  /** `dist/prepared`; null makes a first start run initdb. */
  readonly preparedFolder: string | null;
  readonly migrations: readonly Migration[];
  /** The embedded database works in a thread of its own: for a server, not for a command that is over in a second. */
  readonly hasOwnThread: boolean;
  readonly log: Logger;
  /** The embedded database has died: nothing more can be read or written. */
  readonly onDied: () => void;
}

/** How many requests may wait for the database; each holds at most a megabyte. */
const maxWaiting = 250;

/**
 * Throws `ExpectedError`: DATABASE_UNREACHABLE, DATABASE_SIGN_IN_REFUSED, DATA_DIRECTORY_NEWER_SCHEMA, MIGRATION_FAILED,
 * and what `openEmbeddedDirectory` throws.
 */
export async function openServerDatabase(options: OpenDatabaseOptions): Promise<ServerDatabase> {
  const { databaseUrl } = options;
  const database = databaseUrl === null ? await openEmbedded(options) : await openPostgres(options, databaseUrl);
  try {
    await database.asOwner(async (session) => {
      // Made here once, because a pull may not write.
      await session.query('SELECT sync_identity()');
      await dropExpiredTokens(session);
    });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openEmbedded(options: OpenDatabaseOptions) {
  const { dataFolder, preparedFolder, migrations, log, onDied } = options;
  const shared = {
    maxWaiting,
    reportUpkeepError: (error: unknown) => log.warn({ err: error }, 'upkeep of the database failed'),
  };
  let hear: (payload: string) => void = () => undefined;
  const onNotice = (payload: string) => hear(payload);
  const notices = {
    onNotice: (listener: (payload: string) => void) => {
      hear = listener;
    },
  };
  if (dataFolder === null) {
    const prepared = await readPreparedDirectory(preparedFolder);
    const { pglite } = await openStudyDatabase({
      storage: {},
      migrations,
      preparedDirectory: prepared === null ? null : new Blob([prepared]),
      hasDatabase: false,
      onDied,
    });
    return openEmbeddedDatabase({
      engine: createEmbeddedEngine(pglite, null, onNotice),
      freeSpace: null,
      ...notices,
      ...shared,
    });
  }
  const request = { dataFolder, preparedFolder, migrations };
  const { engine, wentBack, aside } = options.hasOwnThread
    ? await startEmbeddedWorker(request, { onNotice, onDied })
    : await openInThisThread({ ...request, nowMs: Date.now, onDied }, onNotice);
  const { studyFolder } = studyDirectoryOf(dataFolder);
  const database = openEmbeddedDatabase({ engine, freeSpace: watchFreeSpace(studyFolder), ...notices, ...shared });
  if (wentBack) {
    await database.asOwner((session) => session.query('SELECT renew_sync_identity(false)'));
    log.warn(
      { aside },
      'the machine stopped under the database, or a copy was restored: devices will offer everything again',
    );
  }
  return database;
}

async function openInThisThread(
  request: EmbeddedDirectoryRequest,
  onNotice: (payload: string) => void,
): Promise<EmbeddedWorker> {
  const directory = await openEmbeddedDirectory(request);
  const engine = createEmbeddedEngine(directory.opened.pglite, directory, onNotice);
  return { engine, wentBack: directory.wentBack, aside: directory.aside };
}

async function openPostgres(options: OpenDatabaseOptions, url: string): Promise<ServerDatabase> {
  // One connection of its own: an advisory lock keeps other processes waiting meanwhile.
  const target = await openServerTarget({ url });
  try {
    const migrated = await migrate(target.session, options.migrations, {
      onModule: ({ version, name }) => options.log.info({ version, name }, 'applying a module'),
    });
    if (!migrated.ok) throw new ExpectedError(migrated.error.code, migrated.error.details);
    await target.session.transaction(async (session) => {
      await session.query('SELECT pg_advisory_xact_lock(47170002)');
      await installBuiltInPack({
        query: async <Row>(text: string, values: readonly unknown[] = []) => [
          ...(await session.query<Row>(text, values)).rows,
        ],
      });
    });
    await assertRoles(target.session);
  } finally {
    await target.close();
  }
  return openPostgresDatabase({
    url,
    directUrl: options.directDatabaseUrl ?? url,
    connectionCount: options.databaseConnections,
    maxWaiting,
    onLostConnection: (error) => options.log.warn({ err: error }, 'a connection to the database was lost'),
  });
}

/** The server acts as these roles; on a managed server an administrator may have to allow it. */
async function assertRoles(session: SqlSession): Promise<void> {
  const { rows } = await session.query<{ rolname: string }>(
    `SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') AND pg_has_role(current_user, oid, 'MEMBER')`,
  );
  if (rows.length === 2) return;
  throw new ExpectedError('DATABASE_SIGN_IN_REFUSED', {
    reason: 'this user may not act as the roles anon and authenticated: GRANT anon, authenticated TO it',
  });
}
