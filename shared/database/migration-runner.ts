/**
 * Brings a database to the schema of this release.
 *
 * ```ts
 * // Node                                                        // browser worker (Vite)
 * const migrations = await readMigrations('sql/migrations');     const texts = import.meta.glob('/sql/migrations/*.sql', {
 *                                                                  query: '?raw', import: 'default', eager: true });
 *                                                                const migrations = Object.entries(texts).map(
 *                                                                  ([path, sql]) => toMigration(path, String(sql)));
 * const outcome = await migrate(pgliteSession(database), migrations);
 * if (!outcome.ok) ... // DATA_DIRECTORY_NEWER_SCHEMA, MIGRATION_FAILED
 * ```
 *
 * Modules run in the order of their version, each in a transaction of its own. A module is applied when it was never
 * applied, when its text changed, or when something that it promises is gone; every later module is then applied too,
 * because a CASCADE may have taken its triggers, policies and views. Modules are idempotent, so applying one too often
 * only costs time. An advisory lock, held for each transaction, keeps two runners from working at once: the second one
 * waits, looks again, and finds the work done. That a later module still has to follow is written in the journal, in the
 * transaction that applied the earlier one: whichever runner gets there first does it, also after one that was killed.
 */
import { failure, type Outcome, success } from '../errors/outcome.ts';
import { inOrder, type Migration } from './migration.ts';
import { type PromisedObject, promisedObjects } from './promised-objects.ts';
import type { SqlSession } from './sql-session.ts';

/** Why a module has to be applied. */
export type MigrationCause = 'new' | 'changed' | 'promise_broken' | 'follows_applied';

export interface ModuleState {
  readonly version: string;
  readonly name: string;
  /** Null when the module is in force as it stands. */
  readonly cause: MigrationCause | null;
  readonly missing: readonly PromisedObject[];
}

export interface MigrationReport {
  /** Version of the last module in force, such as `007`. */
  readonly schemaVersion: string;
  /** Modules that were applied now; empty when the database was up to date. */
  readonly applied: readonly { readonly version: string; readonly name: string; readonly cause: MigrationCause }[];
}

export interface MigrateOptions {
  /** Called before a module is applied, for progress on a screen or a terminal. */
  readonly onModule?: (module: ModuleState) => void;
}

/** Before the checksum of a module that has to be applied again because an earlier one was. */
const followsMark = 'follows ';

/** Any constant would do: it only has to be the same for every runner, and nobody else's. */
const runnerLockKey = 4717_0001;

/**
 * @returns what was applied. Failures: `DATA_DIRECTORY_NEWER_SCHEMA` (details: databaseVersion, knownVersion) when a
 * newer release has migrated this database, nothing is changed then; `MIGRATION_FAILED` (details: version, name,
 * sqlState, message, and advice where the module itself refused) when a module was refused, the modules before it stay applied.
 */
export async function migrate(
  session: SqlSession,
  migrations: readonly Migration[],
  options: MigrateOptions = {},
): Promise<Outcome<MigrationReport>> {
  const modules = inOrder(migrations);
  const knownVersion = modules.at(-1)?.version ?? '000';
  await session.transaction(createJournalWhenMissing);

  const databaseVersion = await newestAppliedVersion(session);
  if (databaseVersion > knownVersion) {
    return newerSchema(databaseVersion, knownVersion);
  }

  const applied: MigrationReport['applied'][number][] = [];
  const firstDue = (await planMigrations(session, modules)).findIndex((state) => state.cause !== null);
  for (const module of firstDue === -1 ? [] : modules.slice(firstDue)) {
    try {
      const outcome = await session.transaction((inner) => applyWhenDue(inner, module, knownVersion, options));
      if (!outcome.ok) {
        return outcome;
      }
      if (outcome.value !== null) {
        applied.push({ version: module.version, name: module.name, cause: outcome.value });
      }
    } catch (error) {
      return failure('MIGRATION_FAILED', { version: module.version, name: module.name, ...describeSqlError(error) });
    }
  }
  return success({ schemaVersion: knownVersion, applied });
}

