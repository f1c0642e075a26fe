/** How a session in progress changes: pure steps from one `SessionProgress` to the next. */
import type { AnswerResponse } from '../../shared/content/question.ts';
import type { Session } from '../../shared/model/session.ts';
import type { AnsweredPosition, SessionProgress, ShownFeedback } from '../store/local-store.ts';
import { beginTest } from './timed-test/test-steps.ts';

/** Where a session stands that this page has not kept: at its first question without an answer. */
export function beginProgress(session: Session, now: string): SessionProgress {
  const outcomes = outcomesOf(session);
  const answered = new Set(outcomes.map((answer) => answer.position));
  const firstOpen = session.questions.findIndex((_, position) => !answered.has(position));
  return {
    testRecordId: session.testRecordId,
    studentId: session.studentId,
    session,
    position: firstOpen === -1 ? session.questions.length : firstOpen,
    elapsedSeconds: 0,
    hintsUsed: 0,
    draft: null,
    feedback: null,
    outcomes,
    savedAt: now,
    ...(session.kind === 'timed_test' && { position: 0, test: beginTest(session) }),
  };
}

function outcomesOf(session: Session): readonly AnsweredPosition[] {
  return session.answered.map(({ position, outcome, timeSpentSeconds }) => ({
    position,
    outcome,
    timeSpentSeconds: timeSpentSeconds ?? 0,
  }));
}

/**
 * The question on the screen had an answer already, given in another window or in this one before it was closed: that one
 * counts and is shown, and other questions answered there are not asked again. As it was when the host holds no answer.
 */
export function withEarlierAnswer(
  progress: SessionProgress,
  stored: Session,
  mistakeCode: string | null,
): SessionProgress {
  const recorded = stored.answered.find(({ position }) => position === progress.position);
  if (recorded === undefined) return progress;
  const known = outcomesOf(stored);
  const others = progress.outcomes.filter(({ position }) => known.every((answer) => answer.position !== position));
  const { response, outcome, mistakeId } = recorded;
  return withFeedback(
    { ...progress, outcomes: [...others, ...known] },
    { response, outcome, mistakeId, mistakeCode, reasonCode: null, isConfirmed: true, isEarlierAnswer: true },
    recorded.timeSpentSeconds ?? 0,
  );
}

export function withDraft(progress: SessionProgress, draft: AnswerResponse | null): SessionProgress {
  return { ...progress, draft };
}

export function withHint(progress: SessionProgress): SessionProgress {
  const available = progress.session.questions[progress.position]?.content.hints.length ?? 0;
  return { ...progress, hintsUsed: Math.min(progress.hintsUsed + 1, available) };
}

/** The answer to the question on the screen is in; its feedback shows until `toNextQuestion`. */
export function withFeedback(
  progress: SessionProgress,
  feedback: ShownFeedback,
  timeSpentSeconds: number,
): SessionProgress {
  const others = progress.outcomes.filter((answer) => answer.position !== progress.position);
  return {
    ...progress,
    draft: null,
    feedback,
    elapsedSeconds: timeSpentSeconds,
    outcomes: [...others, { position: progress.position, outcome: feedback.outcome, timeSpentSeconds }],
  };
}

export function withReason(progress: SessionProgress, reasonCode: string): SessionProgress {
  return progress.feedback === null ? progress : { ...progress, feedback: { ...progress.feedback, reasonCode } };
}

export function toNextQuestion(progress: SessionProgress): SessionProgress {
  const answered = new Set(progress.outcomes.map((answer) => answer.position));
  const next = progress.session.questions.findIndex(
    (_, position) => position > progress.position && !answered.has(position),
  );
  return {
    ...progress,
    position: next === -1 ? progress.session.questions.length : next,
    elapsedSeconds: 0,
    hintsUsed: 0,
    draft: null,
    feedback: null,
  };
}

export function isComplete(progress: SessionProgress): boolean {
  return progress.position >= progress.session.questions.length;
}
