/** Sums and averages of short lists of numbers. */

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Middle value, or the mean of the two middle values. The list is not empty. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return middle(sorted);
}

/** The middle of the list in the order it stands. */
export function middle(values: readonly number[]): number {
  const half = Math.floor(values.length / 2);
  const upper = values[half] ?? Number.NaN;
  return values.length % 2 === 1 ? upper : ((values[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The most frequent values in ascending order. */
export function modes(values: readonly number[]): number[] {
  const most = Math.max(...values.map((value) => timesIn(value, values)));
  return [...new Set(values)].filter((value) => timesIn(value, values) === most).sort((a, b) => a - b);
}

export function timesIn(value: number, values: readonly number[]): number {
  return values.filter((other) => other === value).length;
}
