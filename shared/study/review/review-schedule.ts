/**
 * When a question comes back: FSRS-6 (ts-fsrs) replayed over what happened to one card. Nothing of it is stored, so two
 * replicas that hold the same mistakes and reviews show the same schedule, in whatever order these reached them.
 *
 *     first mistake -> due the next day -> reviewed (again | hard | good | easy) -> due by the forgetting curve -> ...
 */
import { type Card, createEmptyCard, fsrs, type Grade, Rating } from 'ts-fsrs';
import type { ReviewRating } from '../../model/review.ts';

/** One thing that happened to a card. */
export type CardEvent =
  | {
      readonly kind: 'mistake';
      readonly id: string;
      readonly atMs: number;
      readonly testAnswerId: string | null;
    }
  | {
      readonly kind: 'review';
      readonly id: string;
      readonly atMs: number;
      readonly testAnswerId: string | null;
      readonly rating: ReviewRating;
    };

/** How a card stands after its events. */
export interface CardState {
  readonly dueMs: number;
  /** Days after which it is remembered with a probability of 0.9. */
  readonly stabilityDays: number;
  /** 1 (easy to keep) to 10. */
  readonly difficulty: number;
  readonly reviewCount: number;
  /** How often it was forgotten after the first mistake. */
  readonly lapseCount: number;
  readonly lastEventMs: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Retention 0.9 is FSRS's own default: below it more is forgotten than saved in time, above it the number of reviews
 * grows fast. No fuzz: the same facts must give the same day everywhere. One learning step of a day, because the point
 * of a mistake notebook is to see the question again after a night's sleep. Nothing is put off beyond a year: exams come once
 * a year.
 */
const scheduler = fsrs({
  request_retention: 0.9,
  enable_fuzz: false,
  enable_short_term: true,
  learning_steps: ['1d'],
  relearning_steps: ['1d'],
  maximum_interval: 365,
});

/** Null when there is no card: nothing of it was ever got wrong (reviews alone wait for their mistake to arrive). */
export function replayCard(events: readonly CardEvent[]): CardState | null {
  const ordered = orderEvents(events);
  const card = cardAfter(ordered);
  if (card === null) return null;
  const firstMistake = ordered.findIndex((event) => event.kind === 'mistake' || event.rating === Rating.Again);
  const reviewCount = ordered.slice(firstMistake).filter((event) => event.kind === 'review').length;
  return {
    dueMs: card.due.getTime(),
    stabilityDays: card.stability,
    difficulty: card.difficulty,
    reviewCount,
    lapseCount: card.lapses,
    lastEventMs: (card.last_review ?? card.due).getTime(),
  };
}

/** When the card would be due after each rating at that moment. Null when there is no card. */
export function previewRatings(
  events: readonly CardEvent[],
  atMs: number,
): Readonly<Record<ReviewRating, number>> | null {
  const card = cardAfter(orderEvents(events).filter((event) => event.atMs < atMs));
  if (card === null) return null;
  const preview = scheduler.repeat(card, new Date(atMs));
  return {
    1: preview[Rating.Again].card.due.getTime(),
    2: preview[Rating.Hard].card.due.getTime(),
    3: preview[Rating.Good].card.due.getTime(),
    4: preview[Rating.Easy].card.due.getTime(),
  };
}

/**
 * One event for each answer, in the order of time. Of several ratings of one answer the latest holds, at the time of the
 * first: the student thought again about the same review. A review of a wrong answer stands for its mistake.
 */
export function orderEvents(events: readonly CardEvent[]): readonly CardEvent[] {
  const reviewOf = new Map<string, CardEvent>();
  const ordered: CardEvent[] = [];
  const sorted = [...events].sort(inOrder);
  for (const event of sorted) {
    if (event.kind !== 'review' || event.testAnswerId === null) continue;
    const first = reviewOf.get(event.testAnswerId);
    reviewOf.set(event.testAnswerId, first === undefined ? event : { ...event, atMs: first.atMs });
  }
  for (const event of sorted) {
    if (event.testAnswerId === null) ordered.push(event);
    else if (event.kind === 'mistake' && !reviewOf.has(event.testAnswerId)) ordered.push(event);
  }
  ordered.push(...reviewOf.values());
  return ordered.sort(inOrder);
}

function inOrder(a: CardEvent, b: CardEvent): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function cardAfter(ordered: readonly CardEvent[]): Card | null {
  let card: Card | null = null;
  let wasForgotten = false;
  for (const event of ordered) {
    const at = new Date(event.atMs);
    if (card === null) {
      const isMistake = event.kind === 'mistake' || event.rating === Rating.Again;
      if (!isMistake) continue;
      card = scheduler.next(createEmptyCard(at), at, Rating.Again).card;
      wasForgotten = true;
      continue;
    }
    // Five wrong answers to one template in one sitting are one forgetting, not five.
    if (event.kind === 'mistake' && wasForgotten && isSameSitting(card.last_review, at)) continue;
    const grade: Grade = event.kind === 'mistake' ? Rating.Again : event.rating;
    card = scheduler.next(card, at, grade).card;
    wasForgotten = grade === Rating.Again;
  }
  return card;
}

/** Without a night between two moments, wherever the student is: their time zone is not among the facts. */
const longestSittingMs = 12 * 60 * 60 * 1000;

/** The same day, which FSRS counts in UTC, or an evening across its midnight (seven o'clock in New York). */
function isSameSitting(a: Date | undefined, b: Date): boolean {
  if (a === undefined) return false;
  const isSameDay = Math.floor(a.getTime() / dayMs) === Math.floor(b.getTime() / dayMs);
  return isSameDay || b.getTime() - a.getTime() < longestSittingMs;
}
