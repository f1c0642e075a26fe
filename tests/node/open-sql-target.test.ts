import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { openSqlTarget } from '../../shared/node/open-sql-target.ts';
import { nameOfTarget, parseTargetAddress, secretsOf } from '../../shared/node/sql-target-address.ts';
import { runDb } from '../commands/run-db.ts';
import { answer, createStudent, startPractice, unwrap, wrongResponse } from '../host/study-driver.ts';
import { copyCluster } from '../sql/initialised-clusters.ts';
import { repositoryRoot } from '../sql/test-databases.ts';
import { openTestHost, temporaryFolder } from './open-test-host.ts';

type Name = 'Elif' | 'Deniz';
/** Folders in which the app was, each with a student who made mistakes in one topic, and a backup of the first. */
let made: string;
let backupOfElif: string;
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'endstp-app-folders-'));
  for (const name of ['Elif', 'Deniz'] satisfies Name[]) {
    const { host, close } = await openTestHost(join(made, name));
    const student = await createStudent(host.calls, name);
    const session = await startPractice(host.calls, student.id);
    for (const position of [0, 1, 2])
      await answer(host.calls, session, position, wrongResponse, { timeSpentSeconds: 2 });
    await close();
  }
  backupOfElif = join(made, 'backup.gz');
  const backup = await runDb(['backup', '--data-dir', join(made, 'Elif'), '--file', backupOfElif]);
  expect(backup.exitCode).toBe(0);
});
afterAll(() => rm(made, { recursive: true, force: true }));

async function folderOfApp(name: Name = 'Elif'): Promise<string> {
  const folder = join(await temporaryFolder(), 'data');
  await copyCluster(join(made, name), folder);
  return folder;
}

async function inTarget(
  path: string,
  work: (session: SqlSession) => Promise<unknown>,
  isWritten = false,
): Promise<void> {
  const target = await openSqlTarget({ kind: 'directory', path }, { mayCreate: false });
  try {
    if (isWritten) target.markWritten('changed');
    await work(target.session);
  } finally {
    await target.close();
  }
}

