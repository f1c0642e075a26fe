import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Migration } from '../../shared/database/migration.ts';
import { openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { migrationsFolder } from '../host/prepared-fixture.ts';
import { answer, createStudent, startPractice, unwrap, wrongResponse } from '../host/study-driver.ts';
import { copyCluster } from '../sql/initialised-clusters.ts';
import { startChildHost } from './child-host.ts';
import { openTestHost, temporaryFolder } from './open-test-host.ts';

/** A folder in which somebody gave three wrong answers, made once and copied for each test that damages something. */
let practisedFolder: string;
const practisedCount = 3;
beforeAll(async () => {
  practisedFolder = await mkdtemp(join(tmpdir(), 'endstp-practised-'));
  const { host, close } = await openTestHost(practisedFolder);
  const student = await createStudent(host.calls);
  const session = await startPractice(host.calls, student.id, { questionCount: practisedCount });
  for (const position of session.questions.keys()) await answer(host.calls, session, position, wrongResponse);
  await close();
});
afterAll(() => rm(practisedFolder, { recursive: true, force: true }));

async function copyOfPractised(): Promise<string> {
  const dataFolder = join(await temporaryFolder(), 'data');
  await copyCluster(practisedFolder, dataFolder);
  return dataFolder;
}

async function storedAnswerCount(dataFolder: string): Promise<number> {
  const { host, close } = await openTestHost(dataFolder);
  const count = await countAnswers(host.calls);
  await close();
  return count;
}

async function countAnswers(calls: Awaited<ReturnType<typeof openTestHost>>['host']['calls']): Promise<number> {
  let count = 0;
  for (const { id } of unwrap(await calls.listProfiles())) {
    for (const topic of unwrap(await calls.listTopics({ studentId: id }))) count += topic.answeredCount;
  }
  return count;
}

it('opens the prepared directory at the first start and finds its rows at the next', async () => {
  const dataFolder = await temporaryFolder();
  const first = await openTestHost(dataFolder);
  expect(first.description).toMatchObject({ openedBy: 'prepared_directory', storage: 'disk', isPersistent: true });
  const student = await createStudent(first.host.calls);
  await first.close();
  // What a power cut leaves of PostgreSQL's own lock file bars nobody.
  await writeFile(join(dataFolder, 'study', 'pg18', 'postmaster.pid'), '');
  const second = await openTestHost(dataFolder);
  expect(second.description).toMatchObject({ openedBy: 'existing_directory', notices: [] });
  expect(unwrap(await second.host.calls.listProfiles())).toEqual([student]);
  await second.close();
});

it('makes a database with initdb when no prepared directory is at hand', async () => {
  const dataFolder = await temporaryFolder();
  const { description, host, close } = await openTestHost(dataFolder, { preparedFolder: null });
  expect(description.openedBy).toBe('initdb');
  const student = await createStudent(host.calls);
  await startPractice(host.calls, student.id);
  await close();
});

it('uses initdb rather than a prepared directory that is not what its manifest says', async () => {
  const dataFolder = await temporaryFolder();
  const preparedFolder = await temporaryFolder();
  await writeFile(join(preparedFolder, 'study-pg18.tar.gz'), 'half a downl');
  await writeFile(join(preparedFolder, 'study-pg18.json'), JSON.stringify({ postgresMajor: 18, archiveSha256: '00' }));
  const { description, close } = await openTestHost(dataFolder, { preparedFolder });
  expect(description.openedBy).toBe('initdb');
  await close();
});

it('starts again after a first start that was killed while unpacking', async () => {
  const dataFolder = await temporaryFolder();
  const half = join(dataFolder, 'study', 'pg18.new-1234', 'base');
  await mkdir(half, { recursive: true });
  await writeFile(join(half, '..', 'PG_VERSION'), '18\n');
  const { description, close } = await openTestHost(dataFolder);
  expect(description).toMatchObject({ openedBy: 'prepared_directory', notices: [] });
  await close();
  expect(await readdir(join(dataFolder, 'study'))).not.toContain('pg18.new-1234');
});

it('refuses a directory of another PostgreSQL major and leaves it as it is', async () => {
  const dataFolder = await temporaryFolder();
  const directory = join(dataFolder, 'study', 'pg18');
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'PG_VERSION'), '17\n');
  await expect(openTestHost(dataFolder)).rejects.toMatchObject({
    failure: {
      code: 'DATA_DIRECTORY_OTHER_POSTGRES_MAJOR',
      details: { path: directory, foundMajor: 17, neededMajor: 18 },
    },
  });
  expect(await readdir(directory)).toEqual(['PG_VERSION']);
});

