/**
 * Answers and reasons on their way to the study host. Each is written here first (strict durability) and leaves only
 * once the host has confirmed it, so that an answer given while the host is down is applied later, once.
 *
 *     journaled -> confirmed (deleted)
 *         |---> refused (kept with the code, never blocks the entries behind it)
 */
import type { Failure, Outcome } from '../../shared/errors/outcome.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { AnswerFeedback, AnswerSubmission } from '../../shared/model/answer.ts';
import type { MistakeReason } from '../../shared/model/mistake.ts';
import type { ReviewOpinion } from '../../shared/model/review.ts';
import { type JournalEntry, localStore } from './local-store.ts';

/** Failures that say nothing of the entry: the host is away or cannot start, or its disk is full. The entry waits. */
const passingFailures: ReadonlySet<Failure['code']> = new Set([
  'HOST_UNAVAILABLE',
  'HOST_RESTARTING',
  'DATABASE_NOT_ANSWERING',
  'STORAGE_FULL',
  'STORAGE_UNAVAILABLE',
  'DATA_DIRECTORY_IN_USE',
  'DATA_DIRECTORY_NEWER_SCHEMA',
  'DATA_DIRECTORY_OTHER_POSTGRES_MAJOR',
  'DATA_DIRECTORY_UNREADABLE',
  'DATABASE_DAMAGED',
  'MIGRATION_FAILED',
]);

/** A bug met this entry: it is tried again at the next replay, without holding up the entries behind it. */
const isBug = (failure: Failure): boolean => failure.code === 'INTERNAL';

type JournaledCalls = Pick<StudyHostCalls, 'recordAnswer' | 'recordMistakeReason' | 'rateReview'>;

export interface SentAnswer {
  /** Resolves once the answer is in the journal, flushed to the disk. */
  readonly journaled: Promise<void>;
  /** The host's word. A passing failure leaves the entry for `replayJournal`. */
  readonly outcome: Promise<Outcome<AnswerFeedback>>;
}

/**
 * Journals the answer and sends it at the same time: one of the two has it for good before the student sees anything.
 * Where the host confirms it first, nobody waits for the journal.
 */
export function submitAnswer(calls: JournaledCalls, answer: AnswerSubmission): SentAnswer {
  const entered = localStore.journal.add({ call: 'recordAnswer', answer, studentId: answer.studentId });
  const outcome = calls.recordAnswer(answer);
  // An entry that stays behind because this fails is replayed later, which is harmless.
  void Promise.all([entered, outcome]).then(
    ([sequence, result]) => settle(sequence, result),
    (error: unknown) => console.error('journal', error),
  );
  return { journaled: entered.then(() => undefined), outcome };
}

/** Journals the reason and sends all that waits, so that a reason never overtakes the answer it belongs to. */
export async function submitMistakeReason(calls: JournaledCalls, reason: MistakeReason): Promise<void> {
  await localStore.journal.add({ call: 'recordMistakeReason', reason, studentId: reason.studentId });
  await replayJournal(calls);
}

/** Journals how hard a review was and sends all that waits, the answer itself first. */
export async function submitReviewOpinion(calls: JournaledCalls, opinion: ReviewOpinion): Promise<void> {
  await localStore.journal.add({ call: 'rateReview', opinion, studentId: opinion.studentId });
  await replayJournal(calls);
}

/** Sends what waits, oldest first, and stops at the first passing failure. Safe to call at any time, also twice. */
export async function replayJournal(calls: JournaledCalls): Promise<void> {
  const entries = (await localStore.journal.orderBy('sequence').toArray()).filter(isWaiting);
  for (const entry of entries) {
    const outcome = await send(calls, entry);
    const settled = await settle(entry.sequence, outcome);
    if (!outcome.ok && settled === 'waiting' && !isBug(outcome.error)) break;
  }
}

function send(calls: JournaledCalls, entry: JournalEntry): Promise<Outcome<unknown>> {
  switch (entry.call) {
    case 'recordAnswer':
      return calls.recordAnswer(entry.answer);
    case 'recordMistakeReason':
      return calls.recordMistakeReason(entry.reason);
    case 'rateReview':
      return calls.rateReview(entry.opinion);
  }
}

export async function countWaitingEntries(): Promise<number> {
  return localStore.journal.filter(isWaiting).count();
}

function isWaiting(entry: JournalEntry): boolean {
  // An earlier release refused what came while the database could not be opened.
  return entry.refusedWith === undefined || passingFailures.has(entry.refusedWith);
}

async function settle(sequence: number | undefined, outcome: Outcome<unknown>): Promise<'settled' | 'waiting'> {
  if (sequence === undefined) throw new Error('a journal entry without its sequence');
  if (outcome.ok) {
    await localStore.journal.delete(sequence);
    return 'settled';
  }
  if (passingFailures.has(outcome.error.code) || isBug(outcome.error)) return 'waiting';
  await localStore.journal.update(sequence, { refusedWith: outcome.error.code });
  return 'settled';
}
