/** The calls of the mistake notebook and its spaced review. */
import { findTemplate } from '../content/maths-pack/all-templates.ts';
import { ExpectedError } from '../errors/outcome.ts';
import type { AnswerReview, ReviewRating } from '../model/review.ts';
import type { Session } from '../model/session.ts';
import { readMistakes } from '../study/mistake-details.ts';
import { readMistakeHistory } from '../study/notebook/mistake-history.ts';
import { readNotebookOverview } from '../study/notebook/notebook-overview.ts';
import { countMistakes, searchMistakes } from '../study/notebook/search-mistakes.ts';
import { readSession, type StoredSession } from '../study/read-session.ts';
import { drawReview } from '../study/review/draw-review.ts';
import { type ReviewedAnswer, readReviewedAnswer } from '../study/review/read-answer-review.ts';
import type { ReviewBook } from '../study/review/review-book.ts';
import { describeQueue, localDaysBetween } from '../study/review/review-queue.ts';
import { previewRatings } from '../study/review/review-schedule.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import type { FactWriter } from './fact-writer.ts';
import { notebookCallSchemas as schemas } from './notebook-call-schemas.ts';
import type { NotebookCalls } from './notebook-calls.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';

interface NotebookParts {
  readonly writeFact: FactWriter;
  readonly reviewBook: ReviewBook;
  /** A stored session as a screen gets it. */
  readonly show: (session: StoredSession) => Session;
}

/** A feedback sheet is rarely left open for longer. */
const believedPauseMs = 24 * 60 * 60 * 1000;

export function createNotebookCalls(surroundings: StudyHostSurroundings, parts: NotebookParts): NotebookCalls {
  const { database, nowMs } = surroundings;
  const { writeFact, reviewBook, show } = parts;
  const currentStudentId = surroundings.currentStudentId ?? ((studentId: string) => studentId);
  const run = <T>(callName: keyof NotebookCalls, work: () => Promise<T>) => toOutcome(callName, surroundings, work);

  return {
    readNotebook: (input) =>
      run('readNotebook', () => readNotebookOverview(database, checkInput(schemas.ofStudent, input).studentId)),
    searchMistakes: (input) => run('searchMistakes', () => searchMistakes(database, checkInput(schemas.search, input))),
    countMistakes: (input) =>
      run('countMistakes', async () => ({ count: await countMistakes(database, checkInput(schemas.search, input)) })),
    readMistakes: (input) =>
      run('readMistakes', () => readMistakes(database, checkInput(schemas.ofMistakes, input).mistakeIds)),
    readMistakeHistory: (input) =>
      run('readMistakeHistory', async () => {
        const { mistakeId, studentId } = checkInput(schemas.ofMistake, input);
        const asked = { mistakeId, studentId: currentStudentId(studentId) };
        return found(await readMistakeHistory(database, reviewBook, asked, nowMs()));
      }),

    readReviewQueue: (input) =>
      run('readReviewQueue', async () => {
        const { studentId } = checkInput(schemas.ofStudent, input);
        return describeQueue((await reviewBook.cardsOf(studentId)).values(), nowMs());
      }),
    startReview: (input) =>
      run('startReview', async () => {
        const request = checkInput(schemas.startReview, input);
        const existing = await readSession(database, request.testRecordId);
        if (existing !== null) return show(existing);
        const cards = await reviewBook.cardsOf(request.studentId);
        await writeFact(await drawReview(database, request, cards, nowMs(), findTemplate));
        return show(found(await readSession(database, request.testRecordId)));
      }),
    readAnswerReview: (input) =>
      run('readAnswerReview', async () => {
        const { testRecordId, position } = checkInput(schemas.ofAnswer, input);
        const answered = await readReviewedAnswer(database, testRecordId, position);
        if (!answered.isAnswered) throw new ExpectedError('NOT_FOUND', { what: 'answer' });
        return answered.review === null ? null : describeReview(answered.review);
      }),
    rateReview: (input) =>
      run('rateReview', async () => {
        const opinion = checkInput(schemas.rateReview, input);
        const answered = await readReviewedAnswer(database, opinion.testRecordId, opinion.position);
        if (!answered.isAnswered) throw new ExpectedError('NOT_FOUND', { what: 'answer' });
        const { review } = answered;
        if (review === null || review.outcome !== 'right' || review.studentId !== currentStudentId(opinion.studentId)) {
          throw new ExpectedError('INVALID_INPUT', { field: 'position', problem: 'no review to rate' });
        }
        // The latest rating of an answer holds: this one comes after what is there, also where a clock was set meanwhile.
        const latestMs = Date.parse(review.latestRatedAt);
        const givenMs = Date.parse(opinion.ratedAt);
        const ratedMs = givenMs > latestMs && givenMs < latestMs + believedPauseMs ? givenMs : latestMs + 1;
        const isNew = await writeFact({
          kind: 'review_rated',
          review: {
            reviewId: opinion.reviewId,
            studentId: review.studentId,
            questionId: review.questionId,
            questionVersionId: review.questionVersionId,
            mistakeId: review.mistakeId,
            testAnswerId: review.testAnswerId,
            rating: opinion.rating,
            timeSpentSeconds: review.timeSpentSeconds,
            reviewedAt: new Date(ratedMs).toISOString(),
          },
        });
        return { wasAlreadyRecorded: !isNew };
      }),
  };

  async function describeReview(review: ReviewedAnswer): Promise<AnswerReview> {
    const card = (await reviewBook.cardsOf(review.studentId)).get(review.questionId);
    const atMs = Date.parse(review.reviewedAt);
    const dueOf = previewRatings(card?.events ?? [], atMs);
    const canChange = review.outcome === 'right';
    const ratings: readonly ReviewRating[] = canChange ? [2, 3, 4] : [1];
    return {
      questionId: review.questionId,
      rating: review.rating,
      reviewedAt: review.reviewedAt,
      canChange,
      choices:
        dueOf === null
          ? []
          : ratings.map((rating) => ({
              rating,
              dueAt: new Date(dueOf[rating]).toISOString(),
              intervalDays: localDaysBetween(atMs, dueOf[rating]),
            })),
    };
  }
}

function found<T>(value: T | null): T {
  if (value === null) throw new ExpectedError('NOT_FOUND');
  return value;
}
