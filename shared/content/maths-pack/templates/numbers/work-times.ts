/** Times of work with and against each other: what two need together, from what each needs alone. */

/** Pairs of times, the shorter first, for which `combine` gives a whole number of at most 72. */
export const wholePairs = (combine: (a: number, b: number) => number): (readonly [number, number])[] =>
  Array.from({ length: 46 }, (_, index) => index + 3).flatMap((a) =>
    Array.from({ length: 60 - a }, (_, index) => a + index + 1)
      .filter((b) => Number.isInteger(combine(a, b)) && combine(a, b) >= 2 && combine(a, b) <= 72)
      .map((b) => [a, b] as const),
  );

/** Time of two who work with each other, from their times alone. */
export const together = (a: number, b: number): number => (a * b) / (a + b);
/** Time of two who work against each other, the first one being faster. */
export const against = (a: number, b: number): number => (a * b) / (b - a);
