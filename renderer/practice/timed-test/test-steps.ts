/** How a timed test changes: pure steps from one progress to the next, and what is handed in at its end. */
import type { AnswerResponse } from '../../../shared/content/question.ts';
import type { AnswerSubmission } from '../../../shared/model/answer.ts';
import type { Session } from '../../../shared/model/session.ts';
import { allowedSeconds } from '../../../shared/study/exam-norm.ts';
import type { SessionProgress, TestAnswer, TestProgress } from '../../store/local-store.ts';

export interface TestInProgress extends SessionProgress {
  readonly test: TestProgress;
}

/** Paging past a question is not leaving it blank: nobody reads one in less. */
const readSeconds = 3;

export function isTest(progress: SessionProgress): progress is TestInProgress {
  return progress.test !== undefined;
}

/** What is kept of a test before its first answer; one that is finished, or that the host has answers of, was handed in. */
export function beginTest(session: Session): TestProgress {
  const recorded = new Map(session.answered.map((answer) => [answer.position, answer]));
  return {
    beganAt: session.startedAt,
    answers: session.questions.map((_, position) => {
      const answer = recorded.get(position);
      return {
        response: answer === undefined || answer.response.kind === 'blank' ? null : answer.response,
        timeSpentSeconds: answer?.timeSpentSeconds ?? 0,
        isFlagged: false,
        changedAt: answer === undefined ? null : session.startedAt,
      };
    }),
    handedInAt: session.finishedAt ?? (recorded.size > 0 ? session.startedAt : null),
  };
}

/** Seconds a question that the test was started with. */
export function normOf({ session }: SessionProgress): number {
  return session.expectedSecondsPerQuestion ?? session.questions[0]?.content.expectedSeconds ?? 60;
}

/** When time is up, in milliseconds since 1970. */
export function deadlineMsOf(progress: TestInProgress): number {
  return Date.parse(progress.test.beganAt) + 1000 * allowedSeconds(progress.session.questions.length, normOf(progress));
}

/** Changes what is kept of the question on the screen. */
export function withAnswer(progress: TestInProgress, changes: Partial<TestAnswer>): TestInProgress {
  const answers = progress.test.answers.map((answer, position) =>
    position === progress.position ? { ...answer, ...changes } : answer,
  );
  return { ...progress, test: { ...progress.test, answers } };
}

/** To another question; out of range stays. */
export function toPosition(progress: TestInProgress, position: number): TestInProgress {
  const isThere = position >= 0 && position < progress.session.questions.length;
  return isThere ? { ...progress, position } : progress;
}

/**
 * One test in two windows: what this one changed since `seen`, which is what it last found in the store, and beside it what
 * the other one `kept` there. `mine` itself when the other one changed nothing.
 */
export function mergeTest(mine: TestInProgress, seen: TestInProgress, kept: TestInProgress): TestInProgress {
  const answers = mine.test.answers.map((answer, position) => {
    const [before, theirs] = [seen.test.answers[position], kept.test.answers[position]];
    if (before === undefined || theirs === undefined) return answer;
    return {
      ...answer,
      response: isSame(answer.response, before.response) ? theirs.response : answer.response,
      isFlagged: answer.isFlagged === before.isFlagged ? theirs.isFlagged : answer.isFlagged,
      timeSpentSeconds: Math.max(answer.timeSpentSeconds, theirs.timeSpentSeconds),
      changedAt:
        [answer.changedAt, theirs.changedAt]
          .filter((moment) => moment !== null)
          .sort()
          .at(-1) ?? null,
    };
  });
  return isSame(answers, mine.test.answers) ? mine : { ...mine, test: { ...mine.test, answers } };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export function hasAnswer({ response }: TestAnswer): boolean {
  if (response === null || response.kind === 'blank') return false;
  return response.kind === 'choices' || response.text.trim() !== '';
}

/**
 * The facts of a test: every question that was answered, and each that was read and left blank, in the order in which
 * they were last worked on, which is the order the analysis follows. A question that was never read leaves no fact: the
 * student ran out of time, which says nothing of the topic.
 */
export function submissionsOf(progress: TestInProgress, createId: () => string): readonly AnswerSubmission[] {
  return progress.test.answers
    .flatMap((answer, position) => {
      const question = progress.session.questions[position];
      const isBlank = !hasAnswer(answer);
      if (question === undefined || answer.changedAt === null) return [];
      if (isBlank && answer.timeSpentSeconds < readSeconds) return [];
      const response: AnswerResponse = isBlank || answer.response === null ? { kind: 'blank' } : answer.response;
      return [
        {
          answerId: createId(),
          mistakeId: createId(),
          testRecordId: progress.testRecordId,
          studentId: progress.studentId,
          questionVersionId: question.questionVersionId,
          position,
          response,
          timeSpentSeconds: answer.timeSpentSeconds,
          hintsUsed: 0,
          answeredAt: answer.changedAt,
        },
      ];
    })
    .sort((a, b) => a.answeredAt.localeCompare(b.answeredAt));
}
