import type { AdoptedColumn } from '../../shared/database/plan-adoption.ts';
import type { TerminalOutput } from './terminal-output.ts';

/** What an older release left and a deployment brings up to date. Prints nothing when there is nothing. */
export function printAdoption(output: TerminalOutput, columns: readonly AdoptedColumn[]): void {
  if (columns.length === 0) return;
  output.line();
  output.line('Columns of an older release; no row is lost. A table that is written anew is locked meanwhile.');
  output.table(
    ['table', 'column', 'type now', 'type then', 'written anew', 'rows', 'size'],
    columns.map((column) => [
      column.table,
      column.column,
      column.typeNow,
      column.typeThen,
      column.isWrittenAnew ? 'yes' : 'no',
      `about ${column.estimatedRowCount}`,
      column.sizeNow,
    ]),
  );
}
