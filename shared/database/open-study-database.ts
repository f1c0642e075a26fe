/** Opens a PGlite database, brings it to this release's schema and content, and hands out the safe way to query it. */
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { ExpectedError } from '../errors/outcome.ts';
import type { HostDescription } from '../model/host-description.ts';
import { installBuiltInPack } from '../study/built-in-pack.ts';
import { DatabaseError, toSafeError } from './database-error.ts';
import { DatabaseDiedError, guardDatabase } from './database-guard.ts';
import type { Migration } from './migration.ts';
import { migrate } from './migration-runner.ts';
import { pgliteSession } from './pglite-session.ts';
import { createDatabaseCare, type DatabaseCare } from './repair-study-database.ts';
import { initdbParameters, startParameters } from './start-parameters.ts';
import { createStudyDatabase, type StudyDatabase } from './study-database.ts';
import { type WatchedStderr, watchStderr } from './watched-stderr.ts';

export interface OpenDatabaseRequest {
  /** Where the files are: a directory (Node), a file system (browser), or neither for one that lives in memory. */
  readonly storage: Pick<PGliteOptions, 'dataDir' | 'fs'>;
  readonly migrations: readonly Migration[];
  /** A gzipped tar of a data directory, loaded into empty storage instead of running initdb for seconds. */
  readonly preparedDirectory: NonNullable<PGliteOptions['loadDataDir']> | null;
  readonly hasDatabase: boolean;
  /** PostgreSQL died while it was open: nothing more can be read or written until it is opened again. */
  readonly onDied: () => void;
}

export interface OpenedDatabase {
  readonly pglite: PGlite;
  readonly database: StudyDatabase;
  readonly care: DatabaseCare;
  readonly schemaVersion: string;
  readonly postgresVersion: string;
  readonly openedBy: HostDescription['openedBy'];
}

/**
 * Throws `ExpectedError`: DATA_DIRECTORY_NEWER_SCHEMA and MIGRATION_FAILED by the migrations, STORAGE_FULL when
 * PostgreSQL reports it, DATABASE_DAMAGED with its `reason` when the files cannot be opened. On any of them nothing stays open.
 */
export async function openStudyDatabase(request: OpenDatabaseRequest): Promise<OpenedDatabase> {
  const stderr = watchStderr();
  let pglite: PGlite;
  try {
    pglite = await PGlite.create({
      ...request.storage,
      startParams: [...startParameters],
      initDbStartParams: [...initdbParameters],
      onStderr: stderr.onLine,
      ...(request.preparedDirectory === null || request.hasDatabase ? {} : { loadDataDir: request.preparedDirectory }),
    });
  } catch (error) {
    throw toOpeningError(error, stderr);
  }
  try {
    guardDatabase(pglite, { sawFullDisk: stderr.sawFullDisk, onDied: request.onDied });
    const migrated = await migrate(pgliteSession(pglite), request.migrations);
    if (!migrated.ok) throw new ExpectedError(migrated.error.code, migrated.error.details);
    const database = createStudyDatabase(pglite);
    await database.transaction((queries) => installBuiltInPack(queries));
    const [server] = await database.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
    return {
      pglite,
      database,
      care: createDatabaseCare(pglite, request.migrations),
      schemaVersion: migrated.value.schemaVersion,
      postgresVersion: server?.version ?? '',
      openedBy: openedBy(request),
    };
  } catch (error) {
    // The failure that led here is the one to report; one of the closing would only follow from it.
    await Promise.allSettled([pglite.close()]);
    throw toOpeningError(error, stderr);
  }
}

/** Check-points and closes. On a database that has died only the files are let go, and the error is thrown on. */
export async function closeStudyDatabase(pglite: PGlite): Promise<void> {
  if (pglite.closed) return;
  try {
    await pglite.exec('CHECKPOINT');
  } finally {
    await pglite.close();
  }
}

function openedBy({ hasDatabase, preparedDirectory }: OpenDatabaseRequest): HostDescription['openedBy'] {
  if (hasDatabase) return 'existing_directory';
  return preparedDirectory === null ? 'initdb' : 'prepared_directory';
}

/**
 * What an error of the opening means. Only what PostgreSQL itself finds wrong with its files is damage (it gives up,
 * or a query meets a data_corrupted, index_corrupted, internal or system error): a missing WebAssembly file or a bug of
 * ours must never send somebody's database to be restored.
 */
function toOpeningError(thrown: unknown, stderr: WatchedStderr): unknown {
  // The migration runner passes PGlite's own errors on, with their queries.
  const error = toSafeError(thrown);
  const isRefusedByBrowser = error instanceof Error && error.name === 'QuotaExceededError';
  if (isRefusedByBrowser || stderr.sawFullDisk()) return new ExpectedError('STORAGE_FULL', {}, { cause: error });
  const sqlState = sqlStateOf(error);
  const reason = stderr.fatalLine();
  if (reason !== null || error instanceof DatabaseDiedError || /^(XX|58)/.test(sqlState)) {
    const details = { ...(sqlState === '' ? {} : { sqlState }), ...(reason === null ? {} : { reason }) };
    return new ExpectedError('DATABASE_DAMAGED', details, { cause: error });
  }
  return error;
}

function sqlStateOf(error: unknown): string {
  if (error instanceof DatabaseError) return error.sqlState;
  if (error instanceof ExpectedError) return String(error.failure.details.sqlState ?? '');
  return '';
}
