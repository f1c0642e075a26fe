import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyDatabase } from '../../shared/node/database-copies.ts';
import { closeDiskDatabase, openDiskDatabase } from '../../shared/node/disk-database.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';
import { answer, createStudent, startPractice, unwrap, wrongResponse } from '../host/study-driver.ts';
import { copyCluster } from '../sql/initialised-clusters.ts';
import { openTestHost, temporaryFolder } from './open-test-host.ts';

/** Answers of one more session. */
async function practise(dataFolder: string): Promise<void> {
  const { host, close } = await openTestHost(dataFolder);
  const student = await createStudent(host.calls);
  const session = await startPractice(host.calls, student.id, { questionCount: 2 });
  for (const position of session.questions.keys()) await answer(host.calls, session, position, wrongResponse);
  await close();
}

async function copy(dataFolder: string): Promise<void> {
  const disk = await openDiskDatabase({
    dataFolder,
    preparedFolder: await preparedFolder(),
    migrations: await readMigrations(migrationsFolder),
    nowMs: Date.now,
    onDied: () => {},
  });
  await copyDatabase(disk.opened.pglite, disk.journal, disk.directory);
  await closeDiskDatabase(disk, (work) => work());
}

async function studentCount(dataFolder: string): Promise<{ count: number; notices: unknown }> {
  const { host, description, close } = await openTestHost(dataFolder);
  const count = unwrap(await host.calls.listProfiles()).length;
  await close();
  return { count, notices: description.notices };
}

/** A folder in which three students practised one after the other, with a copy made after each. */
let copiedFolder: string;
beforeAll(async () => {
  copiedFolder = await mkdtemp(join(tmpdir(), 'endstp-copied-'));
  for (let round = 0; round < 3; round += 1) {
    await practise(copiedFolder);
    await copy(copiedFolder);
  }
});
afterAll(() => rm(copiedFolder, { recursive: true, force: true }));

async function folderWithCopies(): Promise<string> {
  const dataFolder = join(await temporaryFolder(), 'data');
  await copyCluster(copiedFolder, dataFolder);
  return dataFolder;
}

it('drops the journal behind the copy before the last, and restores from copy and journal together', async () => {
  const dataFolder = await folderWithCopies();
  await practise(dataFolder);
  const study = join(dataFolder, 'study');
  const copies = (await readdir(join(study, 'copies'))).sort();
  const segments = (await readdir(join(study, 'facts'))).sort();
  expect(copies).toHaveLength(2);
  expect(segments[0]?.slice(0, 8)).toBe(copies[0]?.slice(0, 8));

  await rm(join(study, 'pg18'), { recursive: true });
  expect(await studentCount(dataFolder)).toMatchObject({
    count: 4,
    notices: [{ code: 'DATABASE_RESTORED', details: { cause: 'missing', refusedCount: 0 } }],
  });
});

it('falls back to the older copy when the newest is broken', async () => {
  const dataFolder = await folderWithCopies();
  const study = join(dataFolder, 'study');
  const newest = (await readdir(join(study, 'copies'))).sort().at(-1) ?? '';
  await truncate(join(study, 'copies', newest), 100_000);
  await truncate(join(study, 'pg18', 'global', 'pg_control'), 0);
  expect(await studentCount(dataFolder)).toMatchObject({ count: 3, notices: [{ code: 'DATABASE_RESTORED' }] });
});

it('copies the database at once when a pack was imported, which no fact holds', async () => {
  const dataFolder = await temporaryFolder();
  const { host, close } = await openTestHost(dataFolder);
  const entry = { question: '2 + 2 = ?', options: ['A)3', 'B)4'], rationale: '2 + 2 = 4', correct: 'B' };
  const report = unwrap(
    await host.calls.importPack({
      importId: 'import-1',
      fileName: 'sums.json',
      bytes: new TextEncoder().encode(`${JSON.stringify(entry)}\n{"question":"no options"}\n`),
    }),
  );
  expect(report).toMatchObject({ importedCount: 1, unchangedCount: 0, refusedCount: 1 });
  await close();
  const study = join(dataFolder, 'study');
  expect(await readdir(join(study, 'copies'))).toHaveLength(1);
  await rm(join(study, 'pg18'), { recursive: true });
  const again = await openTestHost(dataFolder);
  const packs = unwrap(await again.host.calls.listPacks());
  expect(packs.map((pack) => pack.packUid)).toContain(report.pack.packUid);
  await again.close();
});

it('leaves no half-written copy behind that could be taken for a whole one', async () => {
  const dataFolder = await temporaryFolder();
  await practise(dataFolder);
  const study = join(dataFolder, 'study');
  await mkdir(join(study, 'copies'), { recursive: true });
  await writeFile(
    join(study, 'copies', '00000009.tar.gz.unfinished'),
    await readFile(join(study, 'pg18', 'PG_VERSION')),
  );
  await rm(join(study, 'pg18'), { recursive: true });
  expect(await studentCount(dataFolder)).toMatchObject({ count: 1, notices: [{ code: 'DATABASE_RESTORED' }] });
});
