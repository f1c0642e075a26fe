/** What a bundle costs: 100,000 rows written to a file, checked without a database, and taken into an empty replica. */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inspectBundle } from '../shared/bundle/bundle-scan.ts';
import { exportBundle } from '../shared/bundle/export-bundle.ts';
import { importBundle } from '../shared/bundle/import-bundle.ts';
import { queriesOf } from '../shared/bundle/session-queries.ts';
import { migrateAll, pglite, postgres18, type TestDatabaseKind } from '../tests/sql/test-databases.ts';
import type { BenchTable } from './bench-table.ts';

const rowCount = 100_000;
const studentCount = 40;

export async function runBundleBench(): Promise<BenchTable> {
  const folder = await mkdtemp(join(tmpdir(), 'end-stp-bench-bundle-'));
  const rows: (readonly (string | number | null)[])[] = [];
  try {
    for (const kind of [postgres18, pglite]) rows.push(...(await measure(kind, join(folder, 'bundle.ndjson.gz'))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return {
    title: 'Bundles',
    conditions:
      `${rowCount.toLocaleString('en')} mistakes of ${studentCount} students in 10 topics, one run each. Memory: the most that this process held ` +
      'beyond what it held before (with PGlite also the database itself).',
    columns: ['engine', 'what', 'rows', 'seconds', 'rows/s', 'file MB', 'memory MB'],
    rows,
  };
}

async function measure(
  kind: TestDatabaseKind,
  path: string,
): Promise<readonly (readonly (string | number | null)[])[]> {
  const from = await kind.open();
  await migrateAll(from.session);
  await from.session.query(
    `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, question_id, time_spent_seconds, occurred_at)
     SELECT gen_random_uuid(), md5((place % $2)::text)::uuid, 'TR.MAT.ALG.00' || place % 10, 'CALCULATION_ERROR', md5('q-' || place)::uuid,
       round((random() * 90)::numeric, 1), timestamptz '2025-01-01Z' + place * interval '1 minute'
     FROM generate_series(1, $1::int) AS place`,
    [rowCount, studentCount],
  );
  const written = await watched(() =>
    pipeline(
      Readable.from(
        exportBundle(queriesOf(from.session), {
          studentId: null,
          passphrase: null,
          createdAt: new Date().toISOString(),
          schemaVersion: null,
          readerId: randomUUID(),
        }),
      ),
      createWriteStream(path),
    ),
  );
  await from.close();
  const megabytes = (await stat(path)).size / 1_000_000;
  const inspected = await watched(() => inspectBundle(createReadStream(path), null));
  const to = await kind.open();
  await migrateAll(to.session);
  const taken = await watched(() =>
    importBundle(createReadStream(path), {
      passphrase: null,
      takesContent: true,
      senderId: randomUUID(),
      write: (work) => to.session.transaction((inner) => work(queriesOf(inner))),
    }),
  );
  await to.close();
  const count = inspected.value.rowCount;
  if (taken.value.newCount !== count) throw new Error(`${taken.value.newCount} of ${count} rows arrived`);
  const row = (what: string, { seconds, memory }: { seconds: number; memory: number }) =>
    [kind.label, what, count, seconds, Math.round(count / seconds), megabytes, memory] as const;
  return [row('export', written), row('inspect', inspected), row('import', taken)];
}

/** Seconds, and the most memory above the beginning's, in MB; looked at 20 times a second. */
async function watched<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number; memory: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  const startMs = performance.now();
  try {
    const value = await work();
    return { value, seconds: (performance.now() - startMs) / 1000, memory: (most - before) / 1_000_000 };
  } finally {
    clearInterval(timer);
  }
}
