import { parseArgs } from 'node:util';
import { problemOfError } from '../../server/problem-of-error.ts';
import { OptionError, readServerOptions, serverSettings } from '../../server/server-options.ts';
import { secretsOf } from '../../shared/node/sql-target-address.ts';
import { CommandError } from '../db/db-command.ts';
import type { TerminalOutput } from '../db/terminal-output.ts';
import { wordError } from '../db/word-failure.ts';
import { type AdministrationCommand, administrationCommands, administrationFlags } from './administration-commands.ts';
import { runAdministration } from './run-administration.ts';
import { serve } from './serve.ts';

/** Runs one command line and returns the exit code: 0 done, 1 refused, 2 not done. Never throws. */
export async function runServerCommand(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  output: TerminalOutput,
): Promise<number> {
  try {
    for (const text of [environment.DATABASE_URL, environment.DIRECT_DATABASE_URL, ...args]) {
      const url = /(postgres(?:ql)?:\/\/.*)$/is.exec(text ?? '')?.[1];
      if (url !== undefined) output.hide(secretsOf({ kind: 'server', url }));
    }
    for (const secret of [
      environment.JWT_SECRET,
      environment.END_STP_PASSWORD,
      environment.UPSTREAM_PASSWORD,
      environment.PGPASSWORD,
    ]) {
      if (secret !== undefined && secret.length > 2) output.hide([secret]);
    }
    const { values, positionals } = parse(args);
    const [name, ...rest] = positionals;
    if (values.help === true) {
      output.line(overview());
      return 0;
    }
    if (rest.length > 0)
      throw new CommandError(`"${rest[0]}" was not expected. \`npm run server -- --help\` shows how it is written.`);
    const flags = Object.fromEntries(
      Object.entries(values).map(([flag, value]) => [flag, value === true ? 'yes' : String(value)]),
    );
    const options = readServerOptions(flags, environment);
    if (name === undefined) return await serve(options, output);
    if (!isAdministrationCommand(name)) {
      throw new CommandError(
        `There is no command of that name. Choose one of: ${Object.keys(administrationCommands).join(', ')}.`,
      );
    }
    await runAdministration(name, flags, options, output);
    return 0;
  } catch (error) {
    output.error(`server: ${wordServerError(error)}`);
    return refusalOf(error) === null ? 2 : 1;
  }
}

/** What the server or the database said no to, in their own words; null for everything else. */
function refusalOf(error: unknown): string | null {
  const { detail, hint } = problemOfError(error).details;
  return detail === undefined ? null : [`${detail}.`, hint].filter((text) => text !== undefined).join(' ');
}

function wordServerError(error: unknown): string {
  if (error instanceof OptionError) return error.message;
  const refusal = refusalOf(error);
  if (refusal !== null) return refusal;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return 'The port is taken, perhaps by another server: choose one with --port.';
  if (code === 'EACCES') return 'The port is not allowed to you: choose one above 1024 with --port.';
  if (code === 'EADDRNOTAVAIL') return 'This machine does not have that address: choose another one with --host.';
  return wordError(error);
}

function isAdministrationCommand(name: string): name is AdministrationCommand {
  return Object.hasOwn(administrationCommands, name);
}

function parse(args: readonly string[]) {
  const options = {
    ...Object.fromEntries(
      serverSettings.map(({ flag, isSwitch }) => [flag, { type: isSwitch === true ? 'boolean' : 'string' } as const]),
    ),
    ...Object.fromEntries(administrationFlags.map((flag) => [flag, { type: 'string' } as const])),
  };
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    // The message of the parser repeats what was given, which may be a secret.
    const option = error instanceof Error ? /'(--?[a-z-]+)/.exec(error.message)?.[1] : undefined;
    throw new CommandError(
      `${option ?? 'An argument'} is not an option, or lacks its value. \`npm run server -- --help\` lists the options.`,
    );
  }
}

function overview(): string {
  const width = Math.max(...Object.keys(administrationCommands).map((name) => name.length));
  return [
    'npm run server [-- options]              runs the server',
    'npm run server -- COMMAND [options]      sets it up, also while it runs',
    '',
    ...Object.entries(administrationCommands).map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'A password is asked for, or read from END_STP_PASSWORD; it is never printed.',
    '',
    'Options, and the environment variables that stand in for them:',
    ...serverSettings.map(
      ({ flag, variable, value, meaning }) =>
        `  ${`--${flag} ${value}`.trimEnd().padEnd(30)} ${variable.padEnd(21)} ${meaning}`,
    ),
  ].join('\n');
}
