/**
 * What sync costs inside the database, without a network: 10,000 mistakes of one student pushed in batches of 500 and
 * pulled again, against the floor: the same rows, one multi-row INSERT a batch, into a bare copy of the table without
 * triggers. And what the log adds to recording one mistake on a device.
 */
import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { percentile } from '../commands/percentile.ts';
import { pgliteSession } from '../shared/database/pglite-session.ts';
import type { SqlSession } from '../shared/database/sql-session.ts';
import { initdbParameters, startParameters } from '../shared/database/start-parameters.ts';
import { migrateAll, postgres18 } from '../tests/sql/test-databases.ts';
import type { BenchTable } from './bench-table.ts';

const rowCount = 10_000;
const batchSize = 500;
const topicCount = 10;
const singleCount = 600;
/** Plans are cached and pages warm after this many. */
const warmUpCount = 100;
const startMs = Date.UTC(2025, 0, 1);

interface Engine {
  readonly label: string;
  readonly session: SqlSession;
  readonly close: () => Promise<void>;
}

interface MistakeRow {
  readonly id: string;
  readonly student_id: string;
  readonly global_topic_uid: string;
  readonly mistake_code: string;
  readonly question_id: string;
  readonly time_spent_seconds: string;
  readonly occurred_at: string;
  readonly created_at: string;
}

export async function runSyncSqlBench(): Promise<BenchTable> {
  const rows: (readonly (string | number | null)[])[] = [];
  for (const open of [openMemory, openServer]) {
    const engine = await open();
    try {
      await migrateAll(engine.session);
      await engine.session.exec('CREATE TABLE bare_mistakes (LIKE student_mistakes INCLUDING ALL)');
      rows.push(...(await measureExchange(engine)), await measureSingles(engine));
    } finally {
      await engine.close();
    }
  }
  return {
    title: 'Sync inside the database',
    conditions:
      `${rowCount.toLocaleString('en')} mistakes of one student in ${topicCount} topics, ${batchSize} at a time, with analysis; medians of 3 rounds. ` +
      `One mistake: milliseconds, median of ${singleCount - warmUpCount}, against the same with the trigger of the log switched off. Aim on PostgreSQL: 0.25 of the floor.`,
    columns: ['engine', 'what', 'floor', 'measured', 'ratio'],
    rows,
  };
}

async function measureExchange({ label, session }: Engine): Promise<(readonly (string | number)[])[]> {
  const floors: number[] = [];
  const pushes: number[] = [];
  const pulls: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const batches = makeBatches();
    floors.push(await rowsPerSecond(batches, (batch) => insertBare(session, batch)));
    pushes.push(await rowsPerSecond(batches, (batch) => push(session, batch)));
    pulls.push(await pullAll(session, batches[0]?.[0]?.student_id ?? ''));
  }
  const median = (values: readonly number[]) => Math.round(percentile(values.slice(1), 50));
  return (
    [
      ['sync_push, rows/s', pushes],
      ['sync_pull, rows/s', pulls],
    ] as const
  ).map(([what, values]) => [label, what, median(floors), median(values), median(values) / median(floors)]);
}

function makeBatches(): readonly (readonly MistakeRow[])[] {
  const studentId = randomUUID();
  const codes = ['CALCULATION_ERROR', 'SIGN_ERROR', 'CONCEPT_ERROR', 'MISREAD_QUESTION'];
  const all = Array.from({ length: rowCount }, (_, index): MistakeRow => {
    const at = new Date(startMs + index * 60_000).toISOString();
    return {
      id: randomUUID(),
      student_id: studentId,
      global_topic_uid: `TR.MAT.ALG.0${10 + (index % topicCount)}`,
      mistake_code: codes[(index * 7) % codes.length] ?? 'GUESS',
      question_id: randomUUID(),
      time_spent_seconds: String(20 + (index % 50)),
      occurred_at: at,
      created_at: at,
    };
  });
  return Array.from({ length: rowCount / batchSize }, (_, index) =>
    all.slice(index * batchSize, (index + 1) * batchSize),
  );
}

