import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitJson } from '../../../shared/content/import/split-json.ts';

const lineOf = (text: string, at: number) => text.slice(0, at).split('\n').length;

test('the pieces of a list are its entries, each with the line it starts on', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(0, 1, 4), (entries, indent) => {
      const text = JSON.stringify(entries, null, indent);
      const split = splitJson(text, null);
      if (!split.isWhole) throw new Error(split.problem);
      expect(split.entries.map(({ start, end }) => JSON.parse(text.slice(start, end)))).toEqual(JSON.parse(text));
      expect(split.entries.map(({ line }) => line)).toEqual(split.entries.map(({ start }) => lineOf(text, start)));
    }),
  );
});

test('the header of an object is all of it but its list', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
      fc.array(fc.jsonValue({ maxDepth: 2 })),
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
      (before, questions, after) => {
        const text = JSON.stringify({ ...before, ...after, questions, last: 1 }, null, 1);
        const split = splitJson(text, 'questions');
        if (!split.isWhole) throw new Error(split.problem);
        expect(JSON.parse(split.header ?? '')).toEqual({ ...JSON.parse(text), questions: [] });
        expect(split.entries.map(({ start, end }) => JSON.parse(text.slice(start, end)))).toEqual(
          JSON.parse(JSON.stringify(questions)),
        );
      },
    ),
  );
});

test('a list of the same name deeper inside is left alone, and an escaped name is found', () => {
  const split = splitJson('{"more": {"questions": [1]}, "\\u0071uestions": [2], "a": ["questions", [3]]}', 'questions');
  expect(split).toMatchObject({ isWhole: true, entries: [{ line: 1 }] });
});

test.each([
  ['[1, 2', 'ends_too_early', 1],
  ['[1, "a\n"]', 'string_not_closed', 1],
  ['[1,\n{"a": ]}', 'bracket_does_not_match', 2],
  ['[1]\n\nx', 'text_after_the_end', 3],
  ['x', 'not_a_list', 1],
  ['"[1]"', 'not_a_list', 1],
  ['{}', 'not_a_list', 1],
])('%j is %s', (text, problem, line) => {
  expect(splitJson(text, null)).toMatchObject({ isWhole: false, problem, line });
});
