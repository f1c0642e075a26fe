/**
 * What the trigger chain of 006 and 007 costs: an insert into `student_mistakes` against an insert into a bare copy of
 * it, with the same columns, checks and indexes and no triggers. Bare, quiet, reflex and test inserts take turns, so that
 * a busy machine slows all of them alike. Batches come as a device records them and as a push brings them, of one
 * student in one topic and of many in several.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { percentile } from '../commands/percentile.ts';
import { pgliteSession } from '../shared/database/pglite-session.ts';
import type { SqlSession } from '../shared/database/sql-session.ts';
import { initdbParameters, startParameters } from '../shared/database/start-parameters.ts';
import { migrateAll, postgres18 } from '../tests/sql/test-databases.ts';
import type { BenchTable } from './bench-table.ts';

/** Without the log of changes (008), which `sync` measures. */
const chainVersions = ['001', '002', '003', '004', '005', '006', '007'] as const;
const historySizes = [0, 1_000, 100_000] as const;
const insertCount = 700;
/** Plans are cached and pages warm after this many. */
const warmUpCount = 100;
const batchCount = 12;
const batchSize = 500;
const topicUid = 'TR.MAT.ALG.001';
const startMs = Date.UTC(2020, 0, 1);

/** Two codes of one severity and an even pace are judged `stable`; two seconds raise PANIC_RUSH every time. */
const codes = ['CALCULATION_ERROR', 'SIGN_ERROR'] as const;
const quietSeconds = 40;
const reflexSeconds = 2;

/** How many students, each in how many topics, a batch is spread over. */
interface Spread {
  readonly students: number;
  readonly topics: number;
}
const one: Spread = { students: 1, topics: 1 };
const many: Spread = { students: 25, topics: 4 };
const manyScopes = `${many.students} students, ${many.topics} topics`;

type BatchKind = 'bare' | 'quiet' | 'pushed' | 'bareMany' | 'many' | 'pushedMany';

interface Engine {
  readonly label: string;
  readonly session: SqlSession;
  readonly close: () => Promise<void>;
}

export async function runChainBench(): Promise<BenchTable> {
  const rows: (readonly (string | number | null)[])[] = [];
  for (const open of [openMemory, openDisk, openServer]) {
    const engine = await open();
    try {
      await migrateAll(engine.session, chainVersions);
      await engine.session.exec('CREATE TABLE bare_mistakes (LIKE student_mistakes INCLUDING ALL)');
      for (const historySize of historySizes) {
        rows.push(...(await measureHistory(engine, historySize)));
      }
    } finally {
      await engine.close();
    }
  }
  return {
    title: 'Trigger chain: recording a mistake against a bare insert',
    conditions:
      `Milliseconds; ${insertCount - warmUpCount} single inserts of each kind in turn, and ${batchCount} batches of ${batchSize}. ` +
      'Aim on PGlite: median at most 3 x bare and below 1 ms, p99 below 5 ms, 100,000 against 0 at most 1.2 x.',
    columns: ['engine', 'history', 'insert', 'bare p50', 'p50', 'p95', 'p99', 'x bare', 'x history 0'],
    rows: withHistoryRatio(rows),
  };
}