it('never starts an empty database where one of an older major stands', async () => {
  const dataFolder = await temporaryFolder();
  await mkdir(join(dataFolder, 'study', 'pg17'), { recursive: true });
  await expect(openTestHost(dataFolder)).rejects.toMatchObject({
    failure: { code: 'DATA_DIRECTORY_OTHER_POSTGRES_MAJOR', details: { foundMajor: 17 } },
  });
  expect(await readdir(join(dataFolder, 'study'))).toEqual(['pg17']);
});

it('refuses a database that a newer release has migrated, and the newer release opens it again', async () => {
  const dataFolder = await temporaryFolder();
  const newerFolder = await temporaryFolder();
  await cp(migrationsFolder, newerFolder, { recursive: true });
  await writeFile(join(newerFolder, '900_from_the_future.sql'), 'CREATE TABLE IF NOT EXISTS from_the_future (id INT);');
  const newer = await openTestHost(dataFolder, { migrationsFolder: newerFolder });
  const student = await createStudent(newer.host.calls);
  await newer.close();
  await expect(openTestHost(dataFolder)).rejects.toMatchObject({
    failure: { code: 'DATA_DIRECTORY_NEWER_SCHEMA', details: { databaseVersion: '900' } },
  });
  const again = await openTestHost(dataFolder, { migrationsFolder: newerFolder });
  expect(unwrap(await again.host.calls.listProfiles())).toEqual([student]);
  await again.close();
});

it('says which path cannot be used when something else stands in its place', async () => {
  const dataFolder = await temporaryFolder();
  await writeFile(join(dataFolder, 'study'), 'a file');
  await expect(openTestHost(dataFolder)).rejects.toMatchObject({ failure: { code: 'DATA_DIRECTORY_UNREADABLE' } });
  expect(await readFile(join(dataFolder, 'study'), 'utf8')).toBe('a file');
});

// Root reads everything, so the process runs as another user; without root the folder cannot be taken from oneself.
it.runIf(process.getuid?.() === 0)('says that it may not read a folder of another user', async () => {
  const dataFolder = await copyOfPractised();
  const nobody = await startChildHost(dataFolder, 0, { uid: 65534, gid: 65534 });
  expect(await nobody.until((line) => line.kind === 'failed')).toMatchObject({
    error: { code: 'DATA_DIRECTORY_UNREADABLE' },
  });
});

it('restores the database from copy and journal when the machine itself stopped', async () => {
  const dataFolder = await temporaryFolder();
  const running = await openTestHost(dataFolder);
  const student = await createStudent(running.host.calls);
  const session = await startPractice(running.host.calls, student.id, { questionCount: 12 });
  for (const position of session.questions.keys()) await answer(running.host.calls, session, position, wrongResponse);
  // What a power cut leaves: files as they are while the host runs (unsynced ones may lose even more), and its lock.
  const cutFolder = await temporaryFolder();
  await cp(join(dataFolder, 'study'), join(cutFolder, 'study'), { recursive: true });
  await running.close();
  const lockPath = join(cutFolder, 'study', 'pg18.lock');
  const owner = JSON.parse(await readFile(lockPath, 'utf8'));
  await writeFile(lockPath, JSON.stringify({ ...owner, bootId: 'before the power cut' }));
  const { host, description, close } = await openTestHost(cutFolder);
  expect(description.notices).toMatchObject([
    { code: 'DATABASE_RESTORED', details: { cause: 'machine_ended', refusedCount: 0, factCount: 14 } },
  ]);
  expect(await countAnswers(host.calls)).toBe(12);
  const topics = unwrap(await host.calls.listTopics({ studentId: student.id }));
  expect(topics.find((topic) => topic.answeredCount > 0)?.trend).not.toBeNull();
  await close();
});

