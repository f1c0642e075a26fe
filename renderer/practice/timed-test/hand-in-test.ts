/**
 * The end of a timed test. Its answers become facts here and not before, because they may be changed until then and a
 * fact may not.
 *
 *     running -> handed in (answers in the journal, in one transaction with the mark) -> finished (recorded, forgotten)
 */
import { v7 as createUuidV7 } from 'uuid';
import type { StudyHostCalls } from '../../../shared/host/study-host-calls.ts';
import { countWaitingEntries, replayJournal } from '../../store/answer-journal.ts';
import { localStore } from '../../store/local-store.ts';
import { forgetSessionProgress } from '../../store/session-progress.ts';
import { deadlineMsOf, isTest, mergeTest, submissionsOf, type TestInProgress } from './test-steps.ts';

/**
 * Keeps where a test stands, with what another tab kept since this one saw it, and answers what is kept now. What another
 * tab has handed in stays as it is, and comes back instead; null when it `wasKept` and is recorded and forgotten since.
 */
export async function saveTest(
  progress: TestInProgress,
  seen: TestInProgress,
  wasKept: boolean,
): Promise<TestInProgress | null> {
  return localStore.transaction('rw', localStore.sessionProgress, async () => {
    const found = await localStore.sessionProgress.get(progress.testRecordId);
    if (found === undefined && wasKept) return null;
    const kept = found !== undefined && isTest(found) ? found : seen;
    if (kept.test.handedInAt !== null) return kept;
    const merged = mergeTest(progress, seen, kept);
    await localStore.sessionProgress.put(merged);
    return merged;
  });
}

/**
 * Hands a test in, once: a second call, from another tab too, changes nothing. Answers that only another tab has are among
 * it. Time beyond the deadline is not counted. Null when it `wasKept` and another tab had it recorded and forgotten since.
 */
export async function handInTest(
  mine: TestInProgress,
  nowMs: number,
  seen: TestInProgress = mine,
  wasKept = true,
): Promise<TestInProgress | null> {
  return localStore.transaction('rw', localStore.sessionProgress, localStore.journal, async () => {
    const found = await localStore.sessionProgress.get(mine.testRecordId);
    if (found === undefined && wasKept) return null;
    const kept = found !== undefined && isTest(found) ? found : seen;
    if (kept.test.handedInAt !== null) return kept;
    const progress = mergeTest(mine, seen, kept);
    const handedInAt = new Date(Math.min(nowMs, deadlineMsOf(progress))).toISOString();
    const handedIn = { ...progress, test: { ...progress.test, handedInAt }, savedAt: new Date(nowMs).toISOString() };
    const { studentId } = progress;
    await localStore.journal.bulkAdd(
      submissionsOf(progress, createUuidV7).map((answer) => ({ call: 'recordAnswer', answer, studentId })),
    );
    await localStore.sessionProgress.put(handedIn);
    return handedIn;
  });
}

/** Records a test that is handed in. Answers how many entries still wait; it is finished only when none does. */
export async function finishTest(
  calls: StudyHostCalls,
  { testRecordId, test }: TestInProgress,
): Promise<{ readonly waitingCount: number; readonly isFinished: boolean }> {
  await replayJournal(calls);
  const waitingCount = await countWaitingEntries();
  if (waitingCount > 0 || test.handedInAt === null) return { waitingCount, isFinished: false };
  const outcome = await calls.finishSession({ testRecordId, finishedAt: test.handedInAt });
  if (outcome.ok) await forgetSessionProgress(testRecordId);
  return { waitingCount, isFinished: outcome.ok };
}

/** Hands in what ran out while nobody looked, and finishes what was handed in but not recorded. */
export async function settleTests(calls: StudyHostCalls, nowMs: number, openRecordId: string | null): Promise<void> {
  const kept = (await localStore.sessionProgress.toArray()).filter(isTest);
  for (const progress of kept) {
    if (progress.testRecordId === openRecordId) continue;
    if (progress.test.handedInAt === null && nowMs < deadlineMsOf(progress)) continue;
    const handedIn = await handInTest(progress, nowMs);
    if (handedIn !== null) await finishTest(calls, handedIn);
  }
}
