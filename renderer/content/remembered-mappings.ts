/** What a person said of the columns of a table, for the next table with the same ones. */
import { type CsvColumnRole, csvColumnRoles } from '../../shared/content/import/csv/csv-mapping.ts';

const storageKey = 'end-stp.table-columns';
/** Headers that are kept; the oldest goes first. */
const keptHeaders = 20;

interface RememberedHeader {
  readonly columns: readonly string[];
  readonly roles: readonly CsvColumnRole[];
}

export function rememberRoles(columns: readonly string[], roles: readonly CsvColumnRole[]): void {
  const others = readAll().filter((header) => !isSame(header.columns, columns));
  localStorage.setItem(storageKey, JSON.stringify([{ columns, roles }, ...others].slice(0, keptHeaders)));
}

/** Null for a header that nobody has mapped on this computer. */
export function recallRoles(columns: readonly string[]): readonly CsvColumnRole[] | null {
  return readAll().find((header) => isSame(header.columns, columns))?.roles ?? null;
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}

/** Anything that is not what this version writes counts as nothing. */
function readAll(): readonly RememberedHeader[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRemembered) : [];
  } catch {
    return []; // Not JSON: some other program, or another version, wrote it.
  }
}

function isRemembered(value: unknown): value is RememberedHeader {
  if (value === null || typeof value !== 'object' || !('columns' in value) || !('roles' in value)) return false;
  const { columns, roles } = value;
  const known: readonly unknown[] = csvColumnRoles;
  return (
    Array.isArray(columns) &&
    Array.isArray(roles) &&
    columns.length === roles.length &&
    columns.every((name) => typeof name === 'string') &&
    roles.every((role) => known.includes(role))
  );
}
