import type { ReviewQueue } from '../../model/review.ts';
import type { ReviewCard } from './review-book.ts';

/** How far the forecast reaches, today included. */
const forecastDayCount = 14;
const weekDayCount = 7;

/** Midnight of the machine's own calendar, `days` after the day of `atMs`; days of 23 and 25 hours are days. */
export function localMidnight(atMs: number, days = 0): number {
  const at = new Date(atMs);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days).getTime();
}

/** Whole days of the local calendar from one moment to another. */
export function localDaysBetween(fromMs: number, toMs: number): number {
  return Math.round((localMidnight(toMs) - localMidnight(fromMs)) / (24 * 60 * 60 * 1000));
}

/** `2026-03-02`, by the local calendar. */
export function localDate(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** A card is due from the midnight before its moment on: nobody comes back at the same hour. */
export function isDueAt(card: ReviewCard, nowMs: number): boolean {
  return card.canBeAsked && card.state.dueMs < localMidnight(nowMs, 1);
}

/** What is due, longest overdue first; ties by question, so that two machines agree. */
export function dueCards(cards: Iterable<ReviewCard>, nowMs: number): readonly ReviewCard[] {
  return [...cards]
    .filter((card) => isDueAt(card, nowMs))
    .sort((a, b) => a.state.dueMs - b.state.dueMs || (a.questionId < b.questionId ? -1 : 1));
}

export function describeQueue(cards: Iterable<ReviewCard>, nowMs: number): ReviewQueue {
  const counts = Array.from({ length: forecastDayCount }, () => 0);
  let cardCount = 0;
  let nextDueMs: number | null = null;
  for (const card of cards) {
    if (!card.canBeAsked) continue;
    cardCount += 1;
    const place = Math.max(0, localDaysBetween(nowMs, card.state.dueMs));
    if (place > 0 && (nextDueMs === null || card.state.dueMs < nextDueMs)) nextDueMs = card.state.dueMs;
    if (place < forecastDayCount) counts[place] = (counts[place] ?? 0) + 1;
  }
  return {
    cardCount,
    dueCount: counts[0] ?? 0,
    dueTomorrowCount: counts[1] ?? 0,
    dueThisWeekCount: counts.slice(0, weekDayCount).reduce((sum, count) => sum + count, 0),
    forecast: counts.map((count, place) => ({ day: localDate(localMidnight(nowMs, place)), count })),
    nextDueAt: nextDueMs === null ? null : new Date(nextDueMs).toISOString(),
  };
}
