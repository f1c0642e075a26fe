import type { IndependentAnswers } from './independent-answer.ts';
import { searchWhole } from './search.ts';

/** Every subset of {0, ..., size - 1}, as a bit pattern. */
const subsetsOf = (size: number): number[] => Array.from({ length: 2 ** size }, (_, pattern) => pattern);

export const setAnswers: IndependentAnswers = {
  'set-difference': (parameters) => {
    const [a, b] = [new Set<number>(), new Set<number>()];
    for (const [name, place] of Object.entries(parameters)) {
      const element = Number(name.replace('element', ''));
      if (place !== 2) a.add(element);
      if (place !== 1) b.add(element);
    }
    for (const element of b) a.delete(element);
    return [...a].sort((first, second) => first - second);
  },
  'set-union-count': ({ a = 0, b = 0, both = 0 }) => {
    // Real sets: A starts at 0, B starts where the common part begins.
    const united = new Set<number>();
    for (let element = 0; element < a; element += 1) united.add(element);
    for (let element = a - both; element < a - both + b; element += 1) united.add(element);
    return united.size;
  },
  'set-subsets-with-and-without': ({ size = 0, inside = 0, outside = 0 }) =>
    subsetsOf(size).filter((pattern) => {
      const holds = (element: number) => (pattern >> element) % 2 === 1;
      for (let element = 0; element < inside; element += 1) if (!holds(element)) return false;
      for (let element = inside; element < inside + outside; element += 1) if (holds(element)) return false;
      return true;
    }).length,
  'set-survey-only-one': ({ total = 0, first = 0, second = 0, neither = 0 }) =>
    searchWhole(0, total, (onlyFirst) => {
      const both = first - onlyFirst;
      return both >= 0 && onlyFirst + both + (second - both) + neither === total;
    }),
  'set-survey-with-ratio': ({ total = 0, times = 0, both = 0, neither = 0 }) =>
    searchWhole(0, total, (onlySmaller) => {
      const onlyLarger = times * (onlySmaller + both) - both;
      return onlySmaller + onlyLarger + both + neither === total;
    }),
  'set-membership': (parameters) => {
    const { p = 0, q = 0, r = 0 } = parameters;
    const pair = p < r ? [p, r] : [r, p];
    const elements = [`${p}`, `{${q}}`, `{${pair.join(',')}}`];
    // What the statement with each code claims: relation and the object's own elements (for `in`, the object).
    const claims: readonly (readonly ['in' | 'sub' | 'count', readonly string[]])[] = [
      ['in', [`${p}`]],
      ['in', [`{${q}}`]],
      ['in', [`{${pair.join(',')}}`]],
      ['sub', [`${p}`]],
      ['sub', [`{${q}}`]],
      ['sub', [`${p}`, `{${q}}`]],
      ['sub', []],
      ['count', ['3']],
      ['in', [`${q}`]],
      ['in', [`${r}`]],
      ['in', [`{${p}}`]],
      ['sub', [`${q}`]],
      ['sub', pair.map(String)],
      ['in', ['{}']],
      ['count', ['4']],
    ];
    return Object.entries(parameters)
      .filter(([name]) => name.startsWith('statement'))
      .flatMap(([, code]) => claims.slice(code, code + 1))
      .filter(([relation, objects]) =>
        relation === 'count'
          ? elements.length === Number(objects[0])
          : objects.every((object) => elements.includes(object)),
      )
      .map(([relation, objects]) => `${relation}:${objects.join('+')}`)
      .sort()
      .join(';');
  },
};
