/**
 * Answers and reasons on their way to the study host. Each is written here first (strict durability) and leaves only
 * once the host has confirmed it, so that an answer given while the host is down is applied later, once.
 *
 *     journaled -> confirmed (deleted)
 *         |---> refused (kept with the code, never blocks the entries behind it)
 */
import type { Failure, Outcome } from '../../shared/errors/outcome.ts';
import type {
  AnswerFeedback,
  AnswerSubmission,
  MistakeReason,
  StudyHostCalls,
} from '../../shared/host/study-host-calls.ts';
import { type JournalEntry, localStore } from './local-store.ts';

/** Failures that say nothing of the entry: the host is away, or its disk is full. The entry waits. */
const passingFailures: ReadonlySet<Failure['code']> = new Set([
  'HOST_UNAVAILABLE',
  'HOST_RESTARTING',
  'DATABASE_NOT_ANSWERING',
  'STORAGE_FULL',
  'STORAGE_UNAVAILABLE',
  'DATA_DIRECTORY_IN_USE',
]);

/** A bug met this entry: it is tried again at the next replay, without holding up the entries behind it. */
const isBug = (failure: Failure): boolean => failure.code === 'INTERNAL';

type JournaledCalls = Pick<StudyHostCalls, 'recordAnswer' | 'recordMistakeReason'>;

/**
 * Journals the answer and sends it at the same time. Resolves with the host's word once both are done; a passing
 * failure leaves the entry for `replayJournal`.
 */
export async function submitAnswer(calls: JournaledCalls, answer: AnswerSubmission): Promise<Outcome<AnswerFeedback>> {
  const [sequence, outcome] = await Promise.all([
    localStore.journal.add({ call: 'recordAnswer', answer, studentId: answer.studentId }),
    calls.recordAnswer(answer),
  ]);
  await settle(sequence, outcome);
  return outcome;
}

export async function submitMistakeReason(
  calls: JournaledCalls,
  reason: MistakeReason,
): Promise<Outcome<{ wasAlreadyRecorded: boolean }>> {
  const sequence = await localStore.journal.add({ call: 'recordMistakeReason', reason, studentId: reason.studentId });
  // A reason may not overtake the answer it belongs to when that one still waits.
  const waiting = await localStore.journal
    .filter((entry) => isWaiting(entry) && (entry.sequence ?? 0) < sequence)
    .count();
  if (waiting > 0) return { ok: false, error: { code: 'HOST_UNAVAILABLE', details: { waiting } } };
  const outcome = await calls.recordMistakeReason(reason);
  await settle(sequence, outcome);
  return outcome;
}

export interface ReplayResult {
  readonly confirmedCount: number;
  readonly refusedCount: number;
  readonly waitingCount: number;
}

/** Sends what waits, oldest first, and stops at the first passing failure. Safe to call at any time, also twice. */
export async function replayJournal(calls: JournaledCalls): Promise<ReplayResult> {
  const entries = (await localStore.journal.orderBy('sequence').toArray()).filter(isWaiting);
  let confirmedCount = 0;
  let refusedCount = 0;
  for (const entry of entries) {
    const outcome =
      entry.call === 'recordAnswer'
        ? await calls.recordAnswer(entry.answer)
        : await calls.recordMistakeReason(entry.reason);
    const settled = await settle(entry.sequence, outcome);
    if (settled === 'confirmed') confirmedCount += 1;
    if (settled === 'refused') refusedCount += 1;
    if (!outcome.ok && settled === 'waiting' && !isBug(outcome.error)) break;
  }
  return { confirmedCount, refusedCount, waitingCount: entries.length - confirmedCount - refusedCount };
}

export async function countWaitingEntries(): Promise<number> {
  return localStore.journal.filter(isWaiting).count();
}

function isWaiting(entry: JournalEntry): boolean {
  return entry.refusedWith === undefined;
}

async function settle(
  sequence: number | undefined,
  outcome: Outcome<unknown>,
): Promise<'confirmed' | 'refused' | 'waiting'> {
  if (sequence === undefined) throw new Error('a journal entry without its sequence');
  if (outcome.ok) {
    await localStore.journal.delete(sequence);
    return 'confirmed';
  }
  if (passingFailures.has(outcome.error.code) || isBug(outcome.error)) return 'waiting';
  await localStore.journal.update(sequence, { refusedWith: outcome.error.code });
  return 'refused';
}
