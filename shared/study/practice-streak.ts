/** Days in a row and minutes of two weeks, from the days with answers. Pure: days are local calendar days. */
import type { PracticeDay } from './insights/insight-data.ts';

export interface PracticeStreak {
  /** Days in a row with an answer, up to today, or up to yesterday while today has none yet. */
  readonly dayCount: number;
  readonly hasAnswerToday: boolean;
  /** Minutes on questions in the last seven days, today included. */
  readonly minutesThisWeek: number;
  /** The same for the seven days before them. */
  readonly minutesWeekBefore: number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** `today` is a local day, `2026-03-02`; `days` may come in any order. */
export function readStreak(days: readonly PracticeDay[], today: string): PracticeStreak {
  const minutesOf = new Map(days.filter((day) => day.answerCount > 0).map((day) => [day.day, day.minutes]));
  const hasAnswerToday = minutesOf.has(today);
  let dayCount = 0;
  while (minutesOf.has(daysBefore(today, dayCount + (hasAnswerToday ? 0 : 1)))) dayCount += 1;
  const minutesOfWeek = (weeksAgo: number) =>
    Array.from({ length: 7 }, (_, day) => minutesOf.get(daysBefore(today, 7 * weeksAgo + day)) ?? 0).reduce(
      (sum, minutes) => sum + minutes,
      0,
    );
  return { dayCount, hasAnswerToday, minutesThisWeek: minutesOfWeek(0), minutesWeekBefore: minutesOfWeek(1) };
}

function daysBefore(day: string, count: number): string {
  // Days of the calendar, counted in UTC, which knows no change of the clocks.
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * dayMs).toISOString().slice(0, 10);
}
