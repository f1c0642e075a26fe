import { examineDatabase } from '../../shared/database/health-examination.ts';
import type { HealthReport } from '../../shared/model/health-report.ts';
import { CommandError, type DbCommand } from './db-command.ts';
import { describeFinding } from './describe-finding.ts';
import { readModules } from './sql-folders.ts';
import { countOf, type TerminalOutput } from './terminal-output.ts';
import { wordError } from './word-failure.ts';

export const health: DbCommand = {
  summary: 'the daily checks; exit code 1 when unhealthy',
  help: `[--json] [--sample N]

Looks for what keeps reflexes from coming: missing or disabled triggers, functions and indexes, duplicate active
recommendations, broken settings, derived rows that are not what the mistakes say (N random ones are recomputed, default
100), and how long one mistake takes. What is tried out is rolled back: the database stays as it is.
  --json      the report as JSON, for cron and monitoring
  --sample N  how many (student, topic) pairs are recomputed`,
  async run({ output, options, openTarget }) {
    const target = await openTarget();
    if (!options.isJson) output.progress(`Examining ${target.name}`);
    let stage = 'what is deployed';
    let report: HealthReport;
    try {
      report = await examineDatabase(target.session, await readModules(), {
        ...(options.sampleSize === null ? {} : { sampleSize: options.sampleSize }),
        onStage: (next) => {
          stage = next;
        },
      });
    } catch (error) {
      throw new CommandError(
        `${wordError(error)} The examination broke off while looking at ${stage}: this says nothing about the health of the database, and nothing was changed.`,
      );
    }
    if (options.isJson) output.json({ database: target.name, ...report });
    else printHealth(output, target.name, report);
    return report.isHealthy ? 0 : 1;
  },
};

export function printHealth(output: TerminalOutput, name: string, report: HealthReport): void {
  output.line(
    `${name}: PostgreSQL ${report.postgresVersion}, modules up to ${report.schemaVersion ?? 'unknown (no journal)'}`,
  );
  output.line();
  output.table(
    ['trigger', 'table', 'state'],
    report.triggers.map(({ name: trigger, table, isEnabled }) => [trigger, table, isEnabled ? 'enabled' : 'DISABLED']),
  );
  output.line();
  output.line('Recommendations and reflex events of the last seven days');
  const days = new Set([...report.recommendations, ...report.events].map(({ day }) => day));
  if (days.size === 0) output.line('  none');
  else {
    output.table(
      ['day', 'recommendations', 'events', 'delivered', 'delivery rate'],
      [...days].sort((a, b) => b.localeCompare(a)).map((day) => dayRow(report, day)),
    );
  }
  output.line();
  if (report.chain !== null) {
    const { p50Ms, p95Ms, longestMs, sampleCount } = report.chain;
    const times = [p50Ms, p95Ms, longestMs].map((ms) => `${ms.toFixed(2)} ms`);
    output.line(
      `One mistake with its triggers: half under ${times[0]}, 95 % under ${times[1]}, longest ${times[2]} (${sampleCount} tried).`,
    );
  }
  if (report.sampledScopeCount !== null) {
    output.line(`Recomputed and compared: ${countOf(report.sampledScopeCount, 'pair')} of student and topic.`);
  }
  printFindings(output, report);
}

export function printFindings(output: TerminalOutput, { findings, isHealthy }: HealthReport): void {
  for (const finding of findings) {
    const { title, action } = describeFinding(finding);
    output.line();
    output.line(`${finding.severity === 'broken' ? 'BROKEN' : 'Notice'}  ${title}`);
    for (const subject of finding.subjects) output.line(`        ${subject}`);
    if (finding.count > finding.subjects.length) {
      output.line(`        and ${countOf(finding.count - finding.subjects.length, 'more', 'more')}`);
    }
    output.line(`        ${action}`);
  }
  output.line();
  output.line(isHealthy ? 'Healthy.' : 'Unhealthy. `npm run db -- repair` mends what can be mended.');
}

function dayRow(report: HealthReport, day: string): readonly (string | number)[] {
  const events = report.events.find((entry) => entry.day === day);
  const created = events?.createdCount ?? 0;
  const delivered = events?.deliveredCount ?? 0;
  return [
    day,
    report.recommendations.find((entry) => entry.day === day)?.createdCount ?? 0,
    created,
    delivered,
    created === 0 ? '' : `${((100 * delivered) / created).toFixed(2)} %`,
  ];
}
