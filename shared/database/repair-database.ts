/**
 * Mends what an examination finds, from the ground up:
 *
 *     duplicates -> dedupe index -> modules (missing objects, row security, seeds) -> triggers -> settings
 *                -> derived rows -> statistics
 *
 * Each step is a transaction of its own and can be repeated: a repair that was interrupted is simply run again. Facts
 * are never touched. After the structural steps the database is examined again, because only then can the derived rows
 * and the chain be tried.
 */
import { ExpectedError } from '../errors/outcome.ts';
import type { HealthFindingCode, HealthReport, RepairReport, RepairStep } from '../model/health-report.ts';
import { type ExaminationOptions, examineDatabase } from './health-examination.ts';
import { readDeployedModules } from './health-modules.ts';
import type { Migration } from './migration.ts';
import { migrate } from './migration-runner.ts';
import { rebuildAllScopes } from './repair-derived.ts';
import { dropDedupeIndex, enableTriggers, endDuplicateRecommendations } from './repair-objects.ts';
import { dropBrokenSettings, restoreDefaultMarks } from './repair-settings.ts';
import type { SqlSession } from './sql-session.ts';

export interface RepairOptions extends ExaminationOptions {
  readonly onStep?: (code: HealthFindingCode) => void;
  readonly onRebuilt?: (doneCount: number, totalCount: number) => void;
}

/** So many rounds at most: mending the ground may bring to light what stands on it, twice at the very most. */
const roundLimit = 3;

/**
 * @throws `ExpectedError` MIGRATION_FAILED when a module cannot be applied, DATA_DIRECTORY_NEWER_SCHEMA when a newer
 * release has migrated the database: nothing is touched then
 */
export async function repairDatabase(
  session: SqlSession,
  migrations: readonly Migration[],
  options: RepairOptions = {},
): Promise<RepairReport> {
  const steps: RepairStep[] = [];
  let health = await examineDatabase(session, migrations, options);
  refuseNewerSchema(health, migrations);
  for (let round = 0; round < roundLimit && needsMending(health); round += 1) {
    steps.push(...(await mend(session, migrations, health, options)));
    health = await examineDatabase(session, migrations, options);
  }
  return { steps, health };
}

function needsMending({ findings }: HealthReport): boolean {
  return findings.some(({ isMendable, severity }) => isMendable && severity === 'broken');
}

async function mend(
  session: SqlSession,
  migrations: readonly Migration[],
  health: HealthReport,
  { onStep, onRebuilt }: RepairOptions,
): Promise<readonly RepairStep[]> {
  const steps: RepairStep[] = [];
  const found = (code: HealthFindingCode) => health.findings.find((candidate) => candidate.code === code);
  /** Runs a step when there is such a finding, and notes what it did. */
  async function when(code: HealthFindingCode, work: () => Promise<{ count: number; subjects: readonly string[] }>) {
    if (found(code) === undefined) return;
    onStep?.(code);
    steps.push({ code, ...(await work()) });
  }

  await when('DUPLICATE_RECOMMENDATIONS', () => endDuplicateRecommendations(session));
  await when('DEDUPE_INDEX_BROKEN', () => dropDedupeIndex(session));
  for (const code of moduleCodes) {
    await when(code, async () => {
      await applyModules(session, migrations);
      return { count: found(code)?.count ?? 0, subjects: found(code)?.subjects ?? [] };
    });
  }
  if (found('DEDUPE_INDEX_BROKEN') !== undefined) await applyModules(session, migrations);
  await when('SEEDS_MISSING', async () => {
    await applyModules(session, migrations, '006');
    await restoreDefaultMarks(session);
    return { count: found('SEEDS_MISSING')?.count ?? 0, subjects: found('SEEDS_MISSING')?.subjects ?? [] };
  });
  await when('TRIGGER_DISABLED', () => enableTriggers(session, found('TRIGGER_DISABLED')?.subjects ?? []));
  await when('SETTINGS_BROKEN', () => dropBrokenSettings(session));
  await when('DERIVED_ROWS_STALE', () => rebuildAllScopes(session, onRebuilt));
  await when('CHAIN_SLOW', () => refreshStatistics(session));
  return steps;
}

/** Mended by applying modules anew. */
const moduleCodes = ['MODULE_MISSING', 'OBJECT_MISSING', 'ROW_SECURITY_OFF', 'CHAIN_SILENT'] as const;

/**
 * Applies what is due, and everything from the version `from` on. Modules from 005 on that are missing are deployed;
 * earlier and later ones only where they already are: a database in FK-free mode stays in it.
 */
async function applyModules(session: SqlSession, migrations: readonly Migration[], from = '005'): Promise<void> {
  const { deployed, journalVersion } = await readDeployedModules(session, migrations);
  const wanted = migrations.filter(
    (migration) => deployed.includes(migration) || ['005', '006', '007'].includes(migration.version),
  );
  // The runner applies what its journal does not know. Without a journal that is everything.
  if (journalVersion !== null) {
    await session.query('DELETE FROM public.schema_migrations WHERE version COLLATE "C" >= $1 COLLATE "C"', [from]);
  }
  const outcome = await migrate(session, wanted);
  if (!outcome.ok) throw new ExpectedError(outcome.error.code, outcome.error.details);
}

async function refreshStatistics(session: SqlSession): Promise<{ count: number; subjects: readonly string[] }> {
  const subjects = ['student_mistakes', 'mistake_reasons', 'student_mistake_patterns', 'student_baseline_performance'];
  await session.exec(
    `ANALYZE student_mistakes, mistake_reasons, student_mistake_patterns, student_baseline_performance,
       student_recommendations, ui_reflex_events`,
  );
  return { count: subjects.length, subjects };
}

function refuseNewerSchema({ findings, schemaVersion }: HealthReport, migrations: readonly Migration[]): void {
  if (!findings.some(({ code }) => code === 'SCHEMA_NEWER')) return;
  throw new ExpectedError('DATA_DIRECTORY_NEWER_SCHEMA', {
    databaseVersion: schemaVersion ?? '',
    knownVersion: migrations.at(-1)?.version ?? '000',
  });
}