async function measureHistory(
  { label, session }: Engine,
  historySize: number,
): Promise<readonly (readonly (string | number | null)[])[]> {
  const quiet = new Recorder(session, 'student_mistakes', quietSeconds);
  const reflex = new Recorder(session, 'student_mistakes', reflexSeconds);
  const inTest = new Recorder(session, 'student_mistakes', quietSeconds);
  const bare = new Recorder(session, 'bare_mistakes', quietSeconds);
  await inTest.beginTest();
  for (const recorder of [bare, quiet, reflex, inTest]) {
    await recorder.fill(historySize);
  }
  const times = { bare: [] as number[], quiet: [] as number[], reflex: [] as number[], inTest: [] as number[] };
  for (let turn = 0; turn < insertCount; turn += 1) {
    times.bare.push(await bare.insert());
    times.quiet.push(await quiet.insert());
    times.reflex.push(await reflex.insert());
    times.inTest.push(await inTest.insert());
  }
  const batches = { bare: [], quiet: [], pushed: [], bareMany: [], many: [], pushedMany: [] } satisfies Record<
    string,
    number[]
  > as Record<BatchKind, number[]>;
  for (let turn = 0; turn < batchCount; turn += 1) {
    batches.bare.push(await bare.insertBatch(batchSize));
    batches.quiet.push(await quiet.insertBatch(batchSize));
    batches.pushed.push(await quiet.insertPushedBatch(batchSize));
    batches.bareMany.push(await bare.insertBatch(batchSize, many));
    batches.many.push(await quiet.insertBatch(batchSize, many));
    batches.pushedMany.push(await quiet.insertPushedBatch(batchSize, many));
  }
  const counted = (values: readonly number[]) => values.slice(warmUpCount);
  return [
    summarise([label, historySize, 'one'], counted(times.bare), counted(times.quiet)),
    summarise([label, historySize, 'one with a reflex'], counted(times.bare), counted(times.reflex)),
    summarise([label, historySize, 'one in a test with a norm'], counted(times.bare), counted(times.inTest)),
    summarise([label, historySize, `${batchSize} at once`], batches.bare.slice(2), batches.quiet.slice(2)),
    summarise([label, historySize, `${batchSize} pushed`], batches.bare.slice(2), batches.pushed.slice(2)),
    summarise([label, historySize, `${batchSize} of ${manyScopes}`], batches.bareMany.slice(2), batches.many.slice(2)),
    summarise(
      [label, historySize, `${batchSize} of ${manyScopes}, pushed`],
      batches.bareMany.slice(2),
      batches.pushedMany.slice(2),
    ),
  ];
}

/** Records mistakes of one student in one topic, each a minute after the one before. */
class Recorder {
  private readonly studentId = randomUUID();
  private count = 0;
  private testAnswerId: string | null = null;

  constructor(
    private readonly session: SqlSession,
    private readonly table: 'student_mistakes' | 'bare_mistakes',
    private readonly seconds: number,
  ) {}

  /** From now on every mistake points to an answer of a test that allows a minute a question, as those of the app do. */
  async beginTest(): Promise<void> {
    const [recordId, answerId] = [randomUUID(), randomUUID()];
    await this.session.query(
      `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at)
       VALUES ($1, $2, 'practice', 60, now())`,
      [recordId, this.studentId],
    );
    await this.session.query(
      `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
         position, response, outcome, answered_at) VALUES ($1, $2, $3, $1, $1, $4, 0, '{}', 'wrong', now())`,
      [answerId, recordId, this.studentId, topicUid],
    );
    this.testAnswerId = answerId;
  }

  async insert(): Promise<number> {
    this.count += 1;
    const values = [
      randomUUID(),
      this.studentId,
      topicUid,
      codes[this.count % 2],
      this.seconds,
      new Date(startMs + this.count * 60_000).toISOString(),
      this.testAnswerId,
    ];
    const startedMs = performance.now();
    await this.session.query(singleInsert[this.table], values);
    return performance.now() - startedMs;
  }

  async insertBatch(size: number, spread: Spread = one): Promise<number> {
    const startedMs = performance.now();
    await this.session.query(batchInsert[this.table], this.batchValues(this.count + 1, size, spread));
    this.count += size;
    return performance.now() - startedMs;
  }

  /** As a push brings it; beginning and ending the transaction are not counted. */
  async insertPushedBatch(size: number, spread: Spread = one): Promise<number> {
    return this.session.transaction(async (inner) => {
      await inner.exec(`SET LOCAL endstp.replicating = 'on'`);
      const startedMs = performance.now();
      await inner.query(batchInsert[this.table], this.batchValues(this.count + 1, size, spread));
      this.count += size;
      return performance.now() - startedMs;
    });
  }

