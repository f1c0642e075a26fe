/**
 * One practice session as the screen sees it. Every change is kept in the page's own store, so that killing the tab or
 * the host in the middle of a question resumes at that question, with what was typed and the time it took so far.
 *
 *     loading -> asking -> submitting -> feedback -> asking ... -> complete
 *        |---> failed (the session cannot be read, or is of another student)
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as createUuidV7 } from 'uuid';
import type { AnswerResponse } from '../../shared/content/question.ts';
import type { Failure } from '../../shared/errors/outcome.ts';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { AnswerSubmission } from '../../shared/model/answer.ts';
import type { SessionQuestion } from '../../shared/model/session.ts';
import { gradeAnswer } from '../../shared/study/grade-answer.ts';
import { useStudyHost } from '../app/study-host.tsx';
import { submitAnswer, submitMistakeReason } from '../store/answer-journal.ts';
import type { SessionProgress, ShownFeedback } from '../store/local-store.ts';
import { readSessionProgress, saveSessionProgress } from '../store/session-progress.ts';
import {
  beginProgress,
  isComplete,
  toNextQuestion,
  withDraft,
  withEarlierAnswer,
  withFeedback,
  withHint,
  withReason,
} from './session-steps.ts';
import { useQuestionClock } from './use-question-clock.ts';

/** A student waits this long for the database before the answer is judged here and left to the journal. */
const patienceMs = 4000;

export type PracticeSession =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: Failure; readonly retry: () => void }
  | {
      readonly state: 'asking' | 'submitting' | 'feedback' | 'complete';
      readonly progress: SessionProgress;
      /** Undefined once the session is complete. */
      readonly question: SessionQuestion | undefined;
      readonly readElapsedSeconds: () => number;
      /** The clock stands still until the student goes on; a reload goes on by itself. */
      readonly isPaused: boolean;
      readonly setPaused: (isPaused: boolean) => void;
      readonly draftAnswer: (response: AnswerResponse | null) => void;
      readonly submit: (response: AnswerResponse) => void;
      readonly showHint: () => void;
      readonly noteReason: (mistakeCode: string) => void;
      readonly goOn: () => void;
    };

