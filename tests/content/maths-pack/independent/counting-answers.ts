/** Counting by listing every outcome. */
import type { IndependentAnswers } from './independent-answer.ts';

/** Every subset of 0 .. size - 1 with `chosen` members, as a list of members. */
export function subsets(size: number, chosen: number, from = 0): number[][] {
  if (chosen === 0) return [[]];
  const found: number[][] = [];
  for (let first = from; first <= size - chosen; first += 1)
    for (const rest of subsets(size, chosen - 1, first + 1)) found.push([first, ...rest]);
  return found;
}

/** Every distinct order of the items. */
export function arrangementsOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return [...new Set(items)].flatMap((first) => {
    const rest = [...items];
    rest.splice(rest.indexOf(first), 1);
    return arrangementsOf(rest).map((order) => [first, ...order]);
  });
}

const togetherCounts = new Map<string, number>();

export const countingAnswers: IndependentAnswers = {
  'counting-independent-choices': ({ a = 0, b = 0, c = 0 }) => {
    let outcomes = 0;
    for (let i = 0; i < a; i += 1) for (let j = 0; j < b; j += 1) for (let k = 0; k < c; k += 1) outcomes += 1;
    return outcomes;
  },
  'combination-two-groups': ({ g = 0, b = 0, r = 0, s = 0 }) =>
    subsets(g + b, r + s).filter((team) => team.filter((member) => member < g).length === r).length,
  'combination-at-least-one': ({ w = 0, m = 0, k = 0 }) =>
    subsets(w + m, k).filter((team) => team.some((member) => member < w)).length,
  'permutation-kept-together': ({ k = 0, n = 0 }) => {
    const key = `${k}/${n}`;
    const known = togetherCounts.get(key);
    if (known !== undefined) return known;
    const people = Array.from({ length: n }, (_, index) => index);
    const count = arrangementsOf(people).filter((order) => {
      const places = order.flatMap((person, place) => (person < k ? [place] : []));
      return Math.max(...places) - Math.min(...places) === k - 1;
    }).length;
    togetherCounts.set(key, count);
    return count;
  },
  'permutation-repeated-digits': ({ p = 0, q = 0, zeros = 0, countP = 0, countQ = 0 }) => {
    const digits = [...Array(zeros).fill(0), ...Array(countP).fill(p), ...Array(countQ).fill(q)] as number[];
    return arrangementsOf(digits).filter(([first]) => first !== 0).length;
  },
};
