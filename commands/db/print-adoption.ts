import type { AdoptionFinding } from '../../shared/database/plan-adoption.ts';
import { countOf, type TerminalOutput } from './terminal-output.ts';

/** What an older release left and a deployment brings up to date. Prints nothing when there is nothing. */
export function printAdoption(output: TerminalOutput, findings: readonly AdoptionFinding[]): void {
  const columns = findings.filter(({ code }) => code === 'COLUMN_RETYPED');
  if (columns.length > 0) {
    output.line();
    output.line('Columns of an older release; no row is lost. A table that is written anew is locked meanwhile.');
    output.table(
      ['table', 'column', 'type now', 'type then', 'written anew', 'rows'],
      columns.map(({ table, column, typeNow, typeThen, isWrittenAnew, rowCount }) => [
        table,
        column ?? '',
        typeNow ?? '',
        typeThen ?? '',
        isWrittenAnew ? 'yes' : 'no',
        `about ${rowCount ?? 0}`,
      ]),
    );
  }
  const rows = findings.filter(({ code }) => code.startsWith('ROWS_') && code !== 'ROWS_WITHOUT_KEY');
  if (rows.length > 0) {
    output.line();
    output.line('Rows that are changed, computed anew, or kept as they are');
    for (const { subject, rowCount } of rows) output.line(`  ${countOf(rowCount ?? 0, 'row')} of ${subject}`);
  }
  const others = findings.flatMap((finding) => wordChange(finding) ?? []);
  if (others.length === 0) return;
  output.line();
  output.line('So that recording goes on working');
  for (const line of others) output.line(`  ${line}`);
}

function wordChange({ code, subject }: AdoptionFinding): string | null {
  switch (code) {
    case 'COLUMN_RELAXED':
      return `${subject} may be empty from then on`;
    case 'DEFAULT_SET':
      return `${subject} gets a default`;
    case 'KEY_ADDED':
      return `${subject} gets a unique key`;
    case 'CHECK_REPLACED':
      return `the check of this release takes the place of ${subject}`;
    default:
      return null;
  }
}

/** A conflict and what to do about it, such as `student_mistakes.id is bigint: ids must be UUIDs. Convert it ...`. */
export function wordAdoptionConflict({ code, subject, typeNow, rowCount, remedy }: AdoptionFinding): string {
  return `${wordCause()} ${remedy ?? ''}`.trimEnd();
  function wordCause(): string {
    switch (code) {
      case 'OTHER_KIND_OF_OBJECT':
        return `${subject} is something else here than the module makes.`;
      case 'TABLE_PARTITIONED':
        return `${subject} is partitioned or inherits: the analysis needs one ordinary table.`;
      case 'COLUMN_MISSING':
        return `${subject} is missing, and cannot be made up for rows that are there.`;
      case 'COLUMN_NEEDED':
        return `${subject} is part of the primary key and has no default: no module can fill it.`;
      case 'COLUMN_GENERATED':
        return `${subject} is a generated column, which the modules write.`;
      case 'ID_OF_OTHER_TYPE':
        return `${subject} is ${typeNow}: ids must be UUIDs.`;
      case 'COLUMN_OF_OTHER_TYPE':
        return `${subject} is ${typeNow}, which cannot be converted without knowing what it means.`;
      case 'DEPENDENT_OBJECT':
        return `${subject}.`;
      case 'DUPLICATE_ROWS':
        return `${subject} (${countOf(rowCount ?? 0, 'case')}): a unique key would refuse them.`;
      case 'ROWS_WITHOUT_KEY':
        return `${subject} in ${countOf(rowCount ?? 0, 'row')}.`;
      default:
        return subject;
    }
  }
}