  private batchValues(first: number, size: number, { students, topics }: Spread): readonly unknown[] {
    return [
      this.studentId,
      topicUid,
      [...codes],
      this.seconds,
      new Date(startMs).toISOString(),
      first,
      first + size - 1,
      students,
      topics,
    ];
  }

  /** As if it had come by sync: no reflex for each of it. */
  async fill(size: number): Promise<void> {
    if (size === 0) {
      return;
    }
    await this.session.transaction(async (inner) => {
      await inner.exec(`SET LOCAL endstp.replicating = 'on'`);
      await inner.query(batchInsert[this.table], this.batchValues(1, size, one));
    });
    this.count = size;
  }
}

const singleInsert = {
  student_mistakes: `INSERT INTO student_mistakes
    (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at, test_answer_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
  bare_mistakes: `INSERT INTO bare_mistakes
    (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at, test_answer_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
} as const;
const batchInsert = {
  student_mistakes: `INSERT INTO student_mistakes
    (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
    SELECT gen_random_uuid(), CASE WHEN $8::int = 1 THEN $1::uuid
      ELSE overlay($1::text PLACING lpad((n % $8::int)::text, 4, '0') FROM 10 FOR 4)::uuid END,
      CASE WHEN $9::int = 1 THEN $2::text ELSE $2::text || (n % $9::int) END, ($3::text[])[n % 2 + 1], $4::numeric, $5::timestamptz + n * interval '1 minute'
    FROM generate_series($6::int, $7::int) AS n`,
  bare_mistakes: `INSERT INTO bare_mistakes
    (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
    SELECT gen_random_uuid(), CASE WHEN $8::int = 1 THEN $1::uuid
      ELSE overlay($1::text PLACING lpad((n % $8::int)::text, 4, '0') FROM 10 FOR 4)::uuid END,
      CASE WHEN $9::int = 1 THEN $2::text ELSE $2::text || (n % $9::int) END, ($3::text[])[n % 2 + 1], $4::numeric, $5::timestamptz + n * interval '1 minute'
    FROM generate_series($6::int, $7::int) AS n`,
} as const;

function summarise(
  head: readonly (string | number)[],
  bare: readonly number[],
  chain: readonly number[],
): readonly (string | number | null)[] {
  const bareMedian = percentile(bare, 50);
  const median = percentile(chain, 50);
  return [...head, bareMedian, median, percentile(chain, 95), percentile(chain, 99), median / bareMedian];
}

/** Adds how the ratio of a row compares with that of the same row without history: noise of the machine cancels out. */
function withHistoryRatio(rows: readonly (readonly (string | number | null)[])[]): BenchTable['rows'] {
  return rows.map((row) => {
    const [engine, , insert, , , , , ratio] = row;
    const first = rows.find((other) => other[0] === engine && other[1] === 0 && other[2] === insert)?.[7];
    return [...row, typeof ratio === 'number' && typeof first === 'number' ? ratio / first : null];
  });
}

async function openMemory(): Promise<Engine> {
  const database = await PGlite.create({ startParams: [...startParameters], initDbStartParams: [...initdbParameters] });
  return { label: 'PGlite memory', session: pgliteSession(database), close: () => database.close() };
}

async function openDisk(): Promise<Engine> {
  const directory = await mkdtemp(join(tmpdir(), 'endstp-bench-'));
  const database = await PGlite.create({
    dataDir: join(directory, 'data'),
    startParams: [...startParameters],
    initDbStartParams: [...initdbParameters],
  });
  return {
    label: 'PGlite disk',
    session: pgliteSession(database),
    close: async () => {
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function openServer(): Promise<Engine> {
  const { session, close } = await postgres18.open();
  return { label: 'PostgreSQL 18', session, close };
}
