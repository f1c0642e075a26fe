/** What a deployment would meet and change, without changing anything: the guide's pre-deployment check. */
import { countRows, type TableSize } from './count-rows.ts';
import { type DeployedModules, readDeployedModules } from './health-modules.ts';
import type { Migration } from './migration.ts';
import type { ModuleState } from './migration-runner.ts';
import { moduleTables } from './module-tables.ts';
import { type AdoptionFinding, readAdoptionFindings } from './plan-adoption.ts';
import { type PlanFinding, readAdoptions, readConflicts, readWaits } from './plan-conflicts.ts';
import type { SqlSession } from './sql-session.ts';

export interface DeploymentPlan {
  readonly postgresVersion: string;
  readonly journalVersion: string | null;
  readonly modules: readonly (ModuleState & { readonly isDeployed: boolean })[];
  /** Tables of 001 to 007 that are there already. Exact counts: an operator compares them before and after. */
  readonly tables: readonly TableSize[];
  /** Each of these makes `migrate` fail. */
  readonly conflicts: readonly PlanFinding[];
  /** What an older release left, and what deploying does to it. */
  readonly adoptions: readonly PlanFinding[];
  /** What other sessions hold right now. */
  readonly waits: readonly PlanFinding[];
  /** What the modules do to tables of an older release, and what of them they refuse. */
  readonly adoptedTables: readonly AdoptionFinding[];
}

/**
 * Reads only. Works on any database, also one that never saw a module.
 *
 * @param adoptionSql text of `sql/verify/adoption.sql`
 */
export async function planDeployment(
  session: SqlSession,
  migrations: readonly Migration[],
  adoptionSql: string,
): Promise<DeploymentPlan> {
  const modules = await readDeployedModules(session, migrations);
  return {
    postgresVersion: await readVersion(session),
    journalVersion: modules.journalVersion,
    modules: migrations.flatMap(({ version }) => withDeployment(modules, version)),
    tables: await countRows(session, moduleTables),
    conflicts: await readConflicts(session, migrations, modules),
    adoptions: await readAdoptions(session),
    waits: await readWaits(session),
    adoptedTables: isAdopting(migrations) ? await readAdoptionFindings(session, adoptionSql) : [],
  };
}

/** How many things have to be put right before `migrate` can begin. */
export function countConflicts({
  conflicts,
  adoptedTables,
}: Pick<DeploymentPlan, 'conflicts' | 'adoptedTables'>): number {
  return conflicts.length + adoptedTables.filter(({ isConflict }) => isConflict).length;
}

/** Whether the modules that look after older tables are among these. */
export function isAdopting(migrations: readonly Migration[]): boolean {
  return migrations.some(({ version }) => ['005', '006', '007'].includes(version));
}

/** True while a migration runs in another session; `migrate` would wait for it. */
export async function isMigrationRunning(session: SqlSession): Promise<boolean> {
  const { rows } = await session.query<{ found: boolean }>(
    // The runner's lock key, as pg_locks shows one of 64 bits.
    `SELECT EXISTS (
       SELECT FROM pg_locks
       WHERE locktype = 'advisory' AND classid = 0 AND objid = 47170001 AND granted AND pid <> pg_backend_pid()
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS found`,
  );
  return rows[0]?.found === true;
}

function withDeployment(
  { states, deployed }: DeployedModules,
  version: string,
): readonly DeploymentPlan['modules'][number][] {
  const state = states.get(version);
  const isDeployed = deployed.some((module) => module.version === version);
  return state === undefined ? [] : [{ ...state, isDeployed }];
}

async function readVersion(session: SqlSession): Promise<string> {
  const { rows } = await session.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  return rows[0]?.version ?? '';
}
