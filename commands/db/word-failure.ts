/** Words a failure for an operator: what happened, and what to do. Nothing of a query, a row or a password. */
import { toSafeError } from '../../shared/database/database-error.ts';
import { ExpectedError, type Failure } from '../../shared/errors/outcome.ts';
import { CommandError } from './db-command.ts';

/** SQLSTATEs whose remedy is always the same. */
const remedies: Readonly<Record<string, string>> = {
  '55P03':
    'Somebody else holds a table or is migrating. Try again when less is going on, or give --lock-timeout SECONDS.',
  '57014': 'The server cancelled a statement that took too long. Raise its statement_timeout for this user.',
  '42501': 'This user may not do that. Connect as the owner of the tables (on Supabase: postgres).',
  '53300': 'The server has no connection left. Try again later.',
  '53100': 'The disk of the database is full. Free some space first.',
  '25006': 'This server only reads (a replica). Give the address of the primary.',
  '40001': 'Two transactions got in each other’s way. Try again.',
  '40P01': 'Two transactions waited for each other. Try again.',
  '42P01': 'A table is missing. `npm run db -- plan` says what is there.',
  '42703': 'A column is missing. `npm run db -- plan` says what is there.',
  '57P01': 'The server ended the connection. Try again when it is up.',
  '57P02': 'The server stopped after a crash of one of its processes. Its log says why; try again when it is up.',
  '57P03': 'The server is starting or stopping. Try again in a moment.',
  '53200': 'The server ran out of memory. Its log says more; try again when less is going on.',
  '08006': 'The connection broke. Try again.',
  '08003': 'The connection was closed. Try again.',
};

export function wordError(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  if (error instanceof ExpectedError) return wordFailure(error.failure);
  const safe = toSafeError(error);
  const sqlState = sqlStateOf(error);
  if (sqlState !== null) {
    const where =
      safe instanceof Error && safe.message.includes('(') ? ` ${safe.message.slice(safe.message.indexOf('('))}` : '';
    return `The database refused (${sqlState})${where}. ${remedies[sqlState] ?? 'Nothing more than that is shown: a database’s own words may hold pupils’ data.'}`;
  }
  if (isConnectionError(error))
    return `The connection to the database was lost${systemCodeOf(error)}. What was begun was taken back; try again.`;
  // A bug: its own message may hold anything, its name and place do not.
  const name = error instanceof Error ? `${error.name}${systemCodeOf(error)}` : typeof error;
  const place = error instanceof Error ? (/\n\s+at .*?([\w.-]+\.ts:\d+)/.exec(error.stack ?? '')?.[1] ?? '') : '';
  return `Something unexpected happened (${name}${place === '' ? '' : ` at ${place}`}). This is a fault of the tool.`;
}

export function wordFailure({ code, details }: Failure): string {
  const path = String(details.path ?? '');
  switch (code) {
    case 'DATABASE_UNREACHABLE':
      return `No connection to the database: ${details.reason}. Check host, port, name and network of the URL.`;
    case 'DATABASE_SIGN_IN_REFUSED':
      return `The server refused the sign-in (${details.reason}). Check user and password of the URL.`;
    case 'NOT_FOUND':
      return `There is no database in ${path}. Give the data directory itself, or the app's data folder.`;
    case 'DATA_DIRECTORY_IN_USE':
      return `The database is open in process ${details.pid} on ${details.host}. Close that first (the app, or another tool); if it is surely gone, remove ${details.lockPath}.`;
    case 'DATA_DIRECTORY_UNREADABLE':
      return `${path} cannot be read or written (${details.systemError ?? 'not a directory'}). Check its permissions.`;
    case 'DATA_DIRECTORY_OTHER_POSTGRES_MAJOR':
      return `${path} was made by PostgreSQL ${details.foundMajor}, this release brings ${details.neededMajor}. Back it up with the release that made it, and restore that backup here.`;
    case 'DATABASE_DAMAGED':
      return `The files of ${path} cannot be trusted: the machine stopped under them, or they are damaged${details.reason === undefined ? '' : ` (${details.reason})`}. Start the app once, it restores them from its copies; where there is no app, restore a backup.`;
    case 'STORAGE_FULL':
      return `Too little room on the disk of ${path}: ${details.freeMegabytes ?? '?'} MB free, ${details.neededMegabytes ?? '?'} MB needed. Free some first.`;
    case 'DATA_DIRECTORY_NEWER_SCHEMA':
      return `The database has module ${details.databaseVersion}, this release knows up to ${details.knownVersion}. Use the release that migrated it, or a newer one.`;
    case 'MIGRATION_FAILED':
      return wordMigrationFailure(details);
    case 'BACKUP_UNREADABLE':
      return `The backup cannot be used: ${details.problem}${details.line === undefined ? '' : ` (line ${details.line})`}. Nothing was changed; use another copy of it.`;
    case 'BACKUP_FORMAT_NEWER':
      return `The backup was made by a newer release (${details.found}; this one reads ${details.known}). Update first. Nothing was changed.`;
    case 'RESTORE_WOULD_OVERWRITE':
      return `There are ${details.rowCount} rows in the database, and a restore would replace them. Back them up (npm run db -- backup), then give --yes. Nothing was changed.`;
    case 'DATABASE_BUSY':
      return remedies['55P03'] ?? '';
    default:
      return `${code} ${JSON.stringify(details)}`;
  }
}

function wordMigrationFailure(details: Failure['details']): string {
  const state = String(details.sqlState ?? '');
  const remedy = details.advice ?? remedies[state] ?? '`npm run db -- plan` lists what stands in its way.';
  return `Module ${details.version} (${details.name}) was refused (${state}) and taken back; the modules before it stay. ${remedy}`;
}

function sqlStateOf(error: unknown): string | null {
  const code = error instanceof Error && ('sqlState' in error ? error.sqlState : 'code' in error ? error.code : null);
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

function isConnectionError(error: unknown): boolean {
  return (
    error instanceof Error &&
    /connection (terminated|ended|error)|was closed|not queryable|timeout|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/i.test(
      error.message,
    )
  );
}

/** ` (ECONNRESET)`: a system's name for what went wrong holds nobody's data. Empty where there is none. */
function systemCodeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^E[A-Z0-9_]+$/.test(code) ? ` (${code})` : '';
}
