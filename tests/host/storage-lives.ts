/**
 * The lives of a browser's database: opened, practised in, examined, check-pointed and ended, over a recorded file
 * system. What a cut after any of its steps leaves can then be opened and held against what had been accepted by then.
 */
import { randomUUID } from 'node:crypto';
import { MemfsFrontendFS } from '@electric-sql/pglite/memfs-frontend';
import { ConcurrentOpfsBackend } from '../../renderer/host-worker/opfs-backend.ts';
import type { Migration } from '../../shared/database/migration.ts';
import {
  closeStudyDatabase,
  type OpenedDatabase,
  openStudyDatabase,
} from '../../shared/database/open-study-database.ts';
import { refreshStatistics } from '../../shared/database/refresh-statistics.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';
import {
  createRecordedOpfs,
  perform,
  type RecordedOpfs,
  type StorageState,
  type StorageStep,
} from './recorded-opfs.ts';

const dataDirectory = 'study/pg18';
const studentId = randomUUID();

export interface RecordedLives {
  readonly initial: StorageState;
  readonly steps: readonly StorageStep[];
  /** How many mistakes had been accepted after so many steps. */
  acceptedAfter(stepCount: number): number;
}

/** Opens what `state` holds. Throws as `openStudyDatabase`. */
export async function openStorage(opfs: RecordedOpfs, hasDatabase: boolean): Promise<OpenedDatabase> {
  Object.defineProperty(globalThis, 'navigator', {
    value: { storage: { getDirectory: async () => opfs.root } },
    configurable: true,
  });
  const archive = hasDatabase ? null : await readPreparedDirectory(await preparedFolder());
  return openStudyDatabase({
    storage: { fs: new MemfsFrontendFS(new ConcurrentOpfsBackend(dataDirectory)) },
    migrations: await migrationsOnce(),
    preparedDirectory: archive === null ? null : new Blob([archive]),
    hasDatabase,
    onDied: () => {},
  });
}

let migrations: Promise<readonly Migration[]> | null = null;
function migrationsOnce(): Promise<readonly Migration[]> {
  migrations ??= readMigrations(migrationsFolder);
  return migrations;
}

/** `seed` settles how concurrent writes interleave; `mistakeCount` how much is written between check-points. */
export async function recordLives(seed: number, mistakeCount: number): Promise<RecordedLives> {
  const making = createRecordedOpfs(seed);
  await openStorage(making, false);
  making.kill();
  const initial = making.state();

  const steps: StorageStep[] = [];
  const accepted: { readonly stepCount: number; readonly count: number }[] = [];
  let state: StorageState = initial;
  let count = 0;
  const live = async (lifeNumber: number, work: (opened: OpenedDatabase, practise: Practise) => Promise<void>) => {
    const opfs = createRecordedOpfs(seed * 100 + lifeNumber, state);
    const opened = await openStorage(opfs, true);
    await work(opened, async (number) => {
      await insertMistakes(opened, number);
      count += number;
      accepted.push({ stepCount: steps.length + opfs.steps.length, count });
    });
    opfs.kill();
    steps.push(...opfs.steps);
    state = opfs.state();
  };

  await live(1, async ({ care, pglite }, practise) => {
    await practise(1);
    await practise(mistakeCount);
    await care.examine();
    await practise(2);
    await pglite.exec('SELECT compact_sync_log()');
    await refreshStatistics(pglite);
    await pglite.exec('CHECKPOINT');
    await practise(1);
    await care.examine();
    await pglite.exec('VACUUM (ANALYZE)');
    await practise(mistakeCount);
  });
  await live(2, async ({ care, pglite }, practise) => {
    await practise(1);
    await care.repair();
    await practise(1);
    await closeStudyDatabase(pglite);
  });
  await live(3, async (_, practise) => practise(1));
  return {
    initial,
    steps,
    acceptedAfter: (stepCount) => accepted.findLast((mark) => mark.stepCount <= stepCount)?.count ?? 0,
  };
}

type Practise = (number: number) => Promise<void>;

async function insertMistakes({ database }: OpenedDatabase, number: number): Promise<void> {
  await database.transaction((queries) =>
    queries.query(
      `INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
       SELECT $1, 'TR.MAT.ALG.001', 'CALCULATION_ERROR', 5, clock_timestamp() FROM generate_series(1, $2::int)`,
      [studentId, number],
    ),
  );
}

export async function countMistakes({ database }: OpenedDatabase): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM student_mistakes WHERE student_id = $1',
    [studentId],
  );
  return row?.count ?? 0;
}

/**
 * What is in the storage when it all ends after `stepCount` steps. With `tornAt` only that many bytes of the last one's
 * data got there; with `lost` the disk had not taken these steps (by number) yet.
 */
export function cutAfter(
  { initial, steps }: RecordedLives,
  stepCount: number,
  { tornAt, lost }: { readonly tornAt?: number; readonly lost?: ReadonlySet<number> } = {},
): StorageState {
  const files = new Map(initial);
  for (const [index, step] of steps.slice(0, stepCount).entries()) {
    if (lost?.has(index)) continue;
    const isTorn = tornAt !== undefined && index === stepCount - 1 && step.kind === 'write';
    perform(files, isTorn ? { ...step, data: step.data.subarray(0, tornAt) } : step);
  }
  return files;
}
