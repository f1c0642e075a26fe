import { openSqlTarget } from '../../shared/node/open-sql-target.ts';
import {
  nameOfTarget,
  parseTargetAddress,
  type SqlTargetAddress,
  secretsOf,
} from '../../shared/node/sql-target-address.ts';
import { backup } from './backup.ts';
import { CommandError, type DbCommand, type ExitCode, type NamedTarget } from './db-command.ts';
import { diff } from './diff.ts';
import { health } from './health.ts';
import { migrateDatabase } from './migrate.ts';
import { plan } from './plan.ts';
import { type DbArguments, readArguments } from './read-arguments.ts';
import { repair } from './repair.ts';
import { restore } from './restore.ts';
import { rollback } from './rollback.ts';
import type { TerminalOutput } from './terminal-output.ts';
import { verify } from './verify.ts';
import { wordError } from './word-failure.ts';

const commands: ReadonlyMap<string, DbCommand> = new Map([
  ['plan', plan],
  ['backup', backup],
  ['migrate', migrateDatabase],
  ['verify', verify],
  ['health', health],
  ['repair', repair],
  ['diff', diff],
  ['rollback', rollback],
  ['restore', restore],
]);

/** Runs one command line and returns the exit code. Never throws: every error is worded and printed. */
export async function runDbCommand(
  args: readonly string[],
  environmentUrl: string | undefined,
  output: TerminalOutput,
): Promise<ExitCode> {
  try {
    // Before anything can go wrong: whatever of the arguments looks like an address may hold a password.
    for (const text of [environmentUrl ?? '', process.env.PGPASSWORD ?? '', ...args]) hideSecretsOf(text, output);
    return await run(readArguments(args), environmentUrl, output);
  } catch (error) {
    output.error(`db: ${wordError(error)}`);
    return 2;
  }
}

async function run(
  { positionals, options, databaseUrl, dataDirectory, isHelp }: DbArguments,
  environmentUrl: string | undefined,
  output: TerminalOutput,
): Promise<ExitCode> {
  const [name, ...rest] = positionals;
  const command = name === undefined ? undefined : commands.get(name);
  if (command === undefined) {
    if (name !== undefined)
      throw new CommandError(`There is no command of that name. Choose one of: ${[...commands.keys()].join(', ')}.`);
    output.line(overview());
    return isHelp ? 0 : 2;
  }
  if (isHelp) {
    output.line(`npm run db -- ${name} ${command.help}`);
    return 0;
  }
  const opened: NamedTarget[] = [];
  const open = async (address: SqlTargetAddress, mayCreate: boolean): Promise<NamedTarget> => {
    const target = await openSqlTarget(address, { mayCreate });
    const named = { ...target, name: nameOfTarget(address), kind: address.kind };
    opened.push(named);
    return named;
  };
  try {
    return await command.run({
      output,
      options,
      positionals: rest,
      openTarget: ({ mayCreate = false } = {}) =>
        open(chooseTarget(databaseUrl, dataDirectory, environmentUrl), mayCreate),
      openAddress: (text) => open(parseTargetAddress(text), false),
    });
  } finally {
    for (const target of opened) await target.close();
  }
}

/** What was named on the command line goes before the environment. */
function chooseTarget(
  databaseUrl: string | null,
  dataDirectory: string | null,
  environmentUrl: string | undefined,
): SqlTargetAddress {
  if (databaseUrl !== null && dataDirectory !== null) {
    throw new CommandError('Give either --database-url or --data-dir: one database at a time.');
  }
  const chosen = dataDirectory ?? databaseUrl ?? environmentUrl ?? '';
  if (chosen === '') {
    throw new CommandError(
      'Which database? Give --database-url postgres://USER:PASSWORD@HOST/NAME (or set DATABASE_URL), or --data-dir DIR for one of the app or a local server.',
    );
  }
  const address = parseTargetAddress(chosen);
  if (dataDirectory === null && address.kind === 'directory') {
    throw new CommandError('A database URL begins with postgres:// or postgresql://. For a directory give --data-dir.');
  }
  if (dataDirectory !== null && address.kind === 'server') {
    throw new CommandError('--data-dir takes a directory. For a server give --database-url.');
  }
  return address;
}

function hideSecretsOf(text: string, output: TerminalOutput): void {
  const address = /^(--database-url=)?(.*:\/\/.*)$/s.exec(text)?.[2];
  if (address !== undefined) output.hide(secretsOf({ kind: 'server', url: address }));
  else if (text !== '' && text === process.env.PGPASSWORD) output.hide([text]);
}

function overview(): string {
  const width = Math.max(...[...commands.keys()].map((name) => name.length));
  return [
    'npm run db -- COMMAND [--database-url URL | --data-dir DIR] [options]',
    '',
    ...[...commands].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'URL is postgres://USER:PASSWORD@HOST:PORT/NAME; DATABASE_URL stands in for it. DIR is a PGlite data directory or the',
    'data folder of the app. COMMAND --help explains one. Exit code 0: good. 1: something is wrong. 2: it was not done.',
  ].join('\n');
}
