/**
 * What may leave the database layer of an error. PGlite attaches the query and its parameters, and PostgreSQL quotes
 * values in `message` and `detail`: pupils' data. Only the SQLSTATE and the names of schema objects are kept.
 */
export class DatabaseError extends Error {
  /** Five-character SQLSTATE, such as `23505`. */
  readonly sqlState: string;
  readonly constraint: string | null;
  readonly table: string | null;
  readonly column: string | null;

  constructor(sqlState: string, names: { constraint: string | null; table: string | null; column: string | null }) {
    const where = [names.table, names.column, names.constraint].filter((name) => name !== null).join(' ');
    super(`database error ${sqlState}${where === '' ? '' : ` (${where})`}`);
    this.name = 'DatabaseError';
    this.sqlState = sqlState;
    this.constraint = names.constraint;
    this.table = names.table;
    this.column = names.column;
  }
}

/** SQLSTATE `disk_full`. */
export const diskFullState = '53100';

/** SQLSTATEs of files that cannot be read: data_corrupted, index_corrupted, io_error, undefined_file. */
const damageStates: ReadonlySet<string> = new Set(['XX001', 'XX002', '58030', '58P01']);

/** True when an error says that the database's own files are broken. */
export function isDamageError(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && damageStates.has(error.sqlState);
}

/** A database error without its query, parameters and quoted values; any other error as it is. */
export function toSafeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError) return error;
  const { code, constraint, table, column, severity } = error as Error & Record<string, unknown>;
  // PGlite's class is not exported; a SQLSTATE together with a severity is what tells it apart from other errors.
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || typeof severity !== 'string') return error;
  return new DatabaseError(code, {
    constraint: nameOrNull(constraint),
    table: nameOrNull(table),
    column: nameOrNull(column),
  });
}

function nameOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
