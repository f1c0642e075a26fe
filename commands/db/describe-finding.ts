import type { HealthFinding, HealthFindingCode } from '../../shared/model/health-report.ts';

interface Description {
  readonly title: string;
  /** What an operator does about it. */
  readonly action: string;
}

const repairAction = '`npm run db -- repair` mends it.';
const descriptions: Readonly<Record<HealthFindingCode, Description>> = {
  SCHEMA_NEWER: {
    title: 'A newer release has migrated this database',
    action: 'Examine it with that release: this one does not know what is right there.',
  },
  MODULE_MISSING: { title: 'A module is not deployed', action: '`npm run db -- migrate` deploys it.' },
  OBJECT_MISSING: { title: 'Objects of a module are missing', action: repairAction },
  TRIGGER_DISABLED: { title: 'Triggers are disabled: mistakes are recorded but not analysed', action: repairAction },
  DEDUPE_INDEX_BROKEN: {
    title: 'The dedupe index does not keep duplicate recommendations out',
    action: '`npm run db -- repair` makes it anew.',
  },
  DUPLICATE_RECOMMENDATIONS: {
    title: 'More than one active recommendation of a type for a student and topic',
    action: '`npm run db -- repair` keeps the newest active.',
  },
  ROW_SECURITY_OFF: {
    title: 'Row-level security is off: whoever connects reads all rows',
    action: '`npm run db -- repair` switches it on.',
  },
  SEEDS_MISSING: {
    title: 'Default settings or presets are missing',
    action: '`npm run db -- repair` seeds them again.',
  },
  SETTINGS_BROKEN: {
    title: 'Settings that cannot be used; the layer below is in force',
    action: 'Correct them, or let `npm run db -- repair` take them out.',
  },
  DERIVED_ROWS_STALE: {
    title: 'Baseline or pattern rows are not what the mistakes say',
    action: '`npm run db -- repair` recomputes them all.',
  },
  CHAIN_SILENT: {
    title: 'A mistake does not set off the analysis',
    action: '`npm run db -- repair` applies the modules again.',
  },
  CHAIN_SLOW: {
    title: 'One mistake takes too long',
    action:
      '`npm run db -- repair` refreshes the planner’s statistics; if that is not enough, look at the machine’s load.',
  },
  MACHINE_SLOW: {
    title: 'This machine is too busy to tell how long a mistake takes',
    action: 'The insert alone, without its triggers, was as slow. Examine it again when less is going on.',
  },
  MODULE_OUTDATED: {
    title: 'A module has another text than in this release',
    action: '`npm run db -- plan` shows it, `npm run db -- migrate` applies it.',
  },
  MODULE_NOT_DEPLOYED: {
    title: 'Modules that this database does without',
    action: 'Nothing to do. `npm run db -- migrate` would deploy them.',
  },
};

export function describeFinding({ code }: HealthFinding): Description {
  return descriptions[code];
}