describe("the app's data folder, opened by a tool", () => {
  test('is refused while the app has it open, and the app while the tool has', async () => {
    const folder = await folderOfApp();
    const { close } = await openTestHost(folder);
    const inUse = { failure: { code: 'DATA_DIRECTORY_IN_USE', details: { pid: process.pid } } };
    await expect(openSqlTarget({ kind: 'directory', path: folder }, { mayCreate: false })).rejects.toMatchObject(inUse);
    await close();
    await inTarget(join(folder, 'study', 'pg18'), async () => {
      await expect(openTestHost(folder)).rejects.toMatchObject(inUse);
    });
  });

  test('opens with the empty lock file that a cut left; when it is damaged, the reason of PostgreSQL is told', async () => {
    const folder = await folderOfApp();
    const dataDirectory = join(folder, 'study', 'pg18');
    await writeFile(join(dataDirectory, 'postmaster.pid'), '');
    await inTarget(dataDirectory, async (session) => {
      const { rows } = await session.query('SELECT count(*)::int AS answers FROM test_answers');
      expect(rows).toEqual([{ answers: 3 }]);
    });
    await truncate(join(dataDirectory, 'global', 'pg_control'), 0);
    const refused = await runDb(['health', '--data-dir', folder]);
    expect(refused.err).toMatch(/cannot be trusted.*\((?:FATAL|PANIC): .*pg_control/);
    const { description, close } = await openTestHost(folder);
    expect(description.notices).toMatchObject([
      { code: 'DATABASE_RESTORED', details: { cause: 'damaged', reason: expect.stringContaining('pg_control') } },
    ]);
    await close();
  });

  test('is examined and repaired by the app after damage done to its schema', async () => {
    const folder = await folderOfApp();
    await inTarget(
      folder,
      (session) =>
        session.exec(`ALTER TABLE student_mistakes DISABLE TRIGGER trg_update_mistake_patterns;
          UPDATE student_mistake_patterns SET dominant_mistake_count = 99`),
      true,
    );
    const { host, close } = await openTestHost(folder);
    const changed: unknown[] = [];
    host.onNotice('tablesChanged', (notice) => changed.push(notice));
    const sick = unwrap(await host.calls.readHealth());
    expect(sick.isHealthy).toBe(false);
    expect(sick.findings.map(({ code }) => code)).toEqual(['TRIGGER_DISABLED']);
    expect(sick.chain).toBe(null);
    expect(changed).toEqual([]);
    const repaired = unwrap(await host.calls.repairDatabase());
    expect(repaired.steps.map(({ code }) => code)).toEqual(['TRIGGER_DISABLED', 'DERIVED_ROWS_STALE']);
    expect(repaired.health.findings.filter(({ code }) => code !== 'MACHINE_SLOW')).toEqual([]);
    expect(changed).toMatchObject([{ studentId: null }]);
    expect(unwrap(await host.calls.readHealth()).isHealthy).toBe(true);
    await close();
  });

  test('holds the rows of a restored backup and none from before, also when its journal is replayed', async () => {
    const second = await folderOfApp('Deniz');
    expect((await runDb(['restore', backupOfElif, '--data-dir', second])).exitCode).toBe(2);
    expect((await runDb(['restore', backupOfElif, '--yes', '--data-dir', second])).exitCode).toBe(0);
    for (const round of [1, 2]) {
      // In the second round the machine has stopped under the app: it goes back to its newest copy and its journal.
      if (round === 2) await leaveLockOfStoppedMachine(second);
      const { host, description, close } = await openTestHost(second);
      expect(unwrap(await host.calls.listProfiles()).map(({ displayName }) => displayName)).toEqual(['Elif']);
      expect(description.notices.map(({ code }) => code)).toEqual(round === 2 ? ['DATABASE_RESTORED'] : []);
      await close();
    }
  });

  test('holds what it held before when a restore is killed at its beginning or its end, and takes the next one', async () => {
    const folder = await folderOfApp('Deniz');
    for (const moment of ['Restoring ', 'restored the backup of']) {
      await killAt(moment, ['restore', backupOfElif, '--yes', '--data-dir', folder]);
      const refused = await runDb(['health', '--data-dir', folder]);
      expect(refused.err).toContain('Start the app once');
      await expectOnly('Deniz');
    }
    expect((await runDb(['restore', backupOfElif, '--yes', '--data-dir', folder])).exitCode).toBe(0);
    await expectOnly('Elif');

    async function expectOnly(name: Name): Promise<void> {
      const { host, close } = await openTestHost(folder);
      expect(unwrap(await host.calls.listProfiles()).map(({ displayName }) => displayName)).toEqual([name]);
      const { findings } = unwrap(await host.calls.readHealth());
      expect(findings.filter(({ code }) => code !== 'MACHINE_SLOW')).toEqual([]);
      await close();
      await inTarget(folder, async (session) => {
        const { rows } = await session.query(
          `SELECT (SELECT count(*)::int FROM test_answers) AS answers, (SELECT count(*)::int FROM student_mistakes) AS mistakes`,
        );
        expect(rows).toEqual([{ answers: 3, mistakes: 3 }]);
      });
    }
  });

  test('is left to the app after the machine stopped under it, with the evidence in place', async () => {
    const folder = await folderOfApp();
    await leaveLockOfStoppedMachine(folder);
    const run = await runDb(['health', '--data-dir', folder]);
    expect(run.exitCode).toBe(2);
    expect(run.err).toContain('Start the app once');
    expect((await runDb(['repair', '--data-dir', join(folder, 'study', 'pg18')])).exitCode).toBe(2);
    const { host, description, close } = await openTestHost(folder);
    expect(description.notices).toMatchObject([{ code: 'DATABASE_RESTORED', details: { cause: 'damaged' } }]);
    expect(unwrap(await host.calls.listProfiles())).toHaveLength(1);
    await close();
    expect((await runDb(['health', '--data-dir', folder])).exitCode).toBe(0);
  });

  test('goes through a rollback and comes back whole with the next start of the app', async () => {
    const folder = await folderOfApp();
    expect((await runDb(['rollback', '007', '--yes', '--data-dir', folder])).exitCode).toBe(0);
    const { host, close } = await openTestHost(folder);
    expect(unwrap(await host.calls.readHealth()).isHealthy).toBe(true);
    expect(unwrap(await host.calls.listProfiles())).toHaveLength(1);
    await close();
  });
});

/** Runs the tool in a process of its own and kills that when it prints `words`: what it had yet to do is never done. */
async function killAt(words: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'commands/db.ts', ...args], {
    cwd: repositoryRoot,
  });
  let printed = '';
  const read = (piece: Buffer) => {
    printed += piece.toString();
    if (printed.includes(words)) child.kill('SIGKILL');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const [, signal] = await once(child, 'exit');
  expect(signal, printed).toBe('SIGKILL');
}

async function leaveLockOfStoppedMachine(folder: string): Promise<void> {
  const owner = { token: 't', pid: 1, startMark: null, host: hostname(), bootId: 'an earlier boot' };
  await writeFile(join(folder, 'study', 'pg18.lock'), JSON.stringify(owner));
}

describe('a directory of its own', () => {
  test('becomes a database only where the tool may make one, and is whole or not there', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'below', 'db');
    await expect(openSqlTarget({ kind: 'directory', path }, { mayCreate: false })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
    expect(existsSync(path)).toBe(false);
    const target = await openSqlTarget({ kind: 'directory', path }, { mayCreate: true });
    expect(await readFile(join(path, 'PG_VERSION'), 'utf8')).toBe('18\n');
    await target.close();
    expect(await readdir(join(folder, 'below'))).toEqual(['db']);
  });

  test('is not taken over when it holds something else', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'letter.txt'), 'dear');
    await expect(openSqlTarget({ kind: 'directory', path: folder }, { mayCreate: true })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
    expect(await readdir(folder)).toEqual(['letter.txt']);
  });
});

test.each([
  ['postgres://u:p%C3%A4ss@h:5432/d?x=1', 'h:5432/d', ['p%C3%A4ss', 'päss']],
  ['postgresql://h/d?password=abcd', 'h/d', ['abcd']],
  ['postgres://u:a:b@c@h:1:2/d', 'the given URL', ['a:b@c']],
  ['postgres://u:12/34@h/d', 'the given URL', ['12/34']],
  ['postgres://u:12?34@h/d', 'the given URL', ['12?34']],
  ['postgres:///d', 'local server/d', []],
])('the address %s is named %s, and its secrets are known', (text, name, secrets) => {
  const address = parseTargetAddress(text);
  expect(nameOfTarget(address)).toBe(name);
  expect([...secretsOf(address)].sort()).toEqual([...secrets].sort());
});
