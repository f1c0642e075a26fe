import { parseArgs } from 'node:util';
import { parseTargetAddress, type SqlTargetAddress } from '../../shared/node/sql-target-address.ts';
import { CommandError } from '../db/db-command.ts';

export const bundleUsage = `npm run bundle -- COMMAND FILE [options]

  export   writes the rows of a database to FILE
  import   adds the rows of FILE to a database; what is there stays, what is newer wins
  inspect  reads FILE and says what is in it; needs no database

  --database-url URL      postgres://USER:PASSWORD@HOST:PORT/NAME; DATABASE_URL stands in for it
  --data-dir DIR          a PGlite data directory, or the data folder of the app (close the app first)
  --student ID            export: this student alone
  --passphrase-file FILE  the first line of FILE encrypts, or opens, the bundle (age, with a passphrase)
  --with-content          import: question packs, presets and mistake types too. For restoring a device, or moving a whole
                          database; leave it away on a class's server that takes in work from a USB stick
  --yes                   export: replace FILE when it is there
  --json                  one JSON document for programs

Exit code 0: good. 1: done, but lines were refused or the file is not whole. 2: it was not done.`;

export interface BundleArguments {
  readonly command: 'export' | 'import' | 'inspect';
  readonly file: string;
  /** Null where none was named; `inspect` needs none. */
  readonly address: SqlTargetAddress | null;
  readonly studentId: string | null;
  readonly passphraseFile: string | null;
  readonly takesContent: boolean;
  readonly isConfirmed: boolean;
  readonly isJson: boolean;
}

/** Null asks for help. Throws `CommandError`; never repeats a value, which may be a URL with a password. */
export function readBundleArguments(
  args: readonly string[],
  environmentUrl: string | undefined,
): BundleArguments | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [command, file, ...more] = positionals;
  if (command !== 'export' && command !== 'import' && command !== 'inspect') {
    throw new CommandError('Say what to do: export, import or inspect. `npm run bundle -- --help` explains them.');
  }
  if (file === undefined || file === '' || more.length > 0) {
    throw new CommandError(`Name one file: npm run bundle -- ${command} FILE`);
  }
  if (values.student !== undefined) {
    if (command !== 'export') throw new CommandError('--student belongs to export; an import takes the whole file.');
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(values.student)) {
      throw new CommandError('--student takes the id of a student (a UUID in small letters).');
    }
  }
  return {
    command,
    file,
    address: command === 'inspect' ? null : readAddress(values['database-url'], values['data-dir'], environmentUrl),
    studentId: values.student ?? null,
    passphraseFile: values['passphrase-file'] ?? null,
    takesContent: values['with-content'],
    isConfirmed: values.yes,
    isJson: values.json,
  };
}

function readAddress(
  databaseUrl: string | undefined,
  dataDirectory: string | undefined,
  environmentUrl: string | undefined,
): SqlTargetAddress {
  if (databaseUrl !== undefined && dataDirectory !== undefined) {
    throw new CommandError('Give either --database-url or --data-dir: one database at a time.');
  }
  const chosen = dataDirectory ?? databaseUrl ?? environmentUrl ?? '';
  if (chosen === '')
    throw new CommandError('Which database? Give --database-url URL (or DATABASE_URL) or --data-dir DIR.');
  const address = parseTargetAddress(chosen);
  if ((dataDirectory === undefined) !== (address.kind === 'server')) {
    throw new CommandError('--database-url takes postgres://…, --data-dir takes a directory.');
  }
  return address;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'database-url': { type: 'string' },
        'data-dir': { type: 'string' },
        student: { type: 'string' },
        'passphrase-file': { type: 'string' },
        'with-content': { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const option = error instanceof Error ? /'(--?[a-z-]+)/.exec(error.message)?.[1] : undefined;
    throw new CommandError(
      `${option ?? 'One of the arguments'} is not an option, or lacks its value. \`npm run bundle -- --help\` lists the options.`,
    );
  }
}
