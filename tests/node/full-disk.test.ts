/** On a real file system of a few megabytes. Mounting one takes root on Linux; elsewhere the reserve alone is tested. */
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DatabaseDiedError } from '../../shared/database/database-guard.ts';
import { openStudyDatabase } from '../../shared/database/open-study-database.ts';
import { watchFreeSpace } from '../../shared/node/free-space.ts';
import { readPreparedDirectory } from '../../shared/node/prepared-directory.ts';
import { readMigrations } from '../../shared/node/read-migrations.ts';
import { migrationsFolder, preparedFolder } from '../host/prepared-fixture.ts';
import { answer, createStudent, startPractice, submission, unwrap, wrongResponse } from '../host/study-driver.ts';
import { openTestHost, temporaryFolder } from './open-test-host.ts';

const mebibyte = 1024 * 1024;
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

function tryMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function smallDisk(megabytes: number): Promise<string> {
  const folder = await temporaryFolder();
  const disk = join(folder, 'disk');
  await mkdir(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk]);
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', disk]);
  });
  return disk;
}

async function leaveFree(disk: string, megabytes: number): Promise<string> {
  const filler = join(disk, 'filler');
  const { statfs } = await import('node:fs/promises');
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, new Uint8Array(Math.max(0, bavail * bsize - megabytes * mebibyte)));
  return filler;
}

describe.runIf(canMount)('on a disk of its own', () => {
  it('refuses a first start without room, and leaves nothing behind that looks like a database', async () => {
    const disk = await smallDisk(40);
    await expect(openTestHost(disk)).rejects.toMatchObject({
      failure: { code: 'STORAGE_FULL', details: { neededMegabytes: 96 } },
    });
    const host = await openTestHost(await temporaryFolder());
    await host.close();
  });

  it('refuses answers while the disk is nearly full, and takes them again when there is room', async () => {
    const disk = await smallDisk(160);
    const { host, close } = await openTestHost(disk);
    const student = await createStudent(host.calls);
    const session = await startPractice(host.calls, student.id);
    await answer(host.calls, session, 0, wrongResponse);
    const filler = await leaveFree(disk, 4);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const sent = submission(session, 1, wrongResponse);
    const refused = await host.calls.recordAnswer(sent);
    expect(refused).toMatchObject({ ok: false, error: { code: 'STORAGE_FULL', details: { freeMegabytes: 4 } } });
    // What is stored can still be read.
    expect(unwrap(await host.calls.getSession({ testRecordId: session.testRecordId })).answered).toHaveLength(1);
    await rm(filler);
    expect(unwrap(await host.calls.recordAnswer(sent)).wasAlreadyRecorded).toBe(false);
    await close();
  });

  it('refuses a pack that would not fit, before it writes any of it', async () => {
    const disk = await smallDisk(160);
    const { host, close } = await openTestHost(disk);
    await leaveFree(disk, 30);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const bytes = new TextEncoder().encode(
      `{"question":"2 + 2 = ?","options":["A)3","B)4"],"correct":"B"}\n`.repeat(30_000),
    );
    const refused = await host.calls.importPack({ importId: 'big', fileName: 'big.jsonl', bytes });
    expect(refused).toMatchObject({ ok: false, error: { code: 'STORAGE_FULL' } });
    expect(unwrap(await host.calls.listPacks())).toHaveLength(1);
    await close();
  });

  it('fails instead of hanging when PostgreSQL meets the end of the disk, and keeps every committed row', async () => {
    const disk = await smallDisk(64);
    const prepared = await readPreparedDirectory(await preparedFolder());
    const request = {
      storage: { dataDir: join(disk, 'pg18') },
      migrations: await readMigrations(migrationsFolder),
      preparedDirectory: prepared === null ? null : new Blob([prepared]),
    };
    let deaths = 0;
    const onDied = () => {
      deaths += 1;
    };
    const first = await openStudyDatabase({ ...request, hasDatabase: false, onDied });
    // Not compressed: what is equal would hardly fill anything.
    await first.database.query('CREATE TABLE filling (place INT, filler TEXT STORAGE EXTERNAL)');
    let committedCount = 0;
    const fill = async () => {
      for (;;) {
        await first.database.query(
          `INSERT INTO filling SELECT $1, repeat(md5(random()::text), 4000) FROM generate_series(1, 10)`,
          [committedCount],
        );
        committedCount += 1;
      }
    };
    const failure = await fill().catch((error: unknown) => error);
    // A full disk is an ordinary error as long as it hits a table, and deadly when it hits the write-ahead log.
    const next = await first.database.query('SELECT 1').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    if (failure instanceof DatabaseDiedError) {
      expect(failure.isDiskFull).toBe(true);
      expect(next).toBeInstanceOf(DatabaseDiedError);
      expect(deaths).toBe(1);
    }
    await Promise.allSettled([first.pglite.close()]);

    execFileSync('mount', ['-o', 'remount,size=160m', disk]);
    const second = await openStudyDatabase({ ...request, hasDatabase: true, onDied });
    const [stored] = await second.database.query<{ batch_count: number }>(
      'SELECT count(DISTINCT place)::int AS batch_count FROM filling',
    );
    expect(committedCount).toBeGreaterThan(0);
    expect(stored?.batch_count).toBe(committedCount);
    await second.pglite.close();
  });
});

it('says how much is free and how much is needed', async () => {
  const folder = await temporaryFolder();
  const watch = watchFreeSpace(folder);
  watch.assertFree();
  expect(() => watch.assertFree(2 ** 60)).toThrow(/STORAGE_FULL.*"neededMegabytes":1099511627776/);
});
