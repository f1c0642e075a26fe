/** What is done for the database when the student pauses: check-points, and synced copies of it. */

import type { Gate } from '../database/exclusive-gate.ts';
import { refreshStatistics } from '../database/refresh-statistics.ts';
import type { ReportBug } from '../host/call-outcome.ts';
import { copyDatabase } from './database-copies.ts';
import type { DiskDatabase } from './disk-database.ts';

/** Longer than a student thinks about one question, as a rule; a check-point takes some 20 ms. */
const idleMs = 20_000;
/** A long session without a pause must not let the write-ahead log grow for ever: some 2 MB for so many writes. */
const writesBetweenCheckpoints = 400;
/**
 * Journal size at which the database is copied. Writing back one megabyte of facts takes a few seconds at the next
 * start after a power cut; a copy of a small database takes half a second of a pause.
 */
const copyAtBytes = 1024 * 1024;
const copyAtCloseBytes = copyAtBytes / 4;

export interface Upkeep {
  readonly onWritten: () => void;
  readonly copyNow: () => Promise<void>;
  /** Waits for what is under way, and copies the database if enough came since the last copy. */
  stop(): Promise<void>;
}

export function createUpkeep(disk: DiskDatabase, exclusively: Gate, reportBug: ReportBug): Upkeep {
  const { pglite } = disk.opened;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writesSinceCheckpoint = 0;

  const copyNow = () => exclusively(async () => void (await copyDatabase(pglite, disk.journal, disk.directory)));

  async function whenIdle(): Promise<void> {
    timer = null;
    writesSinceCheckpoint = 0;
    try {
      // A check-point and a copy need room: better none than a full disk.
      disk.freeSpace.assertFree();
      await exclusively(async () => {
        await pglite.exec('SELECT compact_sync_log()');
        await refreshStatistics(pglite);
      });
      if (disk.journal.bytesSinceCopy >= copyAtBytes) await copyNow();
      else await exclusively(async () => void (await pglite.exec('CHECKPOINT')));
    } catch (error) {
      reportBug('upkeep', error);
    }
  }

  function schedule(delayMs: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void whenIdle(), delayMs);
    timer.unref();
  }

  return {
    onWritten() {
      writesSinceCheckpoint += 1;
      schedule(writesSinceCheckpoint >= writesBetweenCheckpoints ? 0 : idleMs);
    },
    copyNow,
    async stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await exclusively(async () => undefined);
      if (disk.journal.bytesSinceCopy < copyAtCloseBytes) return;
      try {
        await copyNow();
      } catch (error) {
        reportBug('upkeep', error);
      }
    },
  };
}
