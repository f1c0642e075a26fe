import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

/** The names of the expressions that are odd for every odd a and every even b tried. */
function alwaysOdd(expressions: readonly ((a: number, b: number) => number)[]): string {
  const isOdd = (value: number): boolean => Math.abs(value % 2) === 1;
  return expressions
    .map((expression, index) => ({
      name: `e${index + 1}`,
      holds: [-5, -1, 1, 3, 7].every((a) => [-4, 0, 2, 6].every((b) => isOdd(expression(a, b)))),
    }))
    .filter(({ holds }) => holds)
    .map(({ name }) => name)
    .sort()
    .join(';');
}

export const integerAnswers: IndependentAnswers = {
  'basic-order-of-operations': ({ a = 0, b = 0, c = 0, d = 0 }) => {
    // Multiplication as repeated subtraction of the bracket.
    let value = a;
    for (let times = 0; times < b; times += 1) value -= c - d;
    return value;
  },
  'basic-place-value-change': ({ hundreds = 0, tens = 0, ones = 0 }) => {
    // Every three-digit number whose digits can be changed so has to grow by the same amount.
    const growths = new Set<number>();
    for (let number = 100; number <= 999; number += 1) {
      const digits = [...String(number)].map(Number);
      const changed = [hundreds, tens, ones].map((change, index) => (digits[index] ?? 0) + change);
      if (changed.some((digit) => digit < 0 || digit > 9)) continue;
      growths.add(Number(changed.join('')) - number);
    }
    const [growth] = growths;
    if (growth === undefined || growths.size > 1) throw new Error(`growths: ${[...growths]}`);
    return growth;
  },
  'basic-consecutive-sum': ({ sum = 0, count = 0, step = 0, asksLargest = 0 }) => {
    const listFrom = (first: number): number[] => Array.from({ length: count }, (_, index) => first + index * step);
    const smallest = searchWhole(-200, 200, (first) => listFrom(first).reduce((total, n) => total + n, 0) === sum);
    return asksLargest === 1 ? Math.max(...listFrom(smallest)) : smallest;
  },
  'basic-parity-expressions': ({ p = 0, q = 0, r = 0, s = 0, t = 0, u = 0, v = 0 }) =>
    alwaysOdd([
      (a, b) => p * a + q * b,
      (a, b) => a * b + r,
      (a, b) => a ** 2 + b + s,
      (a, b) => t * (a + b) - u,
      (a, b) => b ** 2 + v * a,
    ]),
  'basic-counted-twice': ({ total = 0 }) => {
    // All pairs of a last number and a number counted again.
    const found: number[] = [];
    let sum = 0;
    for (let last = 1; sum <= total; last += 1) {
      sum += last;
      for (let again = 1; again <= last; again += 1) if (sum + again === total) found.push(again);
    }
    const [only] = found;
    if (only === undefined || found.length > 1) throw new Error(`${found.length} numbers fit`);
    return only;
  },
  'divisibility-missing-digit': ({ first = 0, second = 0, third = 0, place = 0 }) =>
    searchWhole(0, 9, (digit) => {
      const digits = [first, second, third];
      digits.splice(place, 0, digit);
      return Number(digits.join('')) % 9 === 0;
    }),
  'divisibility-divisor-count': ({ p = 1, q = 1, r = 1, i = 0, j = 0, k = 0 }) => {
    const number = p ** i * q ** j * r ** k;
    let count = 0;
    for (let divisor = 1; divisor * divisor <= number; divisor += 1) {
      if (number % divisor === 0) count += divisor * divisor === number ? 1 : 2;
    }
    return count;
  },
  'divisibility-same-shortfall': ({ a = 1, b = 1, c = 1, remA = 0, remB = 0, remC = 0, least = 0 }) => {
    let number = least + 1;
    while (number % a !== remA || number % b !== remB || number % c !== remC) number += 1;
    return number;
  },
  'divisibility-equal-parts': ({ a = 0, b = 0 }) => {
    let size = Math.min(a, b);
    while (a % size !== 0 || b % size !== 0) size -= 1;
    return a / size + b / size;
  },
  'divisibility-meet-again': ({ a = 1, b = 1, start = 0 }) => {
    // Minute by minute through the day.
    let minute = start + 1;
    while ((minute - start) % a !== 0 || (minute - start) % b !== 0) minute += 1;
    return minute;
  },
};
