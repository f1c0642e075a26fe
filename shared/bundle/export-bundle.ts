/** Writes the rows of a replica into a bundle, read through the same log and the same function as an exchange. */
import type { SqlQueries } from '../database/study-database.ts';
import { ExpectedError } from '../errors/outcome.ts';
import { encrypt } from './age-stream.ts';
import { type BundleHead, bundleFormatVersion, everyoneScope, LineSeal, writeLine } from './bundle-format.ts';
import { writeMember } from './gzip-members.ts';

export interface ExportOptions {
  /** One student's rows, with the question versions that their answers point to; null: all there is. The sample student is in no log. */
  readonly studentId: string | null;
  readonly passphrase: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly schemaVersion: string | null;
  /** A reader that no peer is: rows of every origin are read. A random UUID. */
  readonly readerId: string;
  readonly signal?: AbortSignal;
  /** After each page; counts are of entries of the log, so the end comes a little early. */
  readonly onProgress?: (doneCount: number, totalCount: number) => void;
}

export interface ExportReport {
  readonly rowCount: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface PageRow {
  positions: Readonly<Record<string, number>>;
  has_more: boolean;
  changes: readonly string[];
  tables: readonly string[];
}

/**
 * Gives the bytes of the file and, when they are through, says what is in it. Others go on writing meanwhile: rows come
 * in the order of the log, so whatever a row needs is there before it.
 *
 * Throws `ExpectedError` NOT_FOUND (no such student), BUNDLE_CANCELLED.
 */
export async function* exportBundle(
  queries: SqlQueries,
  options: ExportOptions,
): AsyncGenerator<Uint8Array, ExportReport, undefined> {
  const report = { rowCount: 0, counts: {} as Record<string, number> };
  const plain = writeMembers(queries, options, report);
  yield* options.passphrase === null ? plain : encrypt(plain, options.passphrase);
  return report;
}

async function* writeMembers(
  queries: SqlQueries,
  options: ExportOptions,
  report: { rowCount: number; counts: Record<string, number> },
): AsyncGenerator<Uint8Array, void, undefined> {
  const { studentId, signal } = options;
  const counters = await queries.query<{ scope: string; seq: string }>(
    'SELECT scope, seq::text FROM sync_counters WHERE $1::uuid IS NULL OR scope = $1 ORDER BY scope',
    [studentId],
  );
  const scopes = counters.map(({ scope }) => scope).filter((scope) => scope !== everyoneScope);
  if (studentId !== null && scopes.length === 0) throw new ExpectedError('NOT_FOUND', { what: 'student' });
  const totalCount = counters.reduce((sum, { seq }) => sum + Number(seq), 0);
  const seal = new LineSeal();
  let lineNumber = 1;
  const encoder = new TextEncoder();
  const head = await readHeadOf(queries, options);
  const headLine = await writeLine(lineNumber, 'head', JSON.stringify(head));
  await seal.add(headLine.digest);
  yield writeMember(encoder.encode(headLine.text));

  let positions: Readonly<Record<string, number>> = {};
  for (;;) {
    if (signal?.aborted === true) throw new ExpectedError('BUNDLE_CANCELLED');
    const [page] = await queries.query<PageRow>(pageStatement, [
      options.readerId,
      JSON.stringify(positions),
      scopes,
      studentId === null,
    ]);
    if (page === undefined) throw new Error('read_sync_page gave no page');
    positions = { ...positions, ...page.positions };
    // The checks of a page at once: a digest is short work behind a long wait.
    const firstLine = lineNumber + 1;
    const lines = await Promise.all(
      page.changes.map((change, index) => writeLine(firstLine + index, 'change', change)),
    );
    lineNumber += lines.length;
    for (const { digest } of lines) await seal.add(digest);
    for (const table of page.tables) report.counts[table] = (report.counts[table] ?? 0) + 1;
    report.rowCount += lines.length;
    const text = lines.map((one) => one.text).join('');
    if (text !== '') yield writeMember(encoder.encode(text));
    const doneCount = Object.values(positions).reduce((sum, seq) => sum + seq, 0);
    options.onProgress?.(Math.min(doneCount, totalCount), totalCount);
    if (!page.has_more) break;
  }
  const end = { rowCount: report.rowCount, counts: report.counts, sha256: await seal.finish() };
  yield writeMember(encoder.encode((await writeLine(lineNumber + 1, 'end', JSON.stringify(end))).text));
}

/** The text of each change as PostgreSQL wrote it: no number passes through a double. */
const pageStatement = `
  WITH page AS MATERIALIZED (SELECT read_sync_page($1, $2::jsonb, 500, $3::uuid[], $4) AS value),
  entry AS MATERIALIZED (
    SELECT change.value, change.place FROM page, json_array_elements(page.value -> 'changes') WITH ORDINALITY AS change (value, place))
  SELECT page.value -> 'positions' AS positions, (page.value ->> 'has_more')::boolean AS has_more,
    ARRAY(SELECT entry.value::text FROM entry ORDER BY entry.place) AS changes,
    ARRAY(SELECT entry.value ->> 'table' FROM entry ORDER BY entry.place) AS tables
  FROM page`;

async function readHeadOf(queries: SqlQueries, { createdAt, schemaVersion, studentId }: ExportOptions) {
  const [own] = await queries.query<{ replica: string; version: string }>(
    `SELECT replica_id AS replica, current_setting('server_version') AS version FROM sync_identity()`,
  );
  if (own === undefined) throw new Error('sync_identity gave no identity');
  const head: BundleHead = {
    kind: 'end_stp_bundle',
    formatVersion: bundleFormatVersion,
    createdAt,
    schemaVersion,
    postgresVersion: own.version,
    replica: own.replica,
    scopes: studentId === null ? null : [studentId],
  };
  return head;
}
