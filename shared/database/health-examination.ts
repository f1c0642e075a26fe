/**
 * The examination of a database: the guide's daily checks, and what else keeps reflexes from coming. What has to be
 * there for a check is looked at first; a check whose ground is broken is left out, because its answer would only repeat
 * the finding below it.
 */
import type { HealthFinding, HealthReport } from '../model/health-report.ts';
import { examineChain } from './health-chain.ts';
import { examineDerivedRows } from './health-derived.ts';
import { readEventDays, readRecommendationDays } from './health-figures.ts';
import { type DeployedModules, findModuleFaults, readDeployedModules } from './health-modules.ts';
import {
  findBrokenDedupeIndex,
  findDisabledTriggers,
  findDuplicateRecommendations,
  findOpenTables,
  readTriggerStates,
} from './health-objects.ts';
import { findBrokenSettings, findMissingSeeds } from './health-settings.ts';
import type { Migration } from './migration.ts';
import type { SqlSession } from './sql-session.ts';

export interface ExaminationOptions {
  /** (student, topic) pairs to recompute; default 100, which on a device is all of them. */
  readonly sampleSize?: number;
  /** Told what is looked at next, so that who asked can say where an examination broke off. */
  readonly onStage?: (stage: ExaminationStage) => void;
}

export type ExaminationStage =
  | 'modules and triggers'
  | 'settings and recommendations'
  | 'derived rows'
  | 'the chain'
  | 'figures';

const defaultSampleSize = 100;

const settingsObjects: readonly string[] = [
  'system_settings',
  'analysis_presets',
  'student_analysis_settings',
  'analysis_setting_specs',
  'valid_analysis_settings',
];

/**
 * Examines an open database. Changes nothing: what is tried out is rolled back. Needs the rights of the tables' owner.
 *
 * @throws the driver's errors, for a connection that breaks or rights that are missing
 */
export async function examineDatabase(
  session: SqlSession,
  migrations: readonly Migration[],
  options: ExaminationOptions = {},
): Promise<HealthReport> {
  const enter = (stage: ExaminationStage) => options.onStage?.(stage);
  enter('modules and triggers');
  const modules = await readDeployedModules(session, migrations);
  const triggers = await readTriggerStates(session);
  const hasRecommendations = areWhole(modules, ['student_recommendations', 'ui_reflex_events']);
  const hasSettings = areWhole(modules, settingsObjects);

  enter('settings and recommendations');
  const findings: (HealthFinding | null)[] = [
    ...findModuleFaults(modules, migrations),
    findDisabledTriggers(triggers, modules.deployed),
    await findBrokenDedupeIndex(session),
    hasRecommendations ? await findDuplicateRecommendations(session) : null,
    await findOpenTables(session),
    hasSettings ? await findMissingSeeds(session) : null,
    hasSettings ? await findBrokenSettings(session) : null,
  ];
  const isAnalysable = !findings.some((found) => found !== null && blocksTrying.has(found.code));
  enter('derived rows');
  const derived = isAnalysable ? await examineDerivedRows(session, options.sampleSize ?? defaultSampleSize) : null;
  enter('the chain');
  const chain = isAnalysable ? await examineChain(session) : null;
  enter('figures');
  const all = [...findings, derived?.finding ?? null, ...(chain?.findings ?? [])].filter((found) => found !== null);

  return {
    isHealthy: !all.some(({ severity }) => severity === 'broken'),
    ...(await readServer(session)),
    schemaVersion: modules.journalVersion,
    findings: all.sort((a, b) => Number(a.severity === 'notice') - Number(b.severity === 'notice')),
    triggers,
    recommendations: hasRecommendations ? await readRecommendationDays(session) : [],
    events: hasRecommendations ? await readEventDays(session) : [],
    chain: chain?.times ?? null,
    sampledScopeCount: derived?.sampledScopeCount ?? null,
  };
}

/** With one of these, recomputing or inserting would fail or only show the same fault again. */
const blocksTrying: ReadonlySet<HealthFinding['code']> = new Set([
  'SCHEMA_NEWER',
  'MODULE_MISSING',
  'OBJECT_MISSING',
  'TRIGGER_DISABLED',
  'DEDUPE_INDEX_BROKEN',
]);

/** True when these tables and functions are there, with every column that the modules promise. */
function areWhole({ states }: DeployedModules, names: readonly string[]): boolean {
  const missing = [...states.values()].flatMap((state) => state.missing);
  return !missing.some((object) => names.includes(object.name) || ('table' in object && names.includes(object.table)));
}

async function readServer(session: SqlSession): Promise<Pick<HealthReport, 'checkedAt' | 'postgresVersion'>> {
  const { rows } = await session.query<Pick<HealthReport, 'checkedAt' | 'postgresVersion'>>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "checkedAt",
       current_setting('server_version') AS "postgresVersion"`,
  );
  const [server] = rows;
  if (server === undefined) throw new Error('the database did not say its version');
  return server;
}
