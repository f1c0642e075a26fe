import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStudyDatabase, type StudyDatabase } from '../../shared/database/study-database.ts';
import { replayFacts } from '../../shared/study/replay-facts.ts';
import { createReviewBook } from '../../shared/study/review/review-book.ts';
import { reviewIdOf } from '../../shared/study/review/review-fact.ts';
import type { AnswerFact, StudyFact } from '../../shared/study/study-fact.ts';
import { writeFact } from '../../shared/study/write-fact.ts';
import { preparedFolder } from '../host/prepared-fixture.ts';

let pglite: PGlite;
let database: StudyDatabase;
beforeAll(async () => {
  const archive = await readFile(join(await preparedFolder(), 'study-pg18.tar.gz'));
  pglite = await PGlite.create({ loadDataDir: new Blob([new Uint8Array(archive)]) });
  database = createStudyDatabase(pglite);
});
afterAll(() => pglite.close());

const studentId = randomUUID();
const questionId = randomUUID();
const versionId = randomUUID();
const day = (count: number) => new Date(Date.UTC(2026, 2, 2 + count, 9)).toISOString();

function answered(outcome: 'right' | 'wrong', dayCount: number, isReview: boolean): readonly StudyFact[] {
  const testRecordId = randomUUID();
  const answerId = randomUUID();
  const answer: AnswerFact = {
    kind: 'answer_recorded',
    answerId,
    mistakeId: randomUUID(),
    testRecordId,
    studentId,
    questionId,
    questionVersionId: versionId,
    topicUid: 'TR.MAT.ALG.001',
    position: 0,
    response: { kind: 'blank' },
    outcome,
    mistakeCode: outcome === 'right' ? null : 'BLANK',
    timeSpentSeconds: 40,
    hintsUsed: 0,
    answeredAt: day(dayCount),
  };
  const review = {
    reviewId: reviewIdOf(answerId),
    studentId,
    questionId,
    questionVersionId: versionId,
    mistakeId: null,
    testAnswerId: answerId,
    rating: 3,
    timeSpentSeconds: 40,
    reviewedAt: day(dayCount),
  } as const;
  return [
    {
      kind: 'session_started',
      testRecordId,
      studentId,
      sessionKind: isReview ? 'review' : 'practice',
      versions: [],
      expectedSecondsPerQuestion: 60,
      sourceRecommendationId: null,
      startedAt: day(dayCount),
    },
    isReview ? { ...answer, review } : answer,
  ];
}

test('reviews, ratings and notes of a journal are written once however often it is replayed, and the cards follow', async () => {
  const mistake = answered('wrong', 0, false);
  const reviewed = answered('right', 1, true);
  const answer = reviewed[1];
  if (answer?.kind !== 'answer_recorded' || answer.review === undefined) throw new Error('no review');
  const journal: readonly StudyFact[] = [
    ...mistake,
    ...reviewed,
    {
      kind: 'review_rated',
      review: { ...answer.review, reviewId: randomUUID(), rating: 4, reviewedAt: '2026-03-03T09:00:05.000Z' },
    },
    {
      kind: 'mistake_reason_noted',
      reason: {
        reasonId: randomUUID(),
        mistakeId: mistake[1]?.kind === 'answer_recorded' ? mistake[1].mistakeId : '',
        studentId,
        mistakeCode: 'BLANK',
        notedAt: day(2),
        note: 'paydaya dikkat',
      },
    },
  ];
  const book = createReviewBook(database, async () => undefined);
  expect((await book.cardsOf(studentId)).size).toBe(0);
  // A fact at a time, as the host writes them: the book is brought along and never reads again.
  for (const fact of journal) {
    if (await database.transaction((queries) => writeFact(queries, fact))) book.applyFact(fact);
  }
  const followed = (await book.cardsOf(studentId)).get(questionId)?.state;
  const rows = () =>
    database.query(
      `SELECT (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.id) FROM review_log AS r) AS reviews,
              (SELECT jsonb_agg(to_jsonb(r) ORDER BY r.id) FROM mistake_reasons AS r) AS reasons`,
    );
  const written = await rows();
  for (const isRestored of [false, true]) {
    const report = await replayFacts(database, journal, { isRestored });
    expect(report.refusedCount).toBe(0);
    expect(await rows()).toEqual(written);
  }
  const read = (await createReviewBook(database, async () => undefined).cardsOf(studentId)).get(questionId)?.state;
  expect(read).toEqual(followed);
  expect(read).toMatchObject({ reviewCount: 1, lapseCount: 0 });

  // Rows that came another way are noticed by their number.
  await database.query(
    `INSERT INTO review_log (id, student_id, question_id, question_version_id, rating, reviewed_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 1, $4)`,
    [studentId, questionId, versionId, day(20)],
  );
  expect((await book.cardsOf(studentId)).get(questionId)?.state).toEqual(followed);
  book.doubt(studentId);
  expect((await book.cardsOf(studentId)).get(questionId)?.state).toMatchObject({ reviewCount: 2, lapseCount: 1 });
});
