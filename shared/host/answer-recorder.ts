/** Records answers: checks them against the session's plan, grades them, stores them, and says what came of it. */
import { ExpectedError } from '../errors/outcome.ts';
import type { AnswerFeedback, AnswerSubmission } from '../model/answer.ts';
import type { ImprovementTrend } from '../model/reflex.ts';
import { type AnsweredTimes, correctAnswerTime } from '../study/answer-time.ts';
import { gradeAnswer } from '../study/grade-answer.ts';
import { readLatestAnswerTime, readRecordedAnswer, readTrend } from '../study/read-answer.ts';
import { readSession, type StoredSession } from '../study/read-session.ts';
import { deriveRating } from '../study/review/derive-rating.ts';
import { latestMistake, type ReviewBook } from '../study/review/review-book.ts';
import { type ReviewEntry, reviewIdOf } from '../study/review/review-fact.ts';
import type { AnswerFact } from '../study/study-fact.ts';
import { warmUp } from '../study/warm-up.ts';
import type { FactWriter } from './fact-writer.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';

export interface AnswerRecorder {
  recordAnswer(answer: AnswerSubmission): Promise<AnswerFeedback>;
  /** Gets ready for the first answer of a session that a student has just been shown; returns at once. */
  prepare(session: StoredSession): void;
  /** Drops what is kept of a session, after it was changed by something else than an answer. */
  forget(testRecordId: string): void;
  /** Drops everything: a profile has another id from now on. */
  forgetAll(): void;
}

/** Longest time the database accepts for one question; an open laptop lid must not make an answer impossible. */
const maximumTimeSpentSeconds = 86_400;
/** One student works in one session; a few tabs or profiles may be open at once. */
const rememberedSessionCount = 8;

export function createAnswerRecorder(
  surroundings: StudyHostSurroundings,
  writeFact: FactWriter,
  reviewBook: ReviewBook,
): AnswerRecorder {
  const { database, exclusively, nowMs, onTimed, pause, reportBug, tickMs } = surroundings;
  const currentStudentId = surroundings.currentStudentId ?? ((studentId: string) => studentId);
  const correctMs = surroundings.correctMs ?? ((localMs: number) => localMs);
  let isWarm = false;
  const remembered = new Map<string, StoredSession>();
  /** One for each student, shared by their sessions: answers of two tabs interleave. */
  const timesOf = new Map<string, AnsweredTimes>();

  /** Kept, so that an answer costs no read of its session's questions. */
  async function plannedSession(answer: AnswerSubmission): Promise<StoredSession> {
    const known = remembered.get(answer.testRecordId);
    if (known !== undefined) return known;
    const session = await readSession(database, answer.testRecordId);
    if (session === null) throw new ExpectedError('NOT_FOUND', { what: 'session' });
    keep(session);
    return session;
  }

  function keep(session: StoredSession): void {
    remembered.delete(session.testRecordId);
    remembered.set(session.testRecordId, session);
    const oldest = remembered.keys().next();
    if (remembered.size > rememberedSessionCount && oldest.done !== true) remembered.delete(oldest.value);
  }

  async function answeredTimes(studentId: string): Promise<AnsweredTimes> {
    const known = timesOf.get(studentId);
    if (known !== undefined) return known;
    const latestMs = await readLatestAnswerTime(database, studentId);
    // Somebody may have asked for the same while this was read: there must be one object only.
    const times = timesOf.get(studentId) ?? { latestMs };
    timesOf.set(studentId, times);
    return times;
  }

  async function getReady(session: StoredSession): Promise<void> {
    // The session itself goes to the student first.
    await pause();
    keep(session);
    await answeredTimes(session.studentId);
    if (session.kind === 'review') await reviewBook.cardsOf(session.studentId);
    if (isWarm) return;
    isWarm = true;
    await warmUp(database, nowMs());
  }

  /** Null unless a question that was got wrong before the session came back in it for review. */
  async function reviewOf(
    fact: AnswerFact,
    session: StoredSession,
    expectedSeconds: number,
  ): Promise<ReviewEntry | null> {
    if (session.kind !== 'review') return null;
    const card = (await reviewBook.cardsOf(fact.studentId)).get(fact.questionId);
    const mistake = card === undefined ? undefined : latestMistake(card, Date.parse(session.startedAt));
    if (mistake === undefined) return null;
    return {
      // Of the answer's own id, so that a replay on any machine writes the same row.
      reviewId: reviewIdOf(fact.answerId),
      studentId: fact.studentId,
      questionId: fact.questionId,
      questionVersionId: fact.questionVersionId,
      mistakeId: mistake.id,
      testAnswerId: fact.answerId,
      rating: deriveRating({ ...fact, expectedSeconds }),
      timeSpentSeconds: fact.timeSpentSeconds,
      reviewedAt: fact.answeredAt,
    };
  }

  return {
    prepare(session) {
      if (remembered.has(session.testRecordId)) return;
      exclusively(() => getReady(session)).catch((error: unknown) => reportBug('warmUp', error));
    },
    forget(testRecordId) {
      remembered.delete(testRecordId);
    },
    forgetAll() {
      remembered.clear();
      timesOf.clear();
    },
    async recordAnswer(answer) {
      const startedMs = tickMs();
      const session = await plannedSession(answer);
      const times = await answeredTimes(session.studentId);
      const question = session.questions[answer.position];
      if (
        question?.questionVersionId !== answer.questionVersionId ||
        session.studentId !== currentStudentId(answer.studentId)
      ) {
        throw new ExpectedError('INVALID_INPUT', { field: 'position', problem: 'not in the plan' });
      }
      const grade = gradeAnswer(question.content, answer.response);
      if (grade === null) throw new ExpectedError('INVALID_INPUT', { field: 'response', problem: 'other question' });
      const answeredAt = correctAnswerTime(correctMs(Date.parse(answer.answeredAt)), times);
      times.latestMs = Math.max(times.latestMs ?? answeredAt, answeredAt);
      const plannedMs = tickMs();
      const recorded: AnswerFact = {
        kind: 'answer_recorded',
        answerId: answer.answerId,
        mistakeId: answer.mistakeId,
        testRecordId: answer.testRecordId,
        studentId: session.studentId,
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
      };
      const review = await reviewOf(recorded, session, question.content.expectedSeconds);
      const fact: AnswerFact = review === null ? recorded : { ...recorded, review };
      let trend: ImprovementTrend | null = null;
      const isNew =
        session.finishedAt === null &&
        (await writeFact(fact, async (queries) => {
          trend = await readTrend(queries, fact.studentId, fact.topicUid);
        }));
      onTimed?.({ call: 'recordAnswer', parts: { planMs: plannedMs - startedMs, writeMs: tickMs() - plannedMs } });
      if (!isNew) {
        const stored = await readRecordedAnswer(database, answer.testRecordId, answer.position);
        if (stored === null) throw new ExpectedError('SESSION_ALREADY_FINISHED');
        return { ...stored, wasAlreadyRecorded: true };
      }
      const { answerId, mistakeId, mistakeCode, outcome } = fact;
      return {
        answerId,
        outcome,
        mistake: mistakeCode === null ? null : { mistakeId, mistakeCode },
        trend,
        wasAlreadyRecorded: false,
      };
    },
  };
}
