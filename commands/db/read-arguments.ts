import { parseArgs } from 'node:util';
import { CommandError, type DbOptions } from './db-command.ts';

export interface DbArguments {
  readonly positionals: readonly string[];
  readonly options: DbOptions;
  readonly databaseUrl: string | null;
  readonly dataDirectory: string | null;
  readonly isHelp: boolean;
}

/** Reads the command line. Throws `CommandError`; never repeats a value, which may be a URL with a password. */
export function readArguments(args: readonly string[]): DbArguments {
  const { values, positionals } = parse(args);
  return {
    positionals,
    databaseUrl: values['database-url'] ?? null,
    dataDirectory: values['data-dir'] ?? null,
    isHelp: values.help,
    options: {
      isJson: values.json,
      isConfirmed: values.yes,
      file: values.file ?? null,
      from: readVersion('--from', values.from),
      to: readVersion('--to', values.to),
      timeZone: values['time-zone'] ?? null,
      sampleSize: readWhole('--sample', values.sample),
      lockTimeoutSeconds: readWhole('--lock-timeout', values['lock-timeout']),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'database-url': { type: 'string' },
        'data-dir': { type: 'string' },
        file: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        'time-zone': { type: 'string' },
        sample: { type: 'string' },
        'lock-timeout': { type: 'string' },
        json: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const option = error instanceof Error ? /'(--?[a-z-]+)/.exec(error.message)?.[1] : undefined;
    throw new CommandError(
      option === undefined
        ? 'The arguments cannot be read. `npm run db -- --help` shows how they are written.'
        : `${option} is not an option, or lacks its value. \`npm run db -- --help\` lists the options.`,
    );
  }
}

function readVersion(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^\d{3}$/.test(text)) return text;
  throw new CommandError(`${option} takes the number of a module, such as 006.`);
}

function readWhole(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new CommandError(`${option} takes a whole number above 0.`);
}
