import { repairDatabase } from '../../shared/database/repair-database.ts';
import type { RepairStep } from '../../shared/model/health-report.ts';
import type { DbCommand } from './db-command.ts';
import { printFindings } from './health.ts';
import { setLockTimeout } from './lock-timeout.ts';
import { readModules } from './sql-folders.ts';
import { countOf } from './terminal-output.ts';

export const repair: DbCommand = {
  summary: 'mends what health finds, and says what it did',
  help: `[--json] [--sample N] [--lock-timeout SECONDS]

Runs the checks of health, mends what it finds and runs them again: ends all but the newest of duplicate recommendations,
makes the dedupe index and other missing objects anew, enables triggers, switches row security on, seeds missing settings,
takes settings out that cannot be used, recomputes derived rows. No mistake, reason or answer is ever touched. It can be
run again at any time.`,
  async run({ output, options, openTarget }) {
    const target = await openTarget();
    await setLockTimeout(target, options);
    output.progress(`Examining ${target.name}`);
    const { steps, health } = await repairDatabase(target.session, await readModules(), {
      ...(options.sampleSize === null ? {} : { sampleSize: options.sampleSize }),
      onStep: (code) => {
        target.markWritten('changed');
        output.progress(`Mending ${code}`);
      },
      onRebuilt: (doneCount, totalCount) => output.progress(`Recomputing derived rows: ${doneCount} of ${totalCount}`),
    });
    if (options.isJson) {
      output.json({ database: target.name, steps, health });
      return health.isHealthy ? 0 : 1;
    }
    output.line(steps.length === 0 ? `${target.name}: there was nothing to mend.` : `${target.name}:`);
    for (const step of steps) {
      output.line(`  ${describeStep(step)}`);
      for (const subject of step.subjects) output.line(`      ${subject}`);
    }
    printFindings(output, health);
    return health.isHealthy ? 0 : 1;
  },
};

function describeStep({ code, count }: RepairStep): string {
  switch (code) {
    case 'DUPLICATE_RECOMMENDATIONS':
      return `ended ${countOf(count, 'duplicate recommendation')}, the newest of each stays active`;
    case 'DEDUPE_INDEX_BROKEN':
      return 'made the dedupe index anew';
    case 'MODULE_MISSING':
      return `deployed ${countOf(count, 'module')}`;
    case 'OBJECT_MISSING':
      return `made ${countOf(count, 'missing object')} again`;
    case 'ROW_SECURITY_OFF':
      return `switched row-level security on for ${countOf(count, 'table')}`;
    case 'SEEDS_MISSING':
      return `seeded ${countOf(count, 'missing row or mark', 'missing rows or marks')}`;
    case 'TRIGGER_DISABLED':
      return `enabled ${countOf(count, 'trigger')}`;
    case 'SETTINGS_BROKEN':
      return `took unusable values out of ${countOf(count, 'row')} of settings`;
    case 'DERIVED_ROWS_STALE':
      return `recomputed all derived rows; ${countOf(count, 'pair')} of student and topic had been stale`;
    case 'CHAIN_SILENT':
      return 'applied the modules again, because a mistake set off nothing';
    case 'CHAIN_SLOW':
      return 'refreshed the statistics of the planner';
    default:
      return code;
  }
}
