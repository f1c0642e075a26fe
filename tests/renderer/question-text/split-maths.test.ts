import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitMaths } from '../../../renderer/question-text/split-maths.ts';

const short = (text: string) =>
  splitMaths(text).map((segment) =>
    segment.kind === 'text' ? segment.text : { [segment.isDisplay ? 'display' : 'inline']: segment.source },
  );

test.each([
  ['no maths', ['no maths']],
  ['', []],
  ['a \\(x\\) b \\[y^2\\]', ['a ', { inline: 'x' }, ' b ', { display: 'y^2' }]],
  ['\\(a\\)\\(b\\)', [{ inline: 'a' }, { inline: 'b' }]],
  ['costs $5 or $6', ['costs $5 or $6']],
  ['an open \\(x', ['an open \\(x']],
  ['a closed x\\) b', ['a closed x\\) b']],
  ['\\( lost \\(x\\)', ['\\( lost ', { inline: 'x' }]],
  ['\\(x\\]', ['\\(x\\]']],
  ['\\[a \\\\[2pt] b\\]', [{ display: 'a \\\\[2pt] b' }]],
  ['\\[\\{x\\}\\]', [{ display: '\\{x\\}' }]],
  ['\\(\\)', ['\\(\\)']],
  ['\\( \\)', ['\\( \\)']],
  ['ends with \\', ['ends with \\']],
])('%j splits into %j', (text, segments) => {
  expect(short(text)).toEqual(segments);
});

test('a formula of more than 4000 characters stays text', () => {
  expect(short(`\\(${'x'.repeat(4000)}\\)`)).toEqual([{ inline: 'x'.repeat(4000) }]);
  expect(short(`\\(${'x'.repeat(4001)}\\)`)).toEqual([`\\(${'x'.repeat(4001)}\\)`]);
});

test('the segments joined are the text, whatever it is', () => {
  const piece = fc.oneof(fc.constantFrom('\\(', '\\)', '\\[', '\\]', '\\\\', '\\', '(', ')', 'x', ' '), fc.string());
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join('')),
      (text) => {
        const segments = splitMaths(text);
        expect(segments.map((segment) => (segment.kind === 'text' ? segment.text : segment.original)).join('')).toBe(
          text,
        );
        expect(segments.some((segment, index) => segment.kind === 'text' && segments[index + 1]?.kind === 'text')).toBe(
          false,
        );
      },
    ),
    { numRuns: 1000 },
  );
});
