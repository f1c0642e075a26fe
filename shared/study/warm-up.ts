import { v7 as uuidV7 } from 'uuid';
import type { StudyDatabase } from '../database/study-database.ts';
import { readTrend } from './read-answer.ts';
import type { AnswerFact } from './study-fact.ts';
import { writeFact } from './write-fact.ts';

/** Enough hurried mistakes for a reflex, so that its functions are compiled too. */
const rehearsedAnswerCount = 3;

/** Thrown to leave the transaction without a trace. */
class RehearsalOver extends Error {}

/**
 * Lets PostgreSQL read, compile and plan what recording a mistake takes, in a transaction that is rolled back: the first
 * real one would be 10 to 20 times slower than the others (320 ms against 15 ms in a browser, measured), and it is the
 * one that a student waits for. To be run while the student reads the first question.
 */
export async function warmUp(database: StudyDatabase, nowMs: number): Promise<void> {
  const studentId = uuidV7();
  const testRecordId = uuidV7();
  const questionId = uuidV7();
  try {
    await database.transaction(async (queries) => {
      await writeFact(queries, {
        kind: 'session_started',
        testRecordId,
        studentId,
        sessionKind: 'practice',
        versions: [],
        expectedSecondsPerQuestion: 60,
        sourceRecommendationId: null,
        startedAt: new Date(nowMs).toISOString(),
      });
      for (let position = 0; position < rehearsedAnswerCount; position += 1) {
        const fact: AnswerFact = {
          kind: 'answer_recorded',
          answerId: uuidV7(),
          mistakeId: uuidV7(),
          testRecordId,
          studentId,
          questionId,
          questionVersionId: uuidV7(),
          topicUid: 'rehearsal',
          position,
          response: { kind: 'blank' },
          outcome: 'wrong',
          mistakeCode: 'GUESS',
          timeSpentSeconds: 1,
          hintsUsed: 0,
          answeredAt: new Date(nowMs + position).toISOString(),
        };
        await writeFact(queries, fact);
      }
      await readTrend(queries, studentId, 'rehearsal');
      throw new RehearsalOver();
    });
  } catch (error) {
    if (!(error instanceof RehearsalOver)) throw error;
  }
}
