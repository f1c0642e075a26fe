import { v7 as uuidV7 } from 'uuid';
import { findTemplate } from '../content/maths-pack/all-templates.ts';
import type { SqlQueries, StudyDatabase } from '../database/study-database.ts';
import { drawSession } from './draw-session.ts';
import { readHomeView } from './home-view.ts';
import { listPacks } from './packs.ts';
import { readProfile } from './profiles.ts';
import { readTrend } from './read-answer.ts';
import { readSession } from './read-session.ts';
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
  await rehearse(database, async (queries) => {
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
  });
}

/**
 * The same for what leads to the first question: a profile, Home, a session. To be run while the student types the name,
 * or reads Home. Two short transactions, so that a click in between waits for one at most.
 */
export async function warmUpStart(database: StudyDatabase, nowMs: number): Promise<void> {
  const studentId = uuidV7();
  const testRecordId = uuidV7();
  const nowIso = new Date(nowMs).toISOString();
  await rehearse(database, async (queries) => {
    await writeFact(queries, {
      kind: 'profile_created',
      profile: {
        id: studentId,
        displayName: 'rehearsal',
        language: 'en',
        schoolGrade: null,
        targetExam: null,
        colour: 'indigo',
      },
      createdAt: nowIso,
    });
    await readProfile(queries, studentId);
    await readHomeView(queries, studentId, { nowIso, dayStartsAt: nowIso });
    await listPacks(queries);
  });
  await rehearse(database, async (queries) => {
    const request = {
      testRecordId,
      studentId,
      kind: 'practice',
      topicUids: [],
      packId: null,
      questionCount: 1,
      startedAt: nowIso,
      sourceRecommendationId: null,
    } as const;
    await writeFact(queries, await drawSession(queries, request, findTemplate));
    await readSession(queries, testRecordId);
  });
}

async function rehearse(database: StudyDatabase, work: (queries: SqlQueries) => Promise<void>): Promise<void> {
  try {
    await database.transaction(async (queries) => {
      await work(queries);
      throw new RehearsalOver();
    });
  } catch (error) {
    if (!(error instanceof RehearsalOver)) throw error;
  }
}
