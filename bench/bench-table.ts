/** What a measurement hands over: rows of named figures, the same as text and as JSON. */
export interface BenchTable {
  readonly title: string;
  /** What was measured on and how, in a sentence. */
  readonly conditions: string;
  readonly columns: readonly string[];
  /** One value a column; numbers are shown with at most two decimals. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export function formatBenchTable({ title, conditions, columns, rows }: BenchTable): string {
  const cells = [columns, ...rows.map((row) => row.map(formatCell))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  const [head = '', ...body] = lines;
  return [title, conditions, '', head, '-'.repeat(head.length), ...body].join('\n');
}

function formatCell(value: string | number | null): string {
  if (value === null) return '-';
  return typeof value === 'number' ? String(Number(value.toFixed(2))) : value;
}
