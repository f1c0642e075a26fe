/**
 * The calls that concern profiles as things on a shared computer: put away, deleted, kept by a PIN. A PIN keeps others
 * who use the computer from opening a profile; rows are not encrypted, so it keeps out nobody who reads the files.
 */

import { z } from 'zod';
import { ExpectedError, type Outcome } from '../errors/outcome.ts';
import type { ArchivedProfile, Profile } from '../model/profile.ts';
import {
  askReset,
  countTry,
  deleteLock,
  forgiveTries,
  freeTries,
  readLock,
  remainingResetSeconds,
  remainingWaitSeconds,
  restartWait,
  waitSecondsAfter,
  writeLock,
  writeLockAfter,
} from '../study/profile-lock.ts';
import { hashPin, isRightPin, longestPin, shortestPin } from '../study/profile-pin.ts';
import { listArchivedProfiles, readProfile } from '../study/profiles.ts';
import { hasTravelled, readRemovalTime } from '../study/remove-student.ts';
import { isSampleStudent } from '../study/sample-history/sample-student.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import type { FactWriter } from './fact-writer.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import type { SyncCalls } from './sync-calls.ts';
import type { WatchedTable } from './watched-table.ts';

export interface LockState {
  /** Seconds until a PIN may be tried; 0: now. */
  readonly waitSeconds: number;
  /** Seconds until a forgotten PIN may be removed; null when nobody asked for that. */
  readonly resetWaitSeconds: number | null;
}

/** `pin` is null for a profile without one; PIN_NEEDED, PIN_WRONG and PIN_WAIT say that it did not pass. */
export interface OwnerProof {
  readonly studentId: string;
  readonly pin: string | null;
}

export interface ProfileCalls {
  listArchivedProfiles(): Promise<Outcome<readonly ArchivedProfile[]>>;
  /** Puts a profile away, or brings it back. Nothing of it is lost meanwhile. */
  archiveProfile(proof: OwnerProof): Promise<Outcome<null>>;
  bringProfileBack(query: { studentId: string }): Promise<Outcome<Profile>>;
  /**
   * Deletes a profile with everything of it. One that was never in a class leaves nothing behind, and a bundle saved
   * before brings it back; one that was is erased on its server, too, and stays erased.
   */
  deleteProfile(proof: OwnerProof): Promise<Outcome<{ readonly isErasedEverywhere: boolean }>>;
  /** Null for a profile without a PIN. */
  readLockState(query: { studentId: string }): Promise<Outcome<LockState | null>>;
  /** Resolves when the PIN is right; counts it when it is not. */
  unlockProfile(proof: OwnerProof): Promise<Outcome<null>>;
  /** Sets, changes (`newPin`) or takes off (`newPin` null) the PIN. `newPin` absent changes the minutes alone. */
  changePin(
    request: OwnerProof & { newPin?: string | null | undefined; lockAfterMinutes: number | null },
  ): Promise<Outcome<Profile>>;
  /** The PIN is forgotten: it can be removed a day from now. The right PIN takes that back. */
  askPinReset(query: { studentId: string }): Promise<Outcome<LockState>>;
  /** Removes a forgotten PIN; PIN_WAIT while it is too early. */
  takePinReset(query: { studentId: string }): Promise<Outcome<Profile>>;
}

const studentId = z.uuid();
const pin = z.string().regex(new RegExp(`^[0-9]{${shortestPin},${longestPin}}$`));
const proof = { studentId, pin: pin.nullable() };
const schemas = {
  ofStudent: z.object({ studentId }),
  proof: z.object(proof),
  changePin: z.object({
    ...proof,
    newPin: pin.nullable().optional(),
    lockAfterMinutes: z.number().int().min(1).max(240).nullable(),
  }),
};

const tablesOfStudents: readonly WatchedTable[] = [
  'students',
  'test_records',
  'test_answers',
  'student_mistakes',
  'mistake_reasons',
  'review_log',
  'student_mistake_patterns',
  'student_analysis_settings',
  'student_recommendations',
  'ui_reflex_events',
  // Drawn questions went with them.
  'question_packs',
];

