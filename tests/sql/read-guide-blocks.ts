/** A fenced `sql` block of the guide, under its last `##` heading. */
export interface GuideBlock {
  readonly heading: string;
  readonly statements: readonly GuideStatement[];
}

export interface GuideStatement {
  readonly text: string;
  /** From a comment `-- Expected: N rows` (or `N row`) after the statement; null when the guide names no number. */
  readonly expectedRows: number | null;
}

/** Splits a Markdown document into its SQL blocks, and those into statements with what is expected of each. */
export function readGuideBlocks(markdown: string): readonly GuideBlock[] {
  const blocks: GuideBlock[] = [];
  let heading = '';
  let lines: string[] | null = null;
  for (const line of markdown.split('\n')) {
    if (lines === null && line.startsWith('## ')) {
      heading = line;
    } else if (lines === null && line.startsWith('```sql')) {
      lines = [];
    } else if (lines !== null && line.startsWith('```')) {
      blocks.push({ heading, statements: splitStatements(lines) });
      lines = null;
    } else {
      lines?.push(line);
    }
  }
  return blocks;
}

function splitStatements(lines: readonly string[]): readonly GuideStatement[] {
  const statements: { text: string; expectedRows: number | null }[] = [];
  let text = '';
  let isQuoted = false;
  for (const line of lines) {
    const expected = /^-- Expected: (\d+) rows?\b/.exec(line)?.[1];
    const last = statements.at(-1);
    if (expected !== undefined && last !== undefined && text.trim() === '') {
      last.expectedRows = Number(expected);
      continue;
    }
    // A warning to the reader that stands among the SQL without being a comment.
    if ((line.startsWith('--') && !isQuoted) || line.startsWith('⚠')) {
      continue;
    }
    text += `${line}\n`;
    isQuoted = (text.match(/\$\$/g)?.length ?? 0) % 2 === 1;
    if (!isQuoted && line.trimEnd().endsWith(';')) {
      statements.push({ text, expectedRows: null });
      text = '';
    }
  }
  return statements;
}