/** What `migrate` would do, without doing it. Needs no table of its own, so it works on a foreign database too. */
export async function planMigrations(
  session: SqlSession,
  migrations: readonly Migration[],
): Promise<readonly ModuleState[]> {
  const modules = inOrder(migrations);
  const journaled = await readJournaledTexts(session, modules);
  const promised = modules.map((module) => promisedObjects(module.sql));
  const missing = new Set(await missingObjects(session, promised.flat()));
  let isLaterDue = false;
  return modules.map((module, index): ModuleState => {
    const missingHere = promised[index]?.filter((object) => missing.has(object)) ?? [];
    const cause = causeOf(journaled.get(module.version), missingHere.length > 0, isLaterDue);
    isLaterDue ||= cause !== null;
    return { version: module.version, name: module.name, cause, missing: missingHere };
  });
}

/** What the journal says of a module: its text as last applied against the one at hand, and whether it has to follow. */
interface JournaledText {
  readonly isUnchanged: boolean;
  readonly hasToFollow: boolean;
}

function causeOf(
  journaled: JournaledText | undefined,
  isPromiseBroken: boolean,
  isLaterDue: boolean,
): MigrationCause | null {
  if (journaled === undefined) return 'new';
  if (!journaled.isUnchanged) return 'changed';
  if (isPromiseBroken) return 'promise_broken';
  return isLaterDue || journaled.hasToFollow ? 'follows_applied' : null;
}

function newerSchema(databaseVersion: string, knownVersion: string): Outcome<never> {
  return failure('DATA_DIRECTORY_NEWER_SCHEMA', { databaseVersion, knownVersion });
}

/** Waits until no runner is at work, and keeps others from it until the end of the transaction. */
export async function lockRunner(session: SqlSession): Promise<void> {
  await session.query('SELECT pg_advisory_xact_lock($1)', [runnerLockKey]);
}

async function createJournalWhenMissing(session: SqlSession): Promise<void> {
  await lockRunner(session);
  if (await hasJournal(session)) {
    return;
  }
  await session.exec(`
    CREATE TABLE public.schema_migrations (
      version TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      checksum TEXT NOT NULL,
      applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
    );
    ALTER TABLE public.schema_migrations ENABLE ROW LEVEL SECURITY;
    COMMENT ON TABLE public.schema_migrations IS 'Modules of sql/migrations in force, with the SHA-256 of their text.'`);
}

