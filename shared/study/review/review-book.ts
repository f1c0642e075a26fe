/**
 * The cards of each student, kept in memory by the host: computed once from the mistakes and the review log, and brought
 * along with every answer and review that this host writes. Rows that come another way (sync, a restored backup) are
 * noticed by their number, since facts are only ever added.
 */
import type { SqlQueries } from '../../database/study-database.ts';
import type { ReviewRating } from '../../model/review.ts';
import type { StudyFact } from '../study-fact.ts';
import type { ReviewEntry } from './review-fact.ts';
import { type CardEvent, type CardState, orderEvents, replayCard } from './review-schedule.ts';

export interface ReviewCard {
  readonly questionId: string;
  readonly events: readonly CardEvent[];
  readonly state: CardState;
  /** False when neither the question nor a version of it is on this replica: it cannot be asked. */
  readonly canBeAsked: boolean;
}

export interface ReviewBook {
  /** By question. Takes a moment for the first call of a student with a long history. */
  cardsOf(studentId: string): Promise<ReadonlyMap<string, ReviewCard>>;
  /** After this host has written a fact. */
  applyFact(fact: StudyFact): void;
  /** Looks again before the next use; null means every student's. */
  doubt(studentId: string | null): void;
  /** Computes everything anew at the next use: what can be asked has changed. */
  forget(): void;
}

interface StudentCards {
  readonly cards: Map<string, ReviewCard>;
  mistakeCount: number;
  reviewCount: number;
  isDoubted: boolean;
}

/** Profiles of one machine that are used in turn; the least recently used one is computed again. */
const rememberedStudentCount = 4;

export function createReviewBook(queries: SqlQueries, pause: () => Promise<void>): ReviewBook {
  const known = new Map<string, StudentCards>();
  const loading = new Map<string, Promise<StudentCards>>();
  let changeCount = 0;

  async function load(studentId: string): Promise<StudentCards> {
    const changesBefore = changeCount;
    const loaded = await readCards(queries, studentId, pause);
    // What was written meanwhile may or may not be among the rows.
    loaded.isDoubted = changeCount !== changesBefore;
    known.delete(studentId);
    known.set(studentId, loaded);
    const oldest = known.keys().next();
    if (known.size > rememberedStudentCount && oldest.done !== true) known.delete(oldest.value);
    return loaded;
  }

  function loadOnce(studentId: string): Promise<StudentCards> {
    const running = loading.get(studentId) ?? load(studentId).finally(() => loading.delete(studentId));
    loading.set(studentId, running);
    return running;
  }

  function addEvent(student: StudentCards, questionId: string, event: CardEvent): void {
    const card = student.cards.get(questionId);
    if (card?.events.some(({ id }) => id === event.id) === true) return;
    const events = [...(card?.events ?? []), event];
    const state = replayCard(events);
    if (state === null) return;
    student.cards.set(questionId, { questionId, events, state, canBeAsked: card?.canBeAsked ?? true });
  }

  return {
    async cardsOf(studentId) {
      const student = known.get(studentId);
      if (student === undefined) return (await loadOnce(studentId)).cards;
      if (!student.isDoubted) return student.cards;
      const counts = await readCounts(queries, studentId);
      const isSame = counts.mistakeCount === student.mistakeCount && counts.reviewCount === student.reviewCount;
      if (!isSame) return (await loadOnce(studentId)).cards;
      student.isDoubted = false;
      return student.cards;
    },
    applyFact(fact) {
      changeCount += 1;
      if (fact.kind === 'answer_recorded') {
        const student = known.get(fact.studentId);
        if (student === undefined) return;
        if (fact.mistakeCode !== null) {
          student.mistakeCount += 1;
          addEvent(student, fact.questionId, {
            kind: 'mistake',
            id: fact.mistakeId,
            atMs: Date.parse(fact.answeredAt),
            testAnswerId: fact.answerId,
          });
        }
        if (fact.review !== undefined) applyReview(student, fact.review);
      }
      if (fact.kind === 'review_rated') {
        const student = known.get(fact.review.studentId);
        if (student !== undefined) applyReview(student, fact.review);
      }
    },
    doubt(studentId) {
      changeCount += 1;
      for (const [id, student] of known) if (studentId === null || studentId === id) student.isDoubted = true;
    },
    forget: () => known.clear(),
  };

  function applyReview(student: StudentCards, review: ReviewEntry): void {
    student.reviewCount += 1;
    addEvent(student, review.questionId, toEvent(review));
  }
}

