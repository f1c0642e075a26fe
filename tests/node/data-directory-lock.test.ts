import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockDataDirectory } from '../../shared/node/data-directory-lock.ts';
import { bootIdentity, processStartMark } from '../../shared/node/process-identity.ts';
import { startChildHost } from './child-host.ts';
import { openTestHost, temporaryFolder } from './open-test-host.ts';

it('refuses a second process with the pid of the first', async () => {
  const dataFolder = await temporaryFolder();
  const first = await startChildHost(dataFolder);
  await first.until((line) => line.kind === 'done');
  await expect(openTestHost(dataFolder)).rejects.toMatchObject({
    failure: { code: 'DATA_DIRECTORY_IN_USE', details: { pid: first.process.pid } },
  });
  await first.stop();
  const second = await openTestHost(dataFolder);
  expect(second.description).toMatchObject({ openedBy: 'existing_directory', notices: [] });
  await second.close();
});

it('refuses a second opening in the same process', async () => {
  const dataFolder = await temporaryFolder();
  const first = await openTestHost(dataFolder);
  await expect(openTestHost(dataFolder)).rejects.toMatchObject({
    failure: { code: 'DATA_DIRECTORY_IN_USE', details: { pid: process.pid } },
  });
  await first.close();
});

it('takes over from a process that was killed, and knows that the machine went on', async () => {
  const dataFolder = await temporaryFolder();
  const child = await startChildHost(dataFolder);
  await child.until((line) => line.kind === 'done');
  await child.kill();
  const lock = lockDataDirectory(join(dataFolder, 'study', 'pg18.lock'));
  expect(lock.lastEnd).toBe('process_ended');
  lock.release();
});

it('takes over from a process whose pid now belongs to another one', async () => {
  const lockPath = join(await temporaryFolder(), 'pg18.lock');
  lockDataDirectory(lockPath);
  const owner = JSON.parse(await readFile(lockPath, 'utf8'));
  expect(owner).toMatchObject({ pid: process.pid, startMark: processStartMark(process.pid) });
  await writeFile(lockPath, JSON.stringify({ ...owner, startMark: `${owner.startMark}0` }));
  expect(lockDataDirectory(lockPath).lastEnd).toBe('process_ended');
});

it('tells a machine that stopped from a process that ended', async () => {
  const lockPath = join(await temporaryFolder(), 'pg18.lock');
  lockDataDirectory(lockPath);
  const owner = JSON.parse(await readFile(lockPath, 'utf8'));
  expect(owner.bootId).toBe(bootIdentity());
  await writeFile(lockPath, JSON.stringify({ ...owner, bootId: 'an earlier start' }));
  expect(lockDataDirectory(lockPath).lastEnd).toBe('machine_ended');
});

it('believes a lock of another machine, whose processes it cannot see', async () => {
  const lockPath = join(await temporaryFolder(), 'pg18.lock');
  lockDataDirectory(lockPath);
  const owner = JSON.parse(await readFile(lockPath, 'utf8'));
  await writeFile(lockPath, JSON.stringify({ ...owner, host: 'room-12', bootId: 'other' }));
  expect(() => lockDataDirectory(lockPath)).toThrow(/DATA_DIRECTORY_IN_USE.*room-12/);
});

it('takes over from an empty lock file, which a power cut leaves behind', async () => {
  const lockPath = join(await temporaryFolder(), 'pg18.lock');
  await writeFile(lockPath, '');
  expect(lockDataDirectory(lockPath).lastEnd).toBe('machine_ended');
});

it('releases only its own lock', async () => {
  const lockPath = join(await temporaryFolder(), 'pg18.lock');
  const first = lockDataDirectory(lockPath);
  const owner = JSON.parse(await readFile(lockPath, 'utf8'));
  await writeFile(lockPath, JSON.stringify({ ...owner, token: 'somebody else' }));
  first.release();
  expect(JSON.parse(await readFile(lockPath, 'utf8')).token).toBe('somebody else');
});
