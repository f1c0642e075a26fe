/** Records answers: checks them against the session's plan, grades them, stores them, and says what came of it. */
import { ExpectedError } from '../errors/outcome.ts';
import { type AnsweredTimes, correctAnswerTime } from '../study/answer-time.ts';
import { gradeAnswer } from '../study/grade-answer.ts';
import { readLatestAnswerTime, readRecordedAnswer } from '../study/read-answer.ts';
import { readSession, type StoredSession } from '../study/read-session.ts';
import type { FactWriter } from './fact-writer.ts';
import type { StudyHostSurroundings } from './study-host.ts';
import type { AnswerFeedback, AnswerSubmission } from './study-host-calls.ts';

export interface AnswerRecorder {
  recordAnswer(answer: AnswerSubmission): Promise<AnswerFeedback>;
  /** Drops what is kept of a session, after it was changed by something else than an answer. */
  forget(testRecordId: string): void;
}

/** Longest time the database accepts for one question; an open laptop lid must not make an answer impossible. */
const maximumTimeSpentSeconds = 86_400;
/** One student works in one session; a few tabs or profiles may be open at once. */
const rememberedSessionCount = 8;

export function createAnswerRecorder(surroundings: StudyHostSurroundings, writeFact: FactWriter): AnswerRecorder {
  const { database, tickMs, onTimed } = surroundings;
  const remembered = new Map<string, { session: StoredSession; times: AnsweredTimes }>();

  /** Kept from the first answer on, so that the others cost no read of the session's questions. */
  async function plannedSession(answer: AnswerSubmission) {
    const known = remembered.get(answer.testRecordId);
    if (known !== undefined) return known;
    const session = await readSession(database, answer.testRecordId);
    if (session === null) throw new ExpectedError('NOT_FOUND', { what: 'session' });
    return keep(session);
  }

  async function keep(session: StoredSession) {
    const times = { latestMs: await readLatestAnswerTime(database, session.studentId) };
    const entry = { session, times };
    remembered.delete(session.testRecordId);
    remembered.set(session.testRecordId, entry);
    const oldest = remembered.keys().next();
    if (remembered.size > rememberedSessionCount && oldest.done !== true) remembered.delete(oldest.value);
    return entry;
  }

  return {
    forget(testRecordId) {
      remembered.delete(testRecordId);
    },
    async recordAnswer(answer) {
      const startedMs = tickMs();
      const { session, times } = await plannedSession(answer);
      const question = session.questions[answer.position];
      if (question?.questionVersionId !== answer.questionVersionId || session.studentId !== answer.studentId) {
        throw new ExpectedError('INVALID_INPUT', { field: 'position', problem: 'not in the plan' });
      }
      const grade = gradeAnswer(question.content, answer.response);
      if (grade === null) throw new ExpectedError('INVALID_INPUT', { field: 'response', problem: 'other question' });
      const answeredAt = correctAnswerTime(Date.parse(answer.answeredAt), times);
      const plannedMs = tickMs();
      const isNew =
        session.finishedAt === null &&
        (await writeFact({
          kind: 'answer_recorded',
          answerId: answer.answerId,
          mistakeId: answer.mistakeId,
          testRecordId: answer.testRecordId,
          studentId: answer.studentId,
          questionId: question.questionId,
          questionVersionId: question.questionVersionId,
          topicUid: question.content.topicUid,
          position: answer.position,
          response: answer.response,
          outcome: grade.outcome,
          mistakeCode: grade.outcome === 'right' ? null : grade.mistakeCode,
          timeSpentSeconds: Math.min(answer.timeSpentSeconds, maximumTimeSpentSeconds),
          hintsUsed: answer.hintsUsed,
          answeredAt: new Date(answeredAt).toISOString(),
        }));
      const writtenMs = tickMs();
      const recorded = await readRecordedAnswer(database, answer.testRecordId, answer.position);
      if (recorded === null) throw new ExpectedError('SESSION_ALREADY_FINISHED');
      if (isNew) times.latestMs = Math.max(times.latestMs ?? answeredAt, answeredAt);
      onTimed?.({
        call: 'recordAnswer',
        parts: { planMs: plannedMs - startedMs, writeMs: writtenMs - plannedMs, readMs: tickMs() - writtenMs },
      });
      return { ...recorded, wasAlreadyRecorded: !isNew };
    },
  };
}
