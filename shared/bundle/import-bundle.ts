/**
 * Takes a bundle in: `sync_push` from a file. What is there already stays as it is, what is newer wins, nothing is ever
 * wiped; the same file twice, or two files in any order, lead to the same rows.
 */
import { DatabaseError } from '../database/database-error.ts';
import type { SqlQueries } from '../database/study-database.ts';
import { ExpectedError } from '../errors/outcome.ts';
import { everyoneScope } from './bundle-format.ts';
import type { BundleReport } from './bundle-report.ts';
import { BundleScan, type FoundChange } from './bundle-scan.ts';

export interface ImportOptions {
  readonly passphrase: string | null;
  /** Whether packs, presets and types of the file are taken too: on a device that is restored, not on a class's server. */
  readonly takesContent: boolean;
  /** Whom the rows come from, as the log notes it: a random UUID, so that they are sent to every peer that lacks them. */
  readonly senderId: string;
  /** Runs one batch in one transaction, alone. */
  readonly write: <T>(work: (queries: SqlQueries) => Promise<T>) => Promise<T>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (readBytes: number) => void;
  /** Lets others through between batches. */
  readonly pause?: () => Promise<void>;
}

/** The limits of 008; JSONB takes up to twice the bytes of its text. */
const rowsAtOnce = 500;
const charactersAtOnce = 200_000;
/** Rows that wait for others further on in the file. */
const waitingCharacters = 64_000_000;

interface PushAnswer {
  readonly accepted: readonly string[];
  readonly known: readonly string[];
  readonly refused: readonly { table: string | null; id: string | null; code: string; detail?: string | null }[];
}

/**
 * Throws `ExpectedError` as `BundleScan.changes` does, and BUNDLE_CANCELLED: batches before it stay, and the file can be
 * taken in again from the beginning.
 */
export async function importBundle(source: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<BundleReport> {
  const { takesContent, signal, write } = options;
  const scan = new BundleScan();
  let newCount = 0;
  let knownCount = 0;
  let leftOutCount = 0;
  let waiting: FoundChange[] = [];
  let waitingLength = 0;
  let batch: FoundChange[] = [];
  let batchLength = 0;

  const refuse = (change: FoundChange, code: string, detail: string | null): void => {
    scan.refuse({ line: change.line, lastLine: change.line, code, table: change.name.table, detail });
  };
  /** One transaction; a batch that the database will not read at all is halved until the bad line stands alone. */
  async function push(changes: readonly FoundChange[], isLastTry: boolean): Promise<void> {
    if (changes.length === 0) return;
    let answer: PushAnswer;
    try {
      answer = await write((queries) => pushRows(queries, changes, options));
    } catch (error) {
      if (!(error instanceof DatabaseError) || !isOfTheRows(error)) throw error;
      const [only] = changes;
      if (changes.length === 1 && only !== undefined) return refuse(only, 'MALFORMED_CHANGE', error.sqlState);
      const half = Math.ceil(changes.length / 2);
      await push(changes.slice(0, half), isLastTry);
      return push(changes.slice(half), isLastTry);
    }
    newCount += answer.accepted.length;
    knownCount += answer.known.length;
    const byName = new Map<string, FoundChange[]>();
    for (const change of changes) {
      const key = `${change.name.table} ${change.name.id}`;
      byName.set(key, [...(byName.get(key) ?? []), change]);
    }
    for (const { table, id, code, detail } of answer.refused) {
      const change = byName.get(`${table} ${id}`)?.shift();
      if (change === undefined) continue;
      const mayWait = code === 'ROW_REFUSED' && !isLastTry && waitingLength < waitingCharacters;
      if (mayWait) {
        waiting.push(change);
        waitingLength += change.json.length;
      } else refuse(change, code, detail ?? null);
    }
  }
  async function pushBatch(): Promise<void> {
    if (signal?.aborted === true) throw new ExpectedError('BUNDLE_CANCELLED');
    await push(batch, false);
    batch = [];
    batchLength = 0;
    await options.pause?.();
  }

  try {
    for await (const change of scan.changes(counted(source, options.onProgress), options.passphrase)) {
      if (!takesContent && isOfEveryone(change)) {
        leftOutCount += 1;
        continue;
      }
      if (batch.length >= rowsAtOnce || (batch.length > 0 && batchLength + change.json.length > charactersAtOnce)) {
        await pushBatch();
      }
      batch.push(change);
      batchLength += change.json.length;
    }
    await pushBatch();
    await tryWaiting();
  } finally {
    await renewIdentity();
  }

  /** Rows whose parents came after them, until no further one gets in. */
  async function tryWaiting(): Promise<void> {
    for (let before = Number.POSITIVE_INFINITY; waiting.length > 0; ) {
      const isLastTry = waiting.length >= before;
      before = waiting.length;
      const tried = waiting;
      waiting = [];
      waitingLength = 0;
      for (const part of inParts(tried)) {
        if (signal?.aborted === true) throw new ExpectedError('BUNDLE_CANCELLED');
        await push(part, isLastTry);
        await options.pause?.();
      }
    }
  }
  /**
   * A replica that gets its own rows back has lost them: its peers must send it theirs anew, and those that it once sent
   * itself. Under its old name they would not.
   */
  async function renewIdentity(): Promise<void> {
    const { head } = scan;
    if (head === null || newCount === 0) return;
    await write((queries) =>
      queries.query('SELECT renew_sync_identity(true) FROM sync_replica WHERE replica_id = $1', [head.replica]),
    );
  }

  return {
    head: scan.head,
    ending: scan.ending,
    rowCount: scan.rowCount,
    newCount,
    knownCount,
    leftOutCount,
    refusedCount: scan.refusedCount,
    refused: scan.refused,
    counts: scan.counts,
  };
}

async function pushRows(
  queries: SqlQueries,
  changes: readonly FoundChange[],
  { senderId, takesContent }: ImportOptions,
): Promise<PushAnswer> {
  const [row] = await queries.query<{ answer: PushAnswer }>(
    'SELECT apply_sync_changes($1, $2::jsonb, $3, NULL, NULL) AS answer',
    [senderId, `[${changes.map(({ json }) => json).join(',')}]`, takesContent],
  );
  if (row === undefined) throw new Error('apply_sync_changes gave no answer');
  return row.answer;
}

/** Data exceptions, program limits (too large), and what 008 says of a push that is none. */
function isOfTheRows({ sqlState }: DatabaseError): boolean {
  return /^(22|54|PT4)/.test(sqlState);
}

const everyonesTables: ReadonlySet<string> = new Set([
  'topics',
  'mistake_types',
  'analysis_presets',
  'question_packs',
  'questions',
]);

function isOfEveryone({ name }: FoundChange): boolean {
  return everyonesTables.has(name.table) || (name.table === 'question_versions' && name.scope === everyoneScope);
}

function* inParts(changes: readonly FoundChange[]): Generator<readonly FoundChange[]> {
  let part: FoundChange[] = [];
  let length = 0;
  for (const change of changes) {
    if (part.length >= rowsAtOnce || (part.length > 0 && length + change.json.length > charactersAtOnce)) {
      yield part;
      part = [];
      length = 0;
    }
    part.push(change);
    length += change.json.length;
  }
  if (part.length > 0) yield part;
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  onProgress: ((readBytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  let readBytes = 0;
  for await (const chunk of source) {
    yield chunk;
    readBytes += chunk.length;
    onProgress?.(readBytes);
  }
}
