/**
 * One process at a time may open a data directory: two of them lose rows silently. The lock is a file beside the
 * directory that names its owner; an owner that is no longer there is taken over from.
 *
 *     free -> held (created with O_EXCL) -> free (removed by its owner)
 *                    owner gone -> taken over -> held
 */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { ExpectedError } from '../errors/outcome.ts';
import { bootIdentity, processStartMark } from './process-identity.ts';
import { syncFolderNow } from './sync-folder.ts';

interface LockOwner {
  readonly token: string;
  readonly pid: number;
  /** Tells a process from a later one with the same pid; null where the platform does not say. */
  readonly startMark: string | null;
  readonly host: string;
  readonly bootId: string;
}

export interface DataDirectoryLock {
  /**
   * What was found: `clean` when the last owner let go (or there was none), `process_ended` when it died and the
   * machine went on, `machine_ended` when the machine itself stopped under it (power cut, crash): unsynced writes may
   * be gone.
   */
  readonly lastEnd: 'clean' | 'process_ended' | 'machine_ended';
  /** Lets go; the directory was closed properly. */
  release(): void;
}

/** Throws `ExpectedError` DATA_DIRECTORY_IN_USE with the owner's pid and host. */
export function lockDataDirectory(lockPath: string): DataDirectoryLock {
  const me: LockOwner = {
    token: randomUUID(),
    pid: process.pid,
    startMark: processStartMark(process.pid),
    host: hostname(),
    bootId: bootIdentity(),
  };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createLockFile(lockPath, me)) return heldLock(lockPath, me, 'clean');
    const owner = readOwner(lockPath);
    if (owner === 'gone') continue;
    if (owner !== null && isAlive(owner)) {
      throw new ExpectedError('DATA_DIRECTORY_IN_USE', { pid: owner.pid, host: owner.host, lockPath });
    }
    if (takeOver(lockPath, me)) {
      const machineEnded = owner === null || owner.bootId !== me.bootId;
      return heldLock(lockPath, me, machineEnded ? 'machine_ended' : 'process_ended');
    }
  }
  throw new ExpectedError('DATA_DIRECTORY_IN_USE', { pid: 0, host: '', lockPath });
}

function heldLock(lockPath: string, me: LockOwner, lastEnd: DataDirectoryLock['lastEnd']): DataDirectoryLock {
  return {
    lastEnd,
    release() {
      const owner = readOwner(lockPath);
      if (owner !== null && owner !== 'gone' && owner.token === me.token) unlinkSync(lockPath);
    },
  };
}

function createLockFile(lockPath: string, owner: LockOwner): boolean {
  try {
    const file = openSync(lockPath, 'wx', 0o600);
    writeSync(file, JSON.stringify(owner));
    fsyncSync(file);
    closeSync(file);
    syncFolderNow(dirname(lockPath));
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Replaces a dead owner's lock. Two processes may find it dead at once: each moves the dead file away under a name of
 * its own, and only one of the moves finds it.
 */
function takeOver(lockPath: string, me: LockOwner): boolean {
  const deadPath = `${lockPath}.${me.token}`;
  try {
    renameSync(lockPath, deadPath);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
  const moved = readOwner(deadPath);
  if (moved !== null && moved !== 'gone' && isAlive(moved)) {
    // Between looking and moving somebody else took over, and this is their lock: give it back, unless a third one
    // has locked meanwhile.
    createLockFile(lockPath, moved);
    unlinkSync(deadPath);
    return false;
  }
  unlinkSync(deadPath);
  return createLockFile(lockPath, me);
}

/** Null for a file that names nobody: its writer died between creating and filling it, or the disk lost it. */
function readOwner(path: string): LockOwner | 'gone' | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'gone';
    throw error;
  }
  try {
    const owner = JSON.parse(text) as Partial<LockOwner>;
    return typeof owner.pid === 'number' && typeof owner.token === 'string' && typeof owner.host === 'string'
      ? {
          token: owner.token,
          pid: owner.pid,
          startMark: owner.startMark ?? null,
          host: owner.host,
          bootId: owner.bootId ?? '',
        }
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isAlive(owner: LockOwner): boolean {
  // On another machine (a shared network folder) nobody can look: believe it, its owner says how to get rid of it.
  if (owner.host !== hostname()) return true;
  if (owner.bootId !== bootIdentity()) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
    if (!hasCode(error, 'EPERM')) throw error;
  }
  const startMark = processStartMark(owner.pid);
  return owner.startMark === null || startMark === null || startMark === owner.startMark;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
