/** Statistics by searching for the value that balances, and by counting values above and below. */
import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

/** The tenth that the deviations of all values from it cancel out for. */
function balancePoint(values: readonly number[]): number {
  const hundredths = searchWhole(
    0,
    10_000,
    (candidate) => values.reduce((left, value) => left + 100 * value - candidate, 0) === 0,
  );
  return hundredths / 100;
}

/** Takes the smallest and the largest away until one or two values are left. */
function peeledMiddle(values: readonly number[]): number {
  const left = [...values];
  while (left.length > 2) {
    left.splice(left.indexOf(Math.min(...left)), 1);
    left.splice(left.indexOf(Math.max(...left)), 1);
  }
  return left.reduce((total, value) => total + value, 0) / left.length;
}

export const statisticsAnswers: IndependentAnswers = {
  'statistics-missing-value': ({ k0 = 0, k1 = 0, k2 = 0, k3 = 0, average = 0 }) =>
    searchWhole(-1000, 1000, (candidate) => (k0 + k1 + k2 + k3 + candidate) / 5 === average),
  'statistics-median-of-list': ({ v0 = 0, v1 = 0, v2 = 0, v3 = 0, v4 = 0, v5 = 0 }) =>
    peeledMiddle([v0, v1, v2, v3, v4, v5]),
  'statistics-mean-from-bar-chart': ({ f1 = 0, f2 = 0, f3 = 0, f4 = 0, f5 = 0 }) =>
    balancePoint([f1, f2, f3, f4, f5].flatMap((count, index) => Array<number>(count).fill(index + 1))),
  'statistics-which-statements': (drawn) => {
    const { meanClaim = 0, medianClaim = 0, modeClaim = 0, rangeClaim = 0 } = drawn;
    const values = [0, 1, 2, 3, 4, 5, 6].map((index) => drawn[`v${index}`] ?? 0);
    let twice = Number.NaN;
    let widest = 0;
    values.forEach((one, index) => {
      values.forEach((other, otherIndex) => {
        if (index !== otherIndex && one === other) twice = one;
        widest = Math.max(widest, one - other);
      });
    });
    const deviation = values.reduce((left, value) => left + value - meanClaim, 0);
    const holds = {
      mean: Math.abs(deviation) < 1e-9,
      median: medianClaim === peeledMiddle(values),
      mode: modeClaim === twice,
      range: rangeClaim === widest,
    };
    return Object.entries(holds)
      .filter(([, isTrue]) => isTrue)
      .map(([name]) => name)
      .sort()
      .join(';');
  },
  'statistics-size-of-second-group': ({ firstSize = 0, firstMean = 0, secondMean = 0, together = 0 }) =>
    searchWhole(1, 200, (size) => {
      const marks = [...Array<number>(firstSize).fill(firstMean), ...Array<number>(size).fill(secondMean)];
      return marks.reduce((left, mark) => left + mark - together, 0) === 0;
    }),
};
