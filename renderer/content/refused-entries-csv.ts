import type { RefusedEntry } from '../../shared/content/import/refused-entry.ts';

/**
 * The refused entries as a table for whoever mends the file: one row each under `header`. UTF-8 with a mark, which
 * spreadsheets need to read Turkish; cells that a spreadsheet would take for a formula get an apostrophe in front.
 */
export function refusedEntriesCsv(
  refused: readonly RefusedEntry[],
  header: readonly string[],
  wordsOf: (entry: RefusedEntry) => readonly string[],
): Uint8Array {
  const rows = refused.map((entry) => [
    entry.line === null ? '' : String(entry.line),
    String(entry.entry),
    ...wordsOf(entry),
  ]);
  const text = [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
  return new TextEncoder().encode(`\uFEFF${text}\r\n`);
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
