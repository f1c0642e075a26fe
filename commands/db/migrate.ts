import { readDeployedModules, readJournalVersion } from '../../shared/database/health-modules.ts';
import type { Migration } from '../../shared/database/migration.ts';
import { lockRunner, migrate } from '../../shared/database/migration-runner.ts';
import { type AdoptionFinding, readAdoptionFindings } from '../../shared/database/plan-adoption.ts';
import { readConflicts } from '../../shared/database/plan-conflicts.ts';
import { isAdopting, isMigrationRunning } from '../../shared/database/plan-deployment.ts';
import { takeBack } from '../../shared/database/take-back.ts';
import { CommandError, type DbCommand, type DbOptions, type NamedTarget } from './db-command.ts';
import { setLegacyTimeZone } from './legacy-time-zone.ts';
import { setLockTimeout } from './lock-timeout.ts';
import { wordConflicts } from './plan.ts';
import { printAdoption } from './print-adoption.ts';
import { selectModules } from './select-modules.ts';
import { readAdoptionStatement, readModules } from './sql-folders.ts';
import { countOf, type TerminalOutput } from './terminal-output.ts';
import { wordFailure } from './word-failure.ts';

const causes = {
  new: 'not there yet',
  changed: 'its text changed',
  promise_broken: 'something of it was missing',
  follows_applied: 'follows an applied one',
} as const;

export const migrateDatabase: DbCommand = {
  summary: 'deploys the modules that are due, each in one transaction',
  help: `[--from NNN] [--to NNN] [--yes] [--time-zone ZONE] [--lock-timeout SECONDS]

Brings the database to this release. Modules that are in force already are left alone; running it again changes nothing.
A second operator who migrates at the same time waits, and finds the work done. Take a backup first.
  --from NNN              leave out the modules before NNN; 005 deploys the analysis without the test engine
  --to NNN                stop after module NNN, as the guide does after 006 to verify it
  --yes                   write tables of an older release anew, which locks them: without it this is only announced
  --time-zone ZONE        zone of the times that an older release kept without one (default UTC)
  --lock-timeout SECONDS  how long to wait for a table or another operator (default 60)`,
  async run({ output, options, openTarget }) {
    const modules = selectModules(await readModules(), options);
    const target = await openTarget({ mayCreate: true });
    await refuseOlderEnd(await readJournalVersion(target.session), modules, options);
    await setLockTimeout(target, options);
    await setLegacyTimeZone(target, options);
    if (await isMigrationRunning(target.session)) {
      output.progress('Somebody else is migrating this database: waiting for them to finish');
    }
    announceAdoption(await refuseConflicts(target, modules), output, options);
    const outcome = await migrate(target.session, modules, {
      onModule: ({ version, name, cause }) => {
        target.markWritten('changed');
        output.progress(`Applying ${version} ${name} (${cause === null ? '' : causes[cause]})`);
      },
    });
    if (!outcome.ok) {
      output.error(`db: ${wordFailure(outcome.error)}`);
      return 2;
    }
    const { applied, schemaVersion } = outcome.value;
    if (applied.length === 0) output.line(`${target.name}: up to date with ${schemaVersion}, nothing to apply.`);
    else {
      output.line(`${target.name}: applied ${countOf(applied.length, 'module')}, now at ${schemaVersion}.`);
      output.table(
        ['module', 'name', 'why'],
        applied.map(({ version, name, cause }) => [version, name, causes[cause]]),
      );
      output.line();
      output.line('Next: npm run db -- verify');
    }
    return 0;
  },
};

/** Nothing is begun that cannot be ended: what stands in the way is named before the first module. */
async function refuseConflicts(
  { session }: NamedTarget,
  modules: readonly Migration[],
): Promise<readonly AdoptionFinding[]> {
  const adoptionSql = await readAdoptionStatement();
  // Under the runner's lock: a database that another operator is just changing would be seen half-way.
  const { conflicts, adoptedTables } = await takeBack(session, async (inner) => {
    await lockRunner(inner);
    const deployed = await readDeployedModules(inner, modules);
    return {
      conflicts: (await readConflicts(inner, modules, deployed)).filter(({ code }) => code !== 'SCHEMA_NEWER'),
      adoptedTables: isAdopting(modules) ? await readAdoptionFindings(inner, adoptionSql) : [],
    };
  });
  const words = wordConflicts({ conflicts, adoptedTables });
  if (words.length === 0) return adoptedTables;
  throw new CommandError(
    `Nothing was done: ${countOf(words.length, 'conflict')} to put right first.\n${words.map((line) => `  ${line}`).join('\n')}`,
  );
}

/** Writing a large table anew locks it for long, and editing rows cannot be undone: said first, done when agreed to. */
function announceAdoption(
  findings: readonly AdoptionFinding[],
  output: TerminalOutput,
  { isConfirmed }: DbOptions,
): void {
  const isSilent = !findings.some(({ isWrittenAnew, code }) => isWrittenAnew || code === 'ROWS_EDITED');
  if (isConfirmed || isSilent) return;
  printAdoption(output, findings);
  throw new CommandError(
    'Nothing was done: tables of an older release would be changed as listed, and locked meanwhile. Choose a quiet hour, take a backup, name the zone of their times with --time-zone if it was not UTC, and give --yes.',
  );
}

async function refuseOlderEnd(
  databaseVersion: string | null,
  modules: readonly Migration[],
  { to }: DbOptions,
): Promise<void> {
  const end = modules.at(-1)?.version ?? '';
  if (to === null || databaseVersion === null || databaseVersion <= end) return;
  throw new CommandError(
    `Module ${databaseVersion} is deployed already: --to ${to} would leave it on an older one. Use a --to of ${databaseVersion} or more, or roll it back first.`,
  );
}