export function usePracticeSession(testRecordId: string, studentId: string): PracticeSession {
  const { calls, connectionState } = useStudyHost();
  const [progress, setProgress] = useState<SessionProgress | null>(null);
  const [error, setError] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [isSubmitting, setSubmitting] = useState(false);
  const [isPaused, setPaused] = useState(false);
  const latest = useRef<SessionProgress | null>(null);
  const submitting = useRef(false);
  const reader = useRef(studentId);
  reader.current = studentId;

  const keep = useCallback((change: (before: SessionProgress) => SessionProgress) => {
    if (latest.current === null) return;
    latest.current = { ...change(latest.current), savedAt: new Date().toISOString() };
    setProgress(latest.current);
    void saveSessionProgress(latest.current);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is how a retry asks again
  useEffect(() => {
    let isCurrent = true;
    const show = (loaded: SessionProgress) => {
      latest.current = loaded;
      setProgress(loaded);
    };
    void (async () => {
      const kept = await readSessionProgress(testRecordId);
      const notTheirs = kept === undefined ? null : await findForeign(calls, kept.studentId, reader.current);
      if (!isCurrent) return;
      if (notTheirs !== null) return setError(notTheirs);
      if (kept !== undefined) return show(kept);
      const outcome = await calls.getSession({ testRecordId });
      if (!isCurrent) return;
      if (!outcome.ok) return setError(outcome.error);
      const foreign = await findForeign(calls, outcome.value.studentId, reader.current);
      if (!isCurrent) return;
      if (foreign !== null) return setError(foreign);
      const begun = beginProgress(outcome.value, new Date().toISOString());
      show(begun);
      await saveSessionProgress(begun);
    })();
    return () => {
      isCurrent = false;
      latest.current = null;
      setProgress(null);
      setError(null);
    };
  }, [testRecordId, calls, attempt]);

  // A timed test counts for itself (see `timed-test/use-timed-test.ts`).
  const isTest = progress?.session.kind === 'timed_test';
  const isAsking = progress !== null && !isTest && progress.feedback === null && !isComplete(progress);
  const clock = useQuestionClock({
    questionKey: `${testRecordId}/${progress?.position ?? 'none'}`,
    elapsedSeconds: progress?.elapsedSeconds ?? 0,
    isRunning: isAsking && !isSubmitting && !isPaused,
    onKeep: (elapsedSeconds) => keep((before) => ({ ...before, elapsedSeconds })),
  });

  const submit = useCallback(
    (response: AnswerResponse) => {
      const asked = latest.current;
      const question = asked?.session.questions[asked.position];
      if (asked === null || question === undefined || asked.feedback !== null || submitting.current) return;
      submitting.current = true;
      setSubmitting(true);
      const answer = writeAnswer(asked, question, response, clock.current.elapsedSeconds);
      const sent = submitAnswer(calls, answer);
      void withPatience(sent.outcome, connectionState.name === 'connected')
        .then(async (outcome) => {
          if (!outcome?.ok) await sent.journaled;
          if (outcome?.ok && outcome.value.wasAlreadyRecorded && outcome.value.answerId !== answer.answerId) {
            const stored = await calls.getSession({ testRecordId: answer.testRecordId });
            const mistakeCode = outcome.value.mistake?.mistakeCode ?? null;
            if (stored.ok) return keep((before) => withEarlierAnswer(before, stored.value, mistakeCode));
          }
          const feedback = outcome?.ok
            ? {
                response,
                outcome: outcome.value.outcome,
                mistakeId: outcome.value.mistake?.mistakeId ?? null,
                mistakeCode: outcome.value.mistake?.mistakeCode ?? null,
                reasonCode: null,
                isConfirmed: true,
              }
            : judgeHere(question, answer);
          keep((before) => withFeedback(before, feedback, answer.timeSpentSeconds));
        })
        .finally(() => {
          submitting.current = false;
          setSubmitting(false);
        });
    },
    [calls, clock, connectionState.name, keep],
  );

  const noteReason = useCallback(
    (mistakeCode: string) => {
      const answered = latest.current;
      if (!answered?.feedback?.mistakeId) return;
      keep((before) => withReason(before, mistakeCode));
      void submitMistakeReason(calls, {
        reasonId: createUuidV7(),
        mistakeId: answered.feedback.mistakeId,
        studentId: answered.studentId,
        mistakeCode,
        notedAt: new Date().toISOString(),
      });
    },
    [calls, keep],
  );

  if (error !== null) return { state: 'failed', error, retry: () => setAttempt((count) => count + 1) };
  if (progress === null) return { state: 'loading' };
  const state = isComplete(progress)
    ? 'complete'
    : progress.feedback !== null
      ? 'feedback'
      : isSubmitting
        ? 'submitting'
        : 'asking';
  return {
    state,
    progress,
    question: progress.session.questions[progress.position],
    readElapsedSeconds: () => clock.current.elapsedSeconds,
    isPaused: isPaused && state === 'asking',
    setPaused,
    draftAnswer: (response) => keep((before) => withDraft(before, response)),
    submit,
    showHint: () => keep(withHint),
    noteReason,
    goOn: () => keep(toNextQuestion),
  };
}

/**
 * Why this session is not for who studies now; null when it is. An address in the browser's history outlives a change of
 * profile, and a PIN would be worth nothing if it led back in. A profile that joined a class has another id since.
 */
async function findForeign(calls: StudyHostCalls, ownerId: string, studentId: string): Promise<Failure | null> {
  if (ownerId === studentId) return null;
  const aliases = await calls.listRekeyedProfiles();
  if (!aliases.ok) return aliases.error;
  const currentId = (id: string) => aliases.value[id] ?? id;
  return currentId(ownerId) === currentId(studentId) ? null : { code: 'NOT_FOUND', details: { what: 'session' } };
}

function writeAnswer(
  progress: SessionProgress,
  question: SessionQuestion,
  response: AnswerResponse,
  timeSpentSeconds: number,
): AnswerSubmission {
  return {
    answerId: createUuidV7(),
    mistakeId: createUuidV7(),
    testRecordId: progress.testRecordId,
    studentId: progress.studentId,
    questionVersionId: question.questionVersionId,
    position: progress.position,
    response,
    timeSpentSeconds,
    hintsUsed: progress.hintsUsed,
    answeredAt: new Date().toISOString(),
  };
}

/** While the database is away: the same grading as the host's, shown at once; the journal brings the answer later. */
function judgeHere(question: SessionQuestion, answer: AnswerSubmission): ShownFeedback {
  const grade = gradeAnswer(question.content, answer.response);
  const outcome = grade?.outcome ?? 'wrong';
  return {
    response: answer.response,
    outcome,
    mistakeId: outcome === 'right' ? null : answer.mistakeId,
    mistakeCode: grade === null || grade.outcome === 'right' ? null : grade.mistakeCode,
    reasonCode: null,
    isConfirmed: false,
  };
}

/** Null when the host has not answered within the student's patience; the call goes on. */
async function withPatience<T>(answered: Promise<T>, isConnected: boolean): Promise<T | null> {
  const tooLong = new Promise<null>((resolve) => setTimeout(() => resolve(null), isConnected ? patienceMs : 50));
  return Promise.race([answered, tooLong]);
}