/** The latest mistake in the question, before a moment when one is given. */
export function latestMistake(card: ReviewCard, beforeMs = Number.POSITIVE_INFINITY): CardEvent | undefined {
  return orderEvents(card.events.filter((event) => event.kind === 'mistake' && event.atMs < beforeMs)).at(-1);
}

function toEvent(review: ReviewEntry): CardEvent {
  return {
    kind: 'review',
    id: review.reviewId,
    atMs: Date.parse(review.reviewedAt),
    testAnswerId: review.testAnswerId,
    rating: review.rating,
  };
}

async function readCounts(
  queries: SqlQueries,
  studentId: string,
): Promise<{ mistakeCount: number; reviewCount: number }> {
  const [row] = await queries.query<{ mistakes: number; reviews: number }>(
    `SELECT (SELECT count(*) FROM student_mistakes WHERE student_id = $1)::int AS mistakes,
            (SELECT count(*) FROM review_log WHERE student_id = $1)::int AS reviews`,
    [studentId],
  );
  return { mistakeCount: row?.mistakes ?? 0, reviewCount: row?.reviews ?? 0 };
}

interface CardRow {
  question_id: string;
  can_be_asked: boolean;
  /** Milliseconds since 1970, id, answer: one entry each mistake. */
  mistakes: [number, string, string | null][];
  reviews: [number, string, string | null, ReviewRating][] | null;
}

/** Cards are replayed in groups, so that a long history does not hold up an answer. */
const cardsAtOnce = 200;

async function readCards(queries: SqlQueries, studentId: string, pause: () => Promise<void>): Promise<StudentCards> {
  // Counted first: what is added in between is counted again when it is doubted, never missed.
  const counts = await readCounts(queries, studentId);
  const rows = await queries.query<CardRow>(
    `WITH mistaken AS (
       SELECT question_id,
              jsonb_agg(jsonb_build_array(extract(epoch FROM occurred_at)::float8 * 1000, id, test_answer_id)) AS mistakes,
              (array_agg(test_answer_id ORDER BY occurred_at DESC, id DESC))[1] AS latest_answer_id
         FROM student_mistakes WHERE student_id = $1 AND question_id IS NOT NULL GROUP BY question_id
     ), reviewed AS (
       SELECT question_id,
              jsonb_agg(jsonb_build_array(extract(epoch FROM reviewed_at)::float8 * 1000, id, test_answer_id, rating)) AS reviews
         FROM review_log WHERE student_id = $1 GROUP BY question_id
     )
     SELECT mistaken.question_id, mistaken.mistakes, reviewed.reviews,
            EXISTS (SELECT FROM questions WHERE id = mistaken.question_id AND retired_at IS NULL)
            OR EXISTS (SELECT FROM test_answers AS answer
                         JOIN question_versions AS version ON version.id = answer.question_version_id
                        WHERE answer.id = mistaken.latest_answer_id) AS can_be_asked
       FROM mistaken LEFT JOIN reviewed USING (question_id)`,
    [studentId],
  );
  const cards = new Map<string, ReviewCard>();
  for (const [place, row] of rows.entries()) {
    if (place > 0 && place % cardsAtOnce === 0) await pause();
    const events: CardEvent[] = row.mistakes.map(([atMs, id, testAnswerId]) => ({
      kind: 'mistake',
      id,
      atMs: Math.round(atMs),
      testAnswerId,
    }));
    for (const [atMs, id, testAnswerId, rating] of row.reviews ?? []) {
      events.push({ kind: 'review', id, atMs: Math.round(atMs), testAnswerId, rating });
    }
    const state = replayCard(events);
    if (state === null) continue;
    cards.set(row.question_id, { questionId: row.question_id, events, state, canBeAsked: row.can_be_asked });
  }
  return { cards, ...counts, isDoubted: false };
}
