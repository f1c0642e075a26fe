import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withBuildLock } from '../../commands/build-lock.ts';

let folder = '';
let lockFile = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'end-stp-lock-'));
  lockFile = join(folder, 'deep', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the lock of the build', () => {
  it('lets one builder in at a time', async () => {
    let insideCount = 0;
    let mostInside = 0;
    const build = (): Promise<void> =>
      withBuildLock(lockFile, async () => {
        insideCount += 1;
        mostInside = Math.max(mostInside, insideCount);
        await sleep(50);
        insideCount -= 1;
      });
    await Promise.all([build(), build(), build()]);
    expect(mostInside).toBe(1);
    expect(existsSync(lockFile)).toBe(false);
  });

  it('is given back when the build fails', async () => {
    await expect(withBuildLock(lockFile, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(lockFile)).toBe(false);
  });

  it('is taken over from a process that died', async () => {
    await withBuildLock(lockFile, async () => {});
    const dead = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(lockFile, String(dead.pid));
    expect(await withBuildLock(lockFile, async () => 'built')).toBe('built');
  });
});
