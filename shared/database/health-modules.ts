/** Which modules a database has, told by what is in it: many are deployed by pasting, and leave no journal. */
import type { HealthFinding } from '../model/health-report.ts';
import { finding, nameOfObject } from './health-finding.ts';
import type { Migration } from './migration.ts';
import { type ModuleState, planMigrations } from './migration-runner.ts';
import { promisedObjects } from './promised-objects.ts';
import type { SqlSession } from './sql-session.ts';

/** The modules of the deployment guide, and the one they stand on. Without the others a server works. */
const neededVersions: ReadonlySet<string> = new Set(['005', '006', '007']);

export interface DeployedModules {
  /** Those that are there, wholly or in part, in order. */
  readonly deployed: readonly Migration[];
  readonly absent: readonly Migration[];
  /** By version, for the deployed ones. */
  readonly states: ReadonlyMap<string, ModuleState>;
  /** Newest module that the database's own journal knows; null when it has none. */
  readonly journalVersion: string | null;
}

/** A module is deployed when the journal knows it or anything that it alone promises is there. Reads only. */
export async function readDeployedModules(
  session: SqlSession,
  migrations: readonly Migration[],
): Promise<DeployedModules> {
  const states = new Map((await planMigrations(session, migrations)).map((state) => [state.version, state]));
  const journalVersion = await readJournalVersion(session);
  const isDeployed = ({ version, sql }: Migration) => {
    const state = states.get(version);
    if (state === undefined) return false;
    // 'new' means that the journal does not know it.
    return state.cause !== 'new' || state.missing.length < promisedObjects(sql).length;
  };
  return {
    deployed: migrations.filter(isDeployed),
    absent: migrations.filter((migration) => !isDeployed(migration)),
    states,
    journalVersion,
  };
}

export async function readJournalVersion(session: SqlSession): Promise<string | null> {
  // Not by to_regclass: that leaves "not there" in the connection's cache, where a runner that has waited for another
  // one in the same connection would still find it.
  const { rows } = await session.query<{ found: boolean }>(
    `SELECT EXISTS (
       SELECT FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relname = 'schema_migrations' AND relkind IN ('r', 'p')) AS found`,
  );
  if (rows[0]?.found !== true) return null;
  const newest = await session.query<{ version: string | null }>(
    'SELECT max(version COLLATE "C") AS version FROM public.schema_migrations',
  );
  return newest.rows[0]?.version ?? null;
}

/** What is wrong with the modules as a whole, and which of their objects are gone. */
export function findModuleFaults(
  modules: DeployedModules,
  migrations: readonly Migration[],
): readonly (HealthFinding | null)[] {
  const known = migrations.at(-1)?.version ?? '000';
  const isNewer = modules.journalVersion !== null && modules.journalVersion > known;
  const names = (wanted: readonly Migration[]) => wanted.map(({ version, name }) => `${version} ${name}`);
  const isNeeded = ({ version }: Migration) => neededVersions.has(version);
  const missing = modules.deployed.flatMap(({ version }) => modules.states.get(version)?.missing ?? []);
  const outdated = modules.deployed.filter(({ version }) => modules.states.get(version)?.cause === 'changed');
  return [
    finding('SCHEMA_NEWER', isNewer ? [modules.journalVersion ?? ''] : []),
    finding('MODULE_MISSING', names(modules.absent.filter(isNeeded))),
    finding('OBJECT_MISSING', [...new Set(missing.map(nameOfObject))]),
    // A newer release has other texts: that is said once, above.
    finding('MODULE_OUTDATED', isNewer ? [] : names(outdated)),
    finding('MODULE_NOT_DEPLOYED', names(modules.absent.filter((module) => !isNeeded(module)))),
  ];
}
