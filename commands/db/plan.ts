import type { PlanFinding } from '../../shared/database/plan-conflicts.ts';
import {
  countConflicts,
  type DeploymentPlan,
  isMigrationRunning,
  planDeployment,
} from '../../shared/database/plan-deployment.ts';
import type { DbCommand } from './db-command.ts';
import { printAdoption, wordAdoptionConflict } from './print-adoption.ts';
import { selectModules } from './select-modules.ts';
import { readAdoptionStatement, readModules } from './sql-folders.ts';
import { countOf, type TerminalOutput } from './terminal-output.ts';

export const plan: DbCommand = {
  summary: 'what is there, what a deployment would change, what stands in its way',
  help: `[--from NNN] [--to NNN] [--json]

The check before a deployment; nothing is changed. Lists the modules and why each would be applied, the tables that are
there with their rows, conflicts that would make it fail (exit code 1), what of an older release would be adopted, edited
or kept, and who holds a table right now.`,
  async run({ output, options, openTarget }) {
    const modules = selectModules(await readModules(), options);
    const target = await openTarget();
    if (!options.isJson) output.progress(`Looking at ${target.name}`);
    const found = await planDeployment(target.session, modules, await readAdoptionStatement());
    const isRunning = await isMigrationRunning(target.session);
    if (options.isJson) output.json({ database: target.name, isMigrationRunning: isRunning, ...found });
    else printPlan(output, target.name, found, isRunning);
    return countConflicts(found) === 0 ? 0 : 1;
  },
};

const causes = {
  new: 'apply: not there yet',
  changed: 'apply: its text changed',
  promise_broken: 'apply: something of it is missing',
  follows_applied: 'apply: follows an applied one',
} as const;

function printPlan(output: TerminalOutput, name: string, found: DeploymentPlan, isRunning: boolean): void {
  output.line(`${name}: PostgreSQL ${found.postgresVersion}, journal at ${found.journalVersion ?? 'nothing yet'}`);
  output.line();
  output.table(
    ['module', 'name', 'there', 'a deployment would'],
    found.modules.map(({ version, name: module, cause, isDeployed }) => [
      version,
      module,
      isDeployed ? 'yes' : 'no',
      cause === null ? 'leave it' : isDeployed && cause === 'new' ? 'apply: no journal knows it' : causes[cause],
    ]),
  );
  output.line();
  if (found.tables.length === 0) output.line('No table of 001 to 007 is there.');
  else {
    output.table(
      ['table', 'rows', 'kB'],
      found.tables.map(({ name: table, rowCount, sizeBytes }) => [table, rowCount, Math.ceil(sizeBytes / 1024)]),
    );
  }
  printSection(output, 'Left by an older release, or made by hand; a deployment would adopt', found.adoptions);
  printAdoption(output, found.adoptedTables);
  printSection(output, 'Held by other sessions right now; a deployment waits for them', found.waits);
  const conflicts = wordConflicts(found);
  if (conflicts.length > 0) {
    output.line();
    output.line('CONFLICTS');
    for (const conflict of conflicts) output.line(`  ${conflict}`);
  }
  output.line();
  if (isRunning) output.line('Somebody is migrating this database at this moment.');
  const dueCount = found.modules.filter(({ cause }) => cause !== null).length;
  if (conflicts.length > 0) {
    output.line(
      `${countOf(conflicts.length, 'conflict')}: put them right first. A deployment would refuse and change nothing.`,
    );
  } else if (dueCount === 0) output.line('Up to date: there is nothing to apply.');
  else output.line(`${countOf(dueCount, 'module')} to apply. Next: npm run db -- backup, then npm run db -- migrate`);
}

/** What makes a deployment refuse, each with what to do about it. */
export function wordConflicts({
  conflicts,
  adoptedTables,
}: Pick<DeploymentPlan, 'conflicts' | 'adoptedTables'>): readonly string[] {
  const adopted = new Set(adoptedTables.map(({ subject }) => subject));
  return [
    // What the adoption says of a table goes before what is said of any table.
    ...conflicts.filter(({ subject }) => !adopted.has(subject)).map(wordPlanFinding),
    ...adoptedTables.filter(({ isConflict }) => isConflict).map(wordAdoptionConflict),
  ];
}

function printSection(output: TerminalOutput, title: string, findings: readonly PlanFinding[]): void {
  if (findings.length === 0) return;
  output.line();
  output.line(title);
  for (const finding of findings) output.line(`  ${wordPlanFinding(finding)}`);
}

function wordPlanFinding({ code, subject, count }: PlanFinding): string {
  switch (code) {
    case 'POSTGRES_TOO_OLD':
      return `PostgreSQL ${subject} is too old: 15 or newer is needed.`;
    case 'SCHEMA_NEWER':
      return `Module ${subject} is deployed, which this release does not know. Use the newer release.`;
    case 'CANNOT_CREATE':
      return `User ${subject} may not create anything in schema public. Connect as the owner of the tables (on Supabase: postgres).`;
    case 'NOT_OWNER':
      return `${subject} belongs to another user. Connect as the owner of the tables (on Supabase: postgres).`;
    case 'OTHER_KIND_OF_OBJECT':
      return `${subject} is something else here than the module makes. Rename it first.`;
    case 'TABLE_TO_ADOPT':
      return `table ${subject} gets the columns, indexes and checks that it lacks`;
    case 'CONSTRAINT_STAYS':
      return `constraint ${subject} stays: a mistake that it refuses is not recorded`;
    case 'TRIGGER_STAYS':
      return `trigger ${subject} stays and goes on firing`;
    case 'TABLE_IN_USE':
      return `${subject}: used by ${countOf(count, 'session')}`;
    case 'LONG_TRANSACTION':
      return `a transaction of ${subject}`;
  }
}
