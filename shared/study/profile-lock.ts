/**
 * The PIN of a profile on this device, and how often it may be tried.
 *
 *     no PIN -> locked --right PIN--> open (the page's business)
 *                 |----wrong PIN----> locked, and after a few of them the next try has to wait
 *                 |----forgotten----> locked, to be removed after a day; the right PIN takes that back
 *
 * The clock is the study host's. One that was set back makes nobody wait longer than the whole wait; one that was set
 * forward shortens it: whoever controls the machine gets round a local PIN anyway.
 */
import type { SqlQueries } from '../database/study-database.ts';
import type { HashedPin } from './profile-pin.ts';

/** Wrong PINs that cost nothing but the typing. */
export const freeTries = 5;
/** Waits in seconds after the fifth wrong PIN and each one more; then always the last: a year for four digits. */
const waitsSeconds = [30, 60, 300, 900, 3600] as const;
/** Long enough for the owner of the profile to come by and see that it was asked for. */
export const resetWaitSeconds = 24 * 60 * 60;

export interface StoredLock {
  readonly pin: HashedPin;
  readonly failedCount: number;
  readonly failedAtMs: number | null;
  readonly resetAskedAtMs: number | null;
}

interface LockRow {
  pin_salt: Uint8Array;
  pin_hash: Uint8Array;
  iterations: number;
  failed_count: number;
  failed_at: Date | null;
  reset_asked_at: Date | null;
}

/** Null for a profile without a PIN. */
export async function readLock(queries: SqlQueries, studentId: string): Promise<StoredLock | null> {
  const [row] = await queries.query<LockRow>(
    `SELECT pin_salt, pin_hash, iterations, failed_count, failed_at, reset_asked_at
       FROM profile_locks WHERE student_id = $1`,
    [studentId],
  );
  if (row === undefined) return null;
  return {
    pin: { salt: Uint8Array.from(row.pin_salt), hash: Uint8Array.from(row.pin_hash), iterations: row.iterations },
    failedCount: row.failed_count,
    failedAtMs: row.failed_at?.getTime() ?? null,
    resetAskedAtMs: row.reset_asked_at?.getTime() ?? null,
  };
}

/** Sets or replaces the PIN; wrong tries and a wish to have it removed are forgotten. */
export async function writeLock(
  queries: SqlQueries,
  studentId: string,
  pin: HashedPin,
  lockAfterMinutes: number | null,
  nowIso: string,
): Promise<void> {
  await queries.query(
    `INSERT INTO profile_locks (student_id, pin_salt, pin_hash, iterations, lock_after_minutes, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (student_id) DO UPDATE SET
       pin_salt = excluded.pin_salt, pin_hash = excluded.pin_hash, iterations = excluded.iterations,
       lock_after_minutes = excluded.lock_after_minutes, failed_count = 0, failed_at = NULL, reset_asked_at = NULL,
       updated_at = excluded.updated_at`,
    [studentId, pin.salt, pin.hash, pin.iterations, lockAfterMinutes, nowIso],
  );
}

export async function writeLockAfter(
  queries: SqlQueries,
  studentId: string,
  lockAfterMinutes: number | null,
  nowIso: string,
): Promise<void> {
  await queries.query('UPDATE profile_locks SET lock_after_minutes = $2, updated_at = $3 WHERE student_id = $1', [
    studentId,
    lockAfterMinutes,
    nowIso,
  ]);
}

export async function deleteLock(queries: SqlQueries, studentId: string): Promise<void> {
  await queries.query('DELETE FROM profile_locks WHERE student_id = $1', [studentId]);
}

/** Counts a try before it is checked, so that ending the program in between wins nothing. */
export async function countTry(queries: SqlQueries, studentId: string, nowIso: string): Promise<void> {
  await queries.query(
    'UPDATE profile_locks SET failed_count = failed_count + 1, failed_at = $2, updated_at = $2 WHERE student_id = $1',
    [studentId, nowIso],
  );
}

/** The right PIN was given. */
export async function forgiveTries(queries: SqlQueries, studentId: string, nowIso: string): Promise<void> {
  await queries.query(
    `UPDATE profile_locks SET failed_count = 0, failed_at = NULL, reset_asked_at = NULL, updated_at = $2
      WHERE student_id = $1`,
    [studentId, nowIso],
  );
}

/** The clock was set back behind the last wrong try: the wait begins again, instead of lasting until that moment. */
export async function restartWait(queries: SqlQueries, studentId: string, nowIso: string): Promise<void> {
  await queries.query('UPDATE profile_locks SET failed_at = least(failed_at, $2) WHERE student_id = $1', [
    studentId,
    nowIso,
  ]);
}

/** Somebody said that the PIN is forgotten; asking again does not begin anew. */
export async function askReset(queries: SqlQueries, studentId: string, nowIso: string): Promise<void> {
  await queries.query(
    `UPDATE profile_locks SET reset_asked_at = least(reset_asked_at, $2), updated_at = $2 WHERE student_id = $1`,
    [studentId, nowIso],
  );
}

/** How long the next PIN has to wait after so many wrong ones, in seconds. */
export function waitSecondsAfter(failedCount: number): number {
  if (failedCount < freeTries) return 0;
  return waitsSeconds[Math.min(failedCount - freeTries, waitsSeconds.length - 1)] ?? 0;
}

/** What is left of that wait, in whole seconds, rounded up. */
export function remainingWaitSeconds({ failedCount, failedAtMs }: StoredLock, nowMs: number): number {
  if (failedAtMs === null) return 0;
  const passedSeconds = Math.max(0, nowMs - failedAtMs) / 1000;
  return Math.ceil(Math.max(0, waitSecondsAfter(failedCount) - passedSeconds));
}

/** Seconds until the forgotten PIN may be removed; null when nobody asked for that. */
export function remainingResetSeconds({ resetAskedAtMs }: StoredLock, nowMs: number): number | null {
  if (resetAskedAtMs === null) return null;
  const passedSeconds = Math.max(0, nowMs - resetAskedAtMs) / 1000;
  return Math.ceil(Math.max(0, resetWaitSeconds - passedSeconds));
}