/** Reads the catalogue itself: a name that to_regclass did not find stays unknown to a session that waits for the lock. */
async function hasJournal(session: SqlSession): Promise<boolean> {
  const { rows } = await session.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_class
       WHERE relname = 'schema_migrations' AND relnamespace = 'public'::regnamespace) AS found`,
  );
  return rows[0]?.found === true;
}

async function newestAppliedVersion(session: SqlSession): Promise<string> {
  const { rows } = await session.query<{ version: string | null }>(
    'SELECT max(version COLLATE "C") AS version FROM public.schema_migrations',
  );
  return rows[0]?.version ?? '000';
}

async function applyWhenDue(
  session: SqlSession,
  module: Migration,
  knownVersion: string,
  options: MigrateOptions,
): Promise<Outcome<MigrationCause | null>> {
  await lockRunner(session);
  // Looked at again under the lock: another runner, perhaps of a newer release, may just have been at work.
  const databaseVersion = await newestAppliedVersion(session);
  if (databaseVersion > knownVersion) {
    return newerSchema(databaseVersion, knownVersion);
  }
  const [found] = await planMigrations(session, [module]);
  if (found === undefined || found.cause === null) {
    return success(null);
  }
  options.onModule?.(found);
  await session.exec('SET LOCAL search_path = public, pg_temp');
  await session.exec(module.sql);
  await session.query(
    `INSERT INTO public.schema_migrations (version, name, checksum)
     VALUES ($1, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'))
     ON CONFLICT (version) DO UPDATE
       SET name = excluded.name, checksum = excluded.checksum, applied_at = now()`,
    [module.version, module.name, module.sql],
  );
  await session.query(
    `UPDATE public.schema_migrations SET checksum = $2 || checksum
     WHERE version COLLATE "C" > $1 AND NOT starts_with(checksum, $2)`,
    [module.version, followsMark],
  );
  return success(found.cause);
}

/** By version. The database computes the hash: every replica has one that can. */
async function readJournaledTexts(
  session: SqlSession,
  modules: readonly Migration[],
): Promise<ReadonlyMap<string, JournaledText>> {
  if (!(await hasJournal(session))) {
    return new Map();
  }
  const { rows } = await session.query<{ version: string; is_unchanged: boolean; has_to_follow: boolean }>(
    `SELECT journal.version, starts_with(journal.checksum, $2) AS has_to_follow,
       replace(journal.checksum, $2, '') = encode(sha256(convert_to(wanted.module ->> 'sql', 'UTF8')), 'hex') AS is_unchanged
     FROM jsonb_array_elements($1::jsonb) AS wanted (module)
     JOIN public.schema_migrations AS journal ON journal.version = wanted.module ->> 'version'`,
    [JSON.stringify(modules), followsMark],
  );
  return new Map(rows.map((row) => [row.version, { isUnchanged: row.is_unchanged, hasToFollow: row.has_to_follow }]));
}

/** Those of the promised objects that the database does not have. */
export async function missingObjects(
  session: SqlSession,
  promised: readonly PromisedObject[],
): Promise<readonly PromisedObject[]> {
  const { rows } = await session.query<{ place: number }>(
    `SELECT wanted.place::int - 1 AS place
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS wanted (object, place)
     WHERE NOT CASE wanted.object ->> 'kind'
       WHEN 'table' THEN EXISTS (
         SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
           AND relname = wanted.object ->> 'name' AND relkind IN ('r', 'p'))
       WHEN 'index' THEN EXISTS (
         SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
           AND relname = wanted.object ->> 'name' AND relkind IN ('i', 'I'))
       WHEN 'function' THEN EXISTS (
         SELECT FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = wanted.object ->> 'name')
       WHEN 'type' THEN EXISTS (
         SELECT FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typname = wanted.object ->> 'name')
       WHEN 'column' THEN EXISTS (
         SELECT FROM pg_attribute WHERE attrelid = to_regclass(format('public.%I', wanted.object ->> 'table'))
           AND attname = wanted.object ->> 'name' AND NOT attisdropped)
       WHEN 'trigger' THEN EXISTS (
         SELECT FROM pg_trigger WHERE tgrelid = to_regclass(format('public.%I', wanted.object ->> 'table'))
           AND tgname = wanted.object ->> 'name')
     END
     ORDER BY wanted.place`,
    [JSON.stringify(promised)],
  );
  return rows.flatMap(({ place }) => promised[place] ?? []);
}

/**
 * The part of a database error that holds no rows: its state and its first line. `advice` is what the modules themselves
 * say when they refuse: their own words, made of names of the schema and numbers.
 */
function describeSqlError(error: unknown): { sqlState: string; message: string; advice?: string } {
  if (!(error instanceof Error)) {
    throw error;
  }
  const sqlState = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isOwnRefusal =
    'where' in error &&
    /^PL\/pgSQL function (public\.)?(refuse_unadoptable|lock_for_deployment)\(/.test(String(error.where));
  if (!isOwnRefusal) return { sqlState, message: error.message };
  const { detail, hint } = error as Error & { detail?: unknown; hint?: unknown };
  const advice = [`${error.message}.`, detail, hint].filter((text) => typeof text === 'string').join(' ');
  return { sqlState, message: error.message, advice };
}
