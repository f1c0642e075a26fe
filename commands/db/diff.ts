import { compareDatabases, type Difference, describeDatabase } from '../../shared/database/diff-databases.ts';
import { CommandError, type DbCommand } from './db-command.ts';
import { countOf, type TerminalOutput } from './terminal-output.ts';

/** Longer definitions are cut: the name says where to look. */
const shownCharacters = 160;

export const diff: DbCommand = {
  summary: 'in what two databases differ: schema, settings, row counts',
  help: `A B [--json]

Compares two databases, each a URL or a data directory: staging with production, or one before and after. Tables, columns,
constraints, indexes, functions, triggers and policies of schema public; settings, presets, mistake types and deployed
modules; rows by table. Exit code 1 when there is a difference. Nothing is changed.`,
  async run({ output, options, positionals, openAddress }) {
    const [first, second, ...others] = positionals;
    if (first === undefined || second === undefined || others.length > 0) {
      throw new CommandError('diff takes two databases, each a URL or a data directory.');
    }
    const targets = [await openAddress(first), await openAddress(second)] as const;
    const descriptions = await Promise.all(targets.map(({ session }) => describeDatabase(session)));
    const [describedFirst, describedSecond] = descriptions;
    if (describedFirst === undefined || describedSecond === undefined) throw new CommandError('Nothing to compare.');
    const differences = compareDatabases(describedFirst, describedSecond);
    if (options.isJson) output.json({ first: targets[0].name, second: targets[1].name, differences });
    else printDifferences(output, targets[0].name, targets[1].name, differences);
    return differences.length === 0 ? 0 : 1;
  },
};

function printDifferences(
  output: TerminalOutput,
  first: string,
  second: string,
  differences: readonly Difference[],
): void {
  output.line(`A  ${first}`);
  output.line(`B  ${second}`);
  for (const area of ['schema', 'settings'] as const) {
    const some = differences.filter((difference) => difference.area === area);
    if (some.length === 0) continue;
    output.line();
    output.line(area === 'schema' ? 'Schema' : 'Settings');
    for (const difference of some) {
      const { name } = difference;
      if (difference.second === null) output.line(`  only in A  ${name}`);
      else if (difference.first === null) output.line(`  only in B  ${name}`);
      else {
        output.line(`  differs    ${name}`);
        output.line(`          A  ${shorten(difference.first)}`);
        output.line(`          B  ${shorten(difference.second)}`);
      }
    }
  }
  const rows = differences.filter(({ area }) => area === 'rows');
  if (rows.length > 0) {
    output.line();
    output.line('Rows');
    output.table(
      ['table', 'A', 'B'],
      rows.map(({ name, first: inFirst, second: inSecond }) => [name, inFirst ?? 'no table', inSecond ?? 'no table']),
    );
  }
  output.line();
  output.line(differences.length === 0 ? 'No difference.' : `${countOf(differences.length, 'difference')}.`);
}

function shorten(definition: string): string {
  return definition.length <= shownCharacters ? definition : `${definition.slice(0, shownCharacters)}…`;
}
