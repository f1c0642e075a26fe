import { statfsSync } from 'node:fs';
import { ExpectedError } from '../errors/outcome.ts';

const mebibyte = 1024 * 1024;
/**
 * Room for the prepared directory (15 MB), a checkpoint's write-ahead log (up to 16 MB) and a copy of it all. Below it
 * a first start is refused before anything is written.
 */
export const firstStartBytes = 96 * mebibyte;
/**
 * Below this nothing is written any more. PostgreSQL must never meet the end of the disk: it dies of it. One write
 * takes kilobytes, a checkpoint at most what is already in the log (16 MB).
 */
export const reserveBytes = 24 * mebibyte;
/** A full disk comes over minutes, and one look costs a system call (on a network drive, a round trip). */
const lookEveryMs = 1_000;

export interface FreeSpaceWatch {
  /** Throws `ExpectedError` STORAGE_FULL with what is free and what is needed, in megabytes. */
  assertFree(neededBytes?: number): void;
}

/** Watches the file system that holds `path`. */
export function watchFreeSpace(path: string, nowMs: () => number = Date.now): FreeSpaceWatch {
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let freeBytes = 0;
  return {
    assertFree(neededBytes = reserveBytes) {
      const now = nowMs();
      if (freeBytes < neededBytes || now - lookedAtMs >= lookEveryMs || now < lookedAtMs) {
        const { bavail, bsize } = statfsSync(path);
        freeBytes = bavail * bsize;
        lookedAtMs = now;
      }
      if (freeBytes >= neededBytes) return;
      throw new ExpectedError('STORAGE_FULL', {
        path,
        freeMegabytes: Math.floor(freeBytes / mebibyte),
        neededMegabytes: Math.ceil(neededBytes / mebibyte),
      });
    },
  };
}