export function createProfileCalls(
  surroundings: StudyHostSurroundings,
  notices: NoticeHub,
  writeFact: FactWriter,
  sync: Pick<SyncCalls, 'eraseStudent' | 'withdrawJoinRequest'>,
): ProfileCalls {
  const { database, exclusively, nowMs, onUnjournaledChange } = surroundings;
  const nowIso = () => new Date(nowMs()).toISOString();
  const run = <T>(callName: keyof ProfileCalls, work: () => Promise<T>) => toOutcome(callName, surroundings, work);
  const current = (id: string) => surroundings.currentStudentId?.(id) ?? id;
  const announce = () => notices.send('tablesChanged', { studentId: null, tables: ['students'] });

  /** Passes when the profile has no PIN, or this is it. */
  async function prove(id: string, given: string | null): Promise<void> {
    const lock = await exclusively(() =>
      database.transaction(async (queries) => {
        const stored = await readLock(queries, id);
        if (stored === null || given === null) return stored;
        if (stored.failedAtMs !== null && stored.failedAtMs > nowMs()) await restartWait(queries, id, nowIso());
        if (remainingWaitSeconds(stored, nowMs()) === 0) await countTry(queries, id, nowIso());
        return stored;
      }),
    );
    if (lock === null) return;
    if (given === null) throw new ExpectedError('PIN_NEEDED');
    const waitSeconds = remainingWaitSeconds(lock, nowMs());
    if (waitSeconds > 0) throw new ExpectedError('PIN_WAIT', { waitSeconds });
    const isRight = await isRightPin(given, lock.pin);
    if (!isRight) {
      const failedCount = lock.failedCount + 1;
      throw new ExpectedError('PIN_WRONG', {
        triesLeft: Math.max(0, freeTries - failedCount),
        waitSeconds: waitSecondsAfter(failedCount),
      });
    }
    await exclusively(() => forgiveTries(database, id, nowIso()));
    if (lock.resetAskedAtMs !== null) announce();
  }

  async function readState(id: string): Promise<LockState | null> {
    const lock = await readLock(database, id);
    if (lock === null) return null;
    return {
      waitSeconds: remainingWaitSeconds(lock, nowMs()),
      resetWaitSeconds: remainingResetSeconds(lock, nowMs()),
    };
  }

  async function foundProfile(id: string): Promise<Profile> {
    const profile = await readProfile(database, id);
    if (profile === null) throw new ExpectedError('NOT_FOUND', { what: 'profile' });
    return profile;
  }

  return {
    listArchivedProfiles: () => run('listArchivedProfiles', () => listArchivedProfiles(database)),
    archiveProfile: (input) =>
      run('archiveProfile', async () => {
        const request = checkInput(schemas.proof, input);
        const profile = await foundProfile(current(request.studentId));
        await prove(profile.id, request.pin);
        await writeFact({ kind: 'profile_archived', studentId: profile.id, isArchived: true, changedAt: nowIso() });
        return null;
      }),
    bringProfileBack: (input) =>
      run('bringProfileBack', async () => {
        const id = current(checkInput(schemas.ofStudent, input).studentId);
        await writeFact({ kind: 'profile_archived', studentId: id, isArchived: false, changedAt: nowIso() });
        return foundProfile(id);
      }),
    deleteProfile: (input) =>
      run('deleteProfile', async () => {
        const request = checkInput(schemas.proof, input);
        const id = current(request.studentId);
        await prove(id, request.pin);
        if (await hasTravelled(database, id)) {
          unwrap(await sync.eraseStudent({ studentId: id }));
          return { isErasedEverywhere: true };
        }
        unwrap(await sync.withdrawJoinRequest({ studentId: id }));
        await writeFact({
          kind: 'profile_removed',
          studentId: id,
          removedAt: await readRemovalTime(database, id),
        });
        // Nothing vacuums PGlite by itself: what went would slow down the answers of those who stay.
        await exclusively(() => database.query('VACUUM (ANALYZE)'));
        // An older copy of the database, or its journal, must not bring the rows back.
        await onUnjournaledChange?.();
        notices.send('tablesChanged', { studentId: null, tables: tablesOfStudents });
        return { isErasedEverywhere: false };
      }),
    readLockState: (input) =>
      run('readLockState', () => readState(current(checkInput(schemas.ofStudent, input).studentId))),
    unlockProfile: (input) =>
      run('unlockProfile', async () => {
        const request = checkInput(schemas.proof, input);
        await prove(current(request.studentId), request.pin);
        return null;
      }),
    changePin: (input) =>
      run('changePin', async () => {
        const request = checkInput(schemas.changePin, input);
        const { newPin, lockAfterMinutes } = request;
        const { id } = await foundProfile(current(request.studentId));
        if (isSampleStudent(id)) throw new ExpectedError('INVALID_INPUT', { field: 'studentId', problem: 'sample' });
        await prove(id, request.pin);
        const hashed = typeof newPin === 'string' ? await hashPin(newPin) : null;
        await exclusively(() => {
          if (hashed !== null) return writeLock(database, id, hashed, lockAfterMinutes, nowIso());
          return newPin === null ? deleteLock(database, id) : writeLockAfter(database, id, lockAfterMinutes, nowIso());
        });
        await onUnjournaledChange?.();
        announce();
        return foundProfile(id);
      }),
    askPinReset: (input) =>
      run('askPinReset', async () => {
        const id = current(checkInput(schemas.ofStudent, input).studentId);
        await exclusively(() => askReset(database, id, nowIso()));
        await onUnjournaledChange?.();
        announce();
        const state = await readState(id);
        if (state === null) throw new ExpectedError('NOT_FOUND', { what: 'lock' });
        return state;
      }),
    takePinReset: (input) =>
      run('takePinReset', async () => {
        const id = current(checkInput(schemas.ofStudent, input).studentId);
        await exclusively(async () => {
          const lock = await readLock(database, id);
          if (lock === null) return;
          const waitSeconds = remainingResetSeconds(lock, nowMs());
          if (waitSeconds === null) throw new ExpectedError('PIN_NEEDED');
          if (waitSeconds > 0) throw new ExpectedError('PIN_WAIT', { waitSeconds });
          await deleteLock(database, id);
        });
        await onUnjournaledChange?.();
        announce();
        return foundProfile(id);
      }),
  };
}

function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new ExpectedError(outcome.error.code, outcome.error.details);
  return outcome.value;
}