async function rowsPerSecond(
  batches: readonly (readonly MistakeRow[])[],
  work: (batch: readonly MistakeRow[]) => Promise<void>,
): Promise<number> {
  const startedMs = performance.now();
  for (const batch of batches) await work(batch);
  return (rowCount / (performance.now() - startedMs)) * 1000;
}

async function insertBare(session: SqlSession, batch: readonly MistakeRow[]): Promise<void> {
  const places = batch.map(
    (_, row) => `(${Array.from({ length: 8 }, (_unused, column) => `$${row * 8 + column + 1}`)})`,
  );
  await session.query(
    `INSERT INTO bare_mistakes (id, student_id, global_topic_uid, mistake_code, question_id, time_spent_seconds,
       occurred_at, created_at) VALUES ${places}`,
    batch.flatMap((row) => Object.values(row)),
  );
}

async function push(session: SqlSession, batch: readonly MistakeRow[]): Promise<void> {
  const changes = batch.map((row) => ({ scope: row.student_id, table: 'student_mistakes', id: row.id, row }));
  const { rows } = await session.query<{ count: number }>(
    `SELECT jsonb_array_length(sync_push($1, $2::jsonb) -> 'accepted') AS count`,
    [deviceId, JSON.stringify(changes)],
  );
  if (rows[0]?.count !== batch.length) throw new Error('a row was refused');
}

const deviceId = randomUUID();

async function pullAll(session: SqlSession, studentId: string): Promise<number> {
  const { rows: counters } = await session.query<{ positions: Record<string, number> }>(
    `SELECT coalesce(jsonb_object_agg(scope, seq), '{}') AS positions FROM sync_counters WHERE scope <> $1`,
    [studentId],
  );
  let positions = counters[0]?.positions ?? {};
  let count = 0;
  const startedMs = performance.now();
  for (let hasMore = true; hasMore; ) {
    const { rows } = await session.query<{
      page: { changes: unknown[]; positions: Record<string, number>; has_more: boolean };
    }>('SELECT sync_pull($1, $2::jsonb, 500) AS page', [randomUUID(), JSON.stringify(positions)]);
    const page = rows[0]?.page;
    if (page === undefined) throw new Error('no page came');
    count += page.changes.length;
    positions = { ...positions, ...page.positions };
    hasMore = page.has_more;
  }
  if (count !== rowCount) throw new Error(`${count} rows came`);
  return (count / (performance.now() - startedMs)) * 1000;
}

/** Inserts take turns with and without the log, so that a busy machine slows both alike. */
async function measureSingles({ label, session }: Engine): Promise<readonly (string | number)[]> {
  const times = { on: [] as number[], off: [] as number[] };
  const students = { on: randomUUID(), off: randomUUID() };
  for (let turn = 0; turn < singleCount; turn += 1) {
    for (const state of ['off', 'on'] as const) {
      // The trigger's own switch: its condition is evaluated either way.
      await session.query(`SELECT set_config('endstp.sync_applying', $1, false)`, [state === 'off' ? 'on' : '']);
      const values = [randomUUID(), students[state], new Date(startMs + turn * 60_000).toISOString()];
      const startedMs = performance.now();
      await session.query(
        `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
         VALUES ($1, $2, 'TR.MAT.ALG.001', 'SIGN_ERROR', 40, $3)`,
        values,
      );
      times[state].push(performance.now() - startedMs);
    }
  }
  await session.query(`SELECT set_config('endstp.sync_applying', '', false)`);
  const median = (values: readonly number[]) => percentile(values.slice(warmUpCount), 50);
  return [label, 'one mistake, ms', median(times.off), median(times.on), median(times.on) / median(times.off)];
}

async function openMemory(): Promise<Engine> {
  const database = await PGlite.create({ startParams: [...startParameters], initDbStartParams: [...initdbParameters] });
  return { label: 'PGlite memory', session: pgliteSession(database), close: () => database.close() };
}

async function openServer(): Promise<Engine> {
  const { session, close } = await postgres18.open();
  return { label: 'PostgreSQL 18', session, close };
}