it.each([
  ['pg_control is empty', 'global/pg_control', 0],
  ['PG_VERSION is empty', 'PG_VERSION', 0],
] as const)('puts a damaged database aside and restores it when %s', async (_, file, lengthBytes) => {
  const dataFolder = await copyOfPractised();
  await truncate(join(dataFolder, 'study', 'pg18', file), lengthBytes);
  const { host, description, close } = await openTestHost(dataFolder);
  expect(description.notices).toMatchObject([{ code: 'DATABASE_RESTORED', details: { cause: 'damaged' } }]);
  expect(await countAnswers(host.calls)).toBe(practisedCount);
  await close();
  const [aside] = await readdir(join(dataFolder, 'study', 'aside'));
  expect(await readdir(join(dataFolder, 'study', 'aside', aside ?? ''))).toContain('base');
  expect(await storedAnswerCount(dataFolder)).toBe(practisedCount);
});

it('restores what became of a recommendation, though it is raised again under another id', async () => {
  const dataFolder = await temporaryFolder();
  const first = await openTestHost(dataFolder);
  const student = await createStudent(first.host.calls);
  const session = await startPractice(first.host.calls, student.id, { questionCount: 3 });
  for (const position of [0, 1, 2]) {
    await answer(first.host.calls, session, position, wrongResponse, { timeSpentSeconds: 2 });
  }
  const query = { studentId: student.id, isActiveOnly: true };
  const [raised] = unwrap(await first.host.calls.listRecommendations(query));
  const dismissedAt = new Date().toISOString();
  unwrap(await first.host.calls.dismissRecommendation({ recommendationId: raised?.id ?? '', dismissedAt }));
  await first.close();
  await rm(join(dataFolder, 'study', 'pg18'), { recursive: true });
  const { host, close } = await openTestHost(dataFolder);
  expect(unwrap(await host.calls.listRecommendations(query))).toEqual([]);
  const [dismissed] = unwrap(await host.calls.listRecommendations({ ...query, isActiveOnly: false }));
  expect(dismissed).toMatchObject({ type: 'PANIC_RUSH', isDismissed: true });
  expect(dismissed?.id).not.toBe(raised?.id);
  await close();
});

it('restores the database when its folder was deleted', async () => {
  const dataFolder = await copyOfPractised();
  await rm(join(dataFolder, 'study', 'pg18'), { recursive: true });
  const { host, description, close } = await openTestHost(dataFolder);
  expect(description.notices).toMatchObject([{ code: 'DATABASE_RESTORED', details: { cause: 'missing' } }]);
  expect(await countAnswers(host.calls)).toBe(practisedCount);
  await close();
});

it('restores the database when PostgreSQL starts but cannot read its catalogue', async () => {
  const dataFolder = await copyOfPractised();
  const dataDirectory = join(dataFolder, 'study', 'pg18');
  await truncate(join(dataDirectory, await filePathOf(dataDirectory, 'pg_proc')), 8192);
  const { host, description, close } = await openTestHost(dataFolder);
  expect(description.notices).toMatchObject([{ code: 'DATABASE_RESTORED', details: { cause: 'damaged' } }]);
  expect(await countAnswers(host.calls)).toBe(practisedCount);
  await close();
});

it('leaves a damaged database alone when there is nothing to restore it from', async () => {
  const dataFolder = await copyOfPractised();
  const directory = join(dataFolder, 'study', 'pg18');
  await truncate(join(directory, 'global', 'pg_control'), 0);
  await rm(join(dataFolder, 'study', 'facts'), { recursive: true });
  const before = await readdir(directory);
  await expect(openTestHost(dataFolder)).rejects.toMatchObject({
    failure: { code: 'DATABASE_DAMAGED', details: { path: directory } },
  });
  // PostgreSQL leaves its own lock behind when it gives up; everything else is as it was.
  expect((await readdir(directory)).filter((name) => name !== 'postmaster.pid')).toEqual(before);
});

