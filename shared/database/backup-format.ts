/**
 * A backup file: gzip over lines of JSON.
 *
 *     {"kind":"end_stp_backup","formatVersion":1,"createdAt":...,"schemaVersion":...,"postgresVersion":...}
 *     {"table":"students","row":{...}}            one line a row, tables in the order in which they can be restored
 *     {"kind":"end","counts":{"students":3,...},"sha256":"..."}     of every byte before this line
 *
 * Rows are PostgreSQL's own `to_jsonb`, and are never parsed on the way: a NUMERIC keeps each of its digits. First line
 * and last line together are the manifest; a file without its last line was cut short.
 */
import { z } from 'zod';
import type { Outcome } from '../errors/outcome.ts';
import { failure, success } from '../errors/outcome.ts';
import { type ModuleTable, moduleTables } from './module-tables.ts';

export const backupFormatVersion = 1;

const headSchema = z.object({
  kind: z.literal('end_stp_backup'),
  formatVersion: z.number().int().min(1),
  createdAt: z.string(),
  /** Newest module in the journal; null where modules were pasted by hand. */
  schemaVersion: z.string().nullable(),
  postgresVersion: z.string(),
});
export type BackupHead = z.output<typeof headSchema>;

const endSchema = z.object({
  kind: z.literal('end'),
  counts: z.record(z.string(), z.number().int().min(0)),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackupEnd = z.output<typeof endSchema>;

export interface BackupRow {
  readonly table: ModuleTable;
  /** The row as PostgreSQL wrote it. */
  readonly rowJson: string;
}

export function writeRowLine({ table, rowJson }: BackupRow): string {
  return `{"table":"${table}","row":${rowJson}}`;
}

const rowPattern = /^\{"table":"([a-z_]+)","row":(\{.*\})\}$/s;

/** Null when the line is no row, or one of a table that this release does not know. */
export function readRowLine(line: string): BackupRow | null {
  const [, name = '', rowJson = ''] = rowPattern.exec(line) ?? [];
  const table = moduleTables.find((candidate) => candidate === name);
  return table === undefined ? null : { table, rowJson };
}

/** Failures: BACKUP_UNREADABLE, BACKUP_FORMAT_NEWER. */
export function readHeadLine(line: string): Outcome<BackupHead> {
  const head = headSchema.safeParse(parseJson(line));
  if (!head.success) return failure('BACKUP_UNREADABLE', { problem: 'it is not a backup of End.STP', line: 1 });
  if (head.data.formatVersion > backupFormatVersion) {
    return failure('BACKUP_FORMAT_NEWER', {
      found: `format ${head.data.formatVersion}`,
      known: `format ${backupFormatVersion}`,
    });
  }
  return success(head.data);
}

/** Null when the line is not a last line. */
export function readEndLine(line: string): BackupEnd | null {
  const end = endSchema.safeParse(parseJson(line));
  return end.success ? end.data : null;
}

/** Undefined for a text that is no JSON, which no schema accepts. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
