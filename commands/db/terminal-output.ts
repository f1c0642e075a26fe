/** What the tool says: calm lines and aligned tables on standard output, progress on standard error, never a secret. */

export interface TerminalOutput {
  line(text?: string): void;
  /** Columns as wide as they need to be; numbers stand to the right. */
  table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void;
  /** One JSON document, for programs. */
  json(value: unknown): void;
  /** A step of long work; rewritten in place where somebody watches. */
  progress(text: string): void;
  error(text: string): void;
  /** From now on these texts are blotted out wherever they would appear. */
  hide(secrets: readonly string[]): void;
}

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const logEveryMs = 5_000;

export function createTerminalOutput(out: Stream, err: Stream): TerminalOutput {
  const hidden = new Set<string>();
  let isProgressOpen = false;
  let lastLogged = { work: '', atMs: 0 };

  function clean(text: string): string {
    let cleaned = text;
    // The longest first: a secret may contain another one.
    for (const secret of [...hidden].sort((a, b) => b.length - a.length)) cleaned = cleaned.replaceAll(secret, '***');
    return cleaned;
  }
  /** In a log a new kind of work gets a line, and one that goes on gets another from time to time. */
  function isWorthALine(text: string): boolean {
    const [work = ''] = text.split(':');
    if (work === lastLogged.work && Date.now() - lastLogged.atMs < logEveryMs) return false;
    lastLogged = { work, atMs: Date.now() };
    return true;
  }
  function endProgress(): void {
    if (isProgressOpen) err.write('\r\u001b[K');
    isProgressOpen = false;
  }
  function write(stream: Stream, text: string): void {
    endProgress();
    stream.write(`${clean(text)}\n`);
  }

  return {
    line: (text = '') => write(out, text),
    table: (head, rows) => {
      for (const row of layOutTable(head, rows)) write(out, `  ${row}`);
    },
    json: (value) => write(out, JSON.stringify(value, null, 2)),
    progress: (text) => {
      if (err.isTTY === true) {
        err.write(`\r\u001b[K${clean(text)}`);
        isProgressOpen = true;
      } else if (isWorthALine(text)) write(err, text);
    },
    error: (text) => write(err, text),
    hide: (secrets) => {
      for (const secret of secrets) if (secret !== '') hidden.add(secret);
    },
  };
}

/** The lines of a table, head first. */
export function layOutTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const cells = [head, ...rows.map((row) => row.map(wordCell))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  const isNumeric = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  return cells.map((row) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - [...cell].length);
        return isNumeric[column] === true ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

function wordCell(cell: string | number): string {
  return typeof cell === 'number' ? numbers.format(cell) : cell;
}

/** `1 row`, `2,400 rows`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${numbers.format(count)} ${count === 1 ? singular : plural}`;
}
