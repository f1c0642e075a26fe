import type { PGlite } from '@electric-sql/pglite';
import type { Gate } from '../../shared/database/exclusive-gate.ts';
import { refreshStatistics } from '../../shared/database/refresh-statistics.ts';
import type { ReportBug } from '../../shared/host/call-outcome.ts';

/** Longer than a student thinks about one question, as a rule; a check-point takes some 50 ms here. */
const idleMs = 20_000;
/** A long session without a pause must not let the write-ahead log (in memory here, too) grow for ever. */
const writesBetweenCheckpoints = 400;

/** Check-points the database when the student pauses: nothing else ever shortens the write-ahead log, or the log of 008. */
export function createIdleCheckpoint(
  pglite: PGlite,
  exclusively: Gate,
  reportBug: ReportBug,
): { onWritten(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writesSinceCheckpoint = 0;

  const checkpoint = () => {
    writesSinceCheckpoint = 0;
    exclusively(async () => {
      await pglite.exec('SELECT compact_sync_log()');
      await refreshStatistics(pglite);
      await pglite.exec('CHECKPOINT');
    }).catch((error: unknown) => reportBug('checkpoint', error));
  };
  return {
    onWritten() {
      writesSinceCheckpoint += 1;
      clearTimeout(timer);
      timer = setTimeout(checkpoint, writesSinceCheckpoint >= writesBetweenCheckpoints ? 0 : idleMs);
    },
    stop: () => clearTimeout(timer),
  };
}
