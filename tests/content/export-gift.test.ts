import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportGift } from '../../shared/content/export-gift.ts';
import type { PackQuestion } from '../../shared/content/pack.ts';
import { questionContentSchema } from '../../shared/content/question.ts';
import { readAll } from './import/read-all.ts';
import { sampleQuestion } from './import/sample-pack.ts';

const words = fc
  .string({
    unit: fc.constantFrom(
      'a',
      'ş',
      '~',
      '=',
      '#',
      '{',
      '}',
      ':',
      '\\',
      '\n',
      '%',
      '5',
      '-',
      '>',
      '/',
      '[',
      ']',
      '*',
      ' n',
    ),
    minLength: 1,
    maxLength: 20,
  })
  .map((text) => `w${text.trim().replace(/\s*\n\s*/g, '\n')}w`);
const unnamed = (value: number) => ({ value, mistakeCode: 'UNCLASSIFIED' });
const common = { difficulty: 2, expectedSeconds: 30, textFormat: 'plain', hints: [], topicUid: 'TR.A' };
const content = fc
  .oneof(
    fc.record({
      kind: fc.constantFrom('single_choice', 'multiple_answers'),
      choices: fc.uniqueArray(words, { minLength: 3, maxLength: 6 }),
    }),
    fc.record({
      kind: fc.constant('numeric'),
      numeric: fc.record({
        value: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
        tolerance: fc.constantFrom(0, 0.5),
        knownWrong: fc.uniqueArray(fc.integer(), { maxLength: 3 }).map((values) => values.map(unnamed)),
      }),
    }),
    fc.uniqueArray(words, { minLength: 2, maxLength: 5 }).map(([first = '', ...wrong]) => ({
      kind: 'short_text',
      shortText: {
        accepted: [first],
        isCaseSensitive: false,
        knownWrong: wrong.map((text) => ({ text, mistakeCode: 'UNCLASSIFIED' })),
      },
    })),
  )
  .chain((draft) =>
    fc.record({ stem: words, step: words }).map(({ stem, step }) => ({
      ...common,
      ...draft,
      stem: { tr: stem },
      rationale: [{ tr: step }],
      ...('choices' in draft
        ? {
            choices: draft.choices.map((text, index) => ({
              key: 'ABCDEF'[index],
              text: { tr: text },
              feedback: { tr: `f${text}` },
              isRight: index === 1 || (index === 2 && draft.kind === 'multiple_answers'),
            })),
          }
        : {}),
    })),
  )
  .map((draft) => questionContentSchema.parse(draft));

const wordsIn = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(/"(?:tr|en|und)":/g, '"xx":'));

test('what GIFT can hold of a question comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(words, content, async (key, drawn) => {
      const { text, leftOut } = exportGift([{ externalKey: key, content: drawn }], 'tr');
      const pack = await readAll(text, 'q.gift');
      expect([pack.refused, leftOut]).toEqual([[], []]);
      const { topicUid: _, expectedSeconds: __, ...read } = pack.questions[0]?.content ?? {};
      const { topicUid: ___, expectedSeconds: ____, ...written } = drawn;
      expect(wordsIn(read)).toEqual(wordsIn(written));
    }),
    { numRuns: 300 },
  );
});

test('two questions that differ in a known wrong answer alone come back as two', async () => {
  const asked = (externalKey: string, wrong: string): PackQuestion => {
    const { externalKey: _, choices: __, ...given } = sampleQuestion(externalKey, '2x = 6?');
    const shortText = {
      accepted: ['x=3'],
      isCaseSensitive: true,
      knownWrong: [{ text: wrong, mistakeCode: 'SIGN_ERROR' }],
    };
    return { externalKey, content: questionContentSchema.parse({ ...given, kind: 'short_text', shortText }) };
  };
  const { text } = exportGift([asked('a', 'x=-3'), asked('b', 'x=4')], 'tr');
  const pack = await readAll(text, 'q.gift');
  expect(pack.refused).toEqual([]);
  expect(pack.questions.map(({ content }) => content.kind === 'short_text' && content.shortText.knownWrong)).toEqual([
    [{ text: 'x=-3', mistakeCode: 'UNCLASSIFIED' }],
    [{ text: 'x=4', mistakeCode: 'UNCLASSIFIED' }],
  ]);
});

test('a true/false question comes back as one, with what is told of either answer', async () => {
  const told = (wrong: string, right: string) => ({ wrong, right });
  for (const { wrong, right } of [told('', ''), told('w#', ''), told('', 'r#'), told('w', 'r')]) {
    const written = `::q::Su 100 °C'ta kaynar.{TRUE${[wrong, right].map((text) => `#${text.replace('#', '\\#')}`).join('')}}`;
    const [first] = (await readAll(written, 'a.gift')).questions;
    if (first === undefined) throw new Error('nothing was read');
    const [again] = (await readAll(exportGift([first], 'tr').text, 'a.gift')).questions;
    expect(again?.content).toMatchObject({
      kind: 'true_false',
      choices: 'choices' in first.content && first.content.choices,
    });
  }
});

test('a question with a figure is left out and named', () => {
  const figure = { description: { tr: 'Nokta' }, width: 1, height: 1, shapes: [{ shape: 'dot', center: [0, 0] }] };
  const { externalKey: _, ...given } = sampleQuestion('q1');
  const question: PackQuestion = { externalKey: 'q1', content: questionContentSchema.parse({ ...given, figure }) };
  expect(exportGift([question], 'tr')).toEqual({ text: '\n', leftOut: ['q1'] });
});

test('a stimulus stands above the stem of each of its questions', async () => {
  const parts = ['a', 'b'].map((externalKey): PackQuestion => {
    const { externalKey: _, ...given } = sampleQuestion(externalKey, `Part ${externalKey}?`);
    return { externalKey, content: questionContentSchema.parse({ ...given, stimulus: { tr: 'Read {this}.' } }) };
  });
  const pack = await readAll(exportGift(parts, 'tr').text, 'q.gift');
  expect(pack.questions.map(({ content: { stem } }) => Object.values(stem)[0])).toEqual([
    'Read {this}.\n\nPart a?',
    'Read {this}.\n\nPart b?',
  ]);
});