it('restores the database when a table of facts cannot be read at the start', async () => {
  const dataFolder = await copyOfPractised();
  await overwriteTable(dataFolder, 'test_answers');
  const { host, description, close } = await openTestHost(dataFolder);
  expect(description.notices).toMatchObject([{ code: 'DATABASE_RESTORED', details: { cause: 'damaged' } }]);
  expect(await countAnswers(host.calls)).toBe(practisedCount);
  await close();
});

it('restores the database at the next start when a table turns out unreadable in use', async () => {
  const dataFolder = await copyOfPractised();
  await overwriteTable(dataFolder, 'topics');
  let diedCount = 0;
  const onDied = () => {
    diedCount += 1;
  };
  const ill = await openTestHost(dataFolder, { onDied });
  const [student] = unwrap(await ill.host.calls.listProfiles());
  const outcome = await ill.host.calls.listTopics({ studentId: student?.id ?? '' });
  expect(outcome).toEqual({ ok: false, error: { code: 'DATABASE_DAMAGED', details: { sqlState: 'XX001' } } });
  expect(diedCount).toBe(1);
  await ill.close();
  const { host, description, close } = await openTestHost(dataFolder);
  expect(description.notices).toMatchObject([{ code: 'DATABASE_RESTORED', details: { cause: 'damaged' } }]);
  expect(await countAnswers(host.calls)).toBe(practisedCount);
  await close();
});

it('writes facts that are in the journal but not in the database, once', async () => {
  const dataFolder = await copyOfPractised();
  // A copy of the journal from a run whose database then lost its end: the same facts beside a database without them.
  const laterFolder = await temporaryFolder();
  await mkdir(join(laterFolder, 'study'), { recursive: true });
  const empty = await openTestHost(laterFolder);
  await empty.close();
  await cp(join(dataFolder, 'study', 'facts'), join(laterFolder, 'study', 'facts'), { recursive: true });
  const first = await openTestHost(laterFolder);
  expect(first.description.notices).toEqual([{ code: 'FACTS_REPLAYED', details: { factCount: 5 } }]);
  expect(await countAnswers(first.host.calls)).toBe(practisedCount);
  await first.close();
  const second = await openTestHost(laterFolder);
  expect(second.description.notices).toEqual([]);
  expect(await countAnswers(second.host.calls)).toBe(practisedCount);
  await second.close();
});

it('migrates a directory that an earlier release prepared', async () => {
  const migrations: readonly Migration[] = await readMigrations(migrationsFolder);
  const dataFolder = await temporaryFolder();
  const olderFolder = await temporaryFolder();
  const [first] = migrations;
  if (first === undefined) throw new Error('no migrations');
  await cp(migrationsFolder, olderFolder, { recursive: true });
  await writeFile(join(olderFolder, `${first.version}_${first.name}.sql`), `${first.sql}\n-- an older wording\n`);
  const older = await openTestHost(dataFolder, { migrationsFolder: olderFolder });
  const student = await createStudent(older.host.calls);
  await older.close();
  const { host, description, close } = await openTestHost(dataFolder);
  expect(description.schemaVersion).toBe(migrations.at(-1)?.version);
  expect(unwrap(await host.calls.listProfiles())).toEqual([student]);
  await close();
});

/** Writes over a table's file, as a bad sector or another program would. */
async function overwriteTable(dataFolder: string, table: string): Promise<void> {
  const dataDirectory = join(dataFolder, 'study', 'pg18');
  const file = join(dataDirectory, await filePathOf(dataDirectory, table));
  await writeFile(file, new Uint8Array((await stat(file)).size).fill(0x5a));
}

/** Path of a table's file below the data directory. */
async function filePathOf(dataDir: string, table: string): Promise<string> {
  const { pglite, database } = await openStudyDatabase({
    storage: { dataDir },
    migrations: await readMigrations(migrationsFolder),
    preparedDirectory: null,
    hasDatabase: true,
    onDied: () => {},
  });
  const [row] = await database.query<{ path: string }>('SELECT pg_relation_filepath($1) AS path', [table]);
  await pglite.close();
  return row?.path ?? '';
}
