import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

const multiplyOut = (base: number, times: number): number => {
  let product = 1;
  for (let step = 0; step < Math.abs(times); step += 1) product = times < 0 ? product / base : product * base;
  return product;
};

/** Newton's iteration, so that a root does not come from the function the template uses. */
function squareRoot(number: number): number {
  let guess = Math.max(1, number / 2);
  for (let step = 0; step < 60; step += 1) guess = (guess + number / guess) / 2;
  return guess;
}

const isClose = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

export const powerAnswers: IndependentAnswers = {
  'exponents-same-base': ({ base = 1, m = 0, n = 0, k = 0 }) =>
    Math.log((multiplyOut(base, m) * multiplyOut(base, n)) / multiplyOut(base, k)),
  'exponents-signs-and-powers': ({ a = 0, b = 0, c = 0, first = 0, second = 0, third = 0 }) => {
    const square = first < 0 ? 0 - multiplyOut(a, 2) : multiplyOut(-a, 2);
    const cube = second < 0 ? multiplyOut(-b, 3) : 0 - multiplyOut(-b, 3);
    return square + cube + third * multiplyOut(-c, 0);
  },
  'exponents-equation': ({ left = 1, right = 1, u = 0, v = 0 }) =>
    searchWhole(-40, 40, (x) => isClose((x + u) * Math.log2(left), (x + v) * Math.log2(right))),
  'exponents-given-power': ({ base = 1, m = 0, p = 0, c = 0 }) => {
    // Solve for x and put it in.
    const x = Math.log(m) / Math.log(base);
    return Math.round(base ** (2 * x + p) + c * base ** x);
  },
  'exponents-digit-count': ({ m = 0, n = 0, c = 0 }) => String(BigInt(c) * 4n ** BigInt(m) * 25n ** BigInt(n)).length,
  'exponents-common-factor': ({ base = 1, p = 0, q = 0, c = 0, total = 0 }) =>
    searchWhole(-10, 20, (x) => isClose(multiplyOut(base, x + p) + c * multiplyOut(base, x + q), total)),
  'roots-simplify-sum': ({ first = 0, second = 0, third = 0 }) =>
    squareRoot(first) + squareRoot(second) - squareRoot(third),
  'roots-integers-between': ({ low = 0, high = 0 }) => {
    let count = 0;
    for (let x = -50; x <= 50; x += 1) if (x > 0 && x * x > low && x * x < high) count += 1;
    return count;
  },
  'roots-rationalise': ({ top = 0, b = 0, c = 0, sign = 1 }) => top / (squareRoot(b) + sign * squareRoot(c)),
  'roots-nested': ({ whole = 0, product = 0, sign = 1 }) => squareRoot(whole + sign * 2 * squareRoot(product)),
  'roots-true-equalities': ({
    a = 0,
    a2 = 0,
    p = 0,
    q = 0,
    x = 0,
    y = 0,
    product = 0,
    c = 0,
    cubeRoot = 0,
    d = 0,
    sumSquared = 0,
  }) =>
    [
      isClose(squareRoot((-a) ** 2), a2),
      isClose(squareRoot(p + q), squareRoot(p) + squareRoot(q)),
      isClose(squareRoot(x) * squareRoot(y), product),
      isClose(cubeRoot * cubeRoot * cubeRoot, -(c * c * c)),
      isClose(squareRoot(d) + squareRoot(d), squareRoot(sumSquared)),
    ]
      .flatMap((holds, index) => (holds ? [`e${index + 1}`] : []))
      .sort()
      .join(';'),
};
