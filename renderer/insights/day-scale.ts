/** Days (`2026-11-03`) along a line. */
import { linearScale } from '../charts/scales.ts';

const dayMs = 86_400_000;

export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
}

export function dayOf(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

/** A place for each day, and about `labelCount` of the given days to write below the axis. */
export function dayScale(days: readonly string[], room: readonly [number, number], labelCount: number) {
  const numbers = days.map(dayNumber);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  // One day alone stands in the middle.
  const scale = linearScale(first === last ? [first - 1, last + 1] : [first, last], room);
  const unique = [...new Set(days)].sort();
  const every = Math.max(1, Math.ceil(unique.length / labelCount));
  return {
    place: (day: string) => scale.place(dayNumber(day)),
    labels: unique.filter((_, index) => index % every === 0),
  };
}
