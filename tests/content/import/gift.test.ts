import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuMsSince } from './cpu-time.ts';
import { readAll, refusalOf } from './read-all.ts';

const readOne = async (text: string) => {
  const pack = await readAll(text, 'quiz.gift');
  expect(pack.refused).toEqual([]);
  const [question] = pack.questions;
  if (question === undefined || pack.questions.length > 1) throw new Error('not one question');
  return { ...question, language: Object.keys(question.content.stem)[0] ?? '' };
};
const stemOf = async (text: string) => Object.values((await readOne(text)).content.stem)[0];
const refusalsOf = async (text: string) =>
  (await readAll(text, 'quiz.gift')).refused.map(({ line, reason }) => [line, reason]);

test('a single choice with feedback is read, and the pack is named after its file', async () => {
  const pack = await readAll(
    '::Başkent::Türkiye’nin başkenti hangisidir?{\n~İstanbul#En kalabalık şehir.\n=Ankara#Evet.\n~İzmir\n####1923’ten beri.}',
    'okul/Coğrafya.gift',
  );
  expect(pack.end.metadata).toMatchObject({ packUid: 'file.cografya', languages: ['tr'], sourceFormat: 'moodle-gift' });
  expect(pack.questions).toMatchObject([
    {
      externalKey: 'Başkent',
      content: {
        kind: 'single_choice',
        topicUid: 'FILE.COGRAFYA',
        textFormat: 'plain',
        stem: { tr: 'Türkiye’nin başkenti hangisidir?' },
        choices: [
          { key: 'A', text: { tr: 'İstanbul' }, isRight: false, feedback: { tr: 'En kalabalık şehir.' } },
          { key: 'B', text: { tr: 'Ankara' }, isRight: true },
          { key: 'C', text: { tr: 'İzmir' }, isRight: false },
        ],
        rationale: [{ tr: '1923’ten beri.' }],
      },
    },
  ]);
});

test('weights that make up the whole ask for all of their choices', async () => {
  const { content } = await readOne('Which are prime? {~%50%2 ~%-50%4 ~%50%5 ~%-50%9}');
  expect(content.kind).toBe('multiple_answers');
  expect('choices' in content && content.choices.map(({ isRight }) => isRight)).toEqual([true, false, true, false]);
});

test('a choice with part of the marks is wrong beside one with all of them', async () => {
  const { content } = await readOne('Which? {~%50%half =whole ~%-33.33333%none}');
  expect(content.kind).toBe('single_choice');
  expect('choices' in content && content.choices.map(({ isRight }) => isRight)).toEqual([false, true, false]);
});

test.each([
  ['{T}', true],
  ['{TRUE####}', true],
  ['{ true # no # yes }', true],
  ['{F}', false],
  ['{FALSE#Not so.#Right.####Because.}', false],
])('%s is a true/false question', async (answers, isTrue) => {
  const { content } = await readOne(`The sun is a star.${answers}`);
  expect(content).toMatchObject({
    kind: 'true_false',
    choices: [
      { key: 'T', isRight: isTrue },
      { key: 'F', isRight: !isTrue },
    ],
  });
});

test('of two feedbacks to true/false the first belongs to the wrong answer', async () => {
  const { content } = await readOne('Is it so?{FALSE#It is not.#Well done.}');
  expect('choices' in content && content.choices.map(({ feedback }) => Object.values(feedback ?? {})[0])).toEqual([
    'It is not.',
    'Well done.',
  ]);
});

test.each([
  ['{#4}', 4, 0],
  ['{#1822:5}', 1822, 5],
  ['{#2.301..2.302}', 2.3015, 0.0005],
  ['{#-0,5:0,1#yes}', -0.5, 0.1],
  ['{#\n=1822:0#Correct\n=%50%1822:2#Near\n}', 1822, 0],
  ['{#=7####Always.}', 7, 0],
])('%s is a number with what is still right around it', async (answers, value, tolerance) => {
  expect((await readOne(`How much? ${answers}`)).content).toMatchObject({
    kind: 'numeric',
    numeric: { value, tolerance },
  });
});

test('short answers keep those with full marks', async () => {
  const { content } = await readOne('From where? {=Nazareth#yes =%100%Nasıra =%75%Nazereth =%25%Bethlehem}');
  expect(content).toMatchObject({ kind: 'short_text', shortText: { accepted: ['Nazareth', 'Nasıra'] } });
});

test('text after the answers makes a blank in the stem', async () => {
  expect(await stemOf('Grant is {~buried =entombed} in his tomb.')).toBe('Grant is _____ in his tomb.');
  expect(await stemOf('He was born in {=Nazareth}.')).toBe('He was born in _____.');
});

test('escaped characters are themselves, other backslashes are LaTeX', async () => {
  expect(await stemOf(String.raw`\{\} \= \~ \# \: \\ \(\frac\{1\}\{2\}\)\nwhere? {T}`)).toBe(
    '{} = ~ # : \\ \\(\\frac{1}{2}\\)\nwhere?',
  );
});

test('LaTeX in braces that nobody escaped is told from the answers', async () => {
  const { content } = await readOne(
    String.raw`What is \(\frac{1}{2}+x^{2}\) at 1? {=\(\frac{3}{2}\) ~\(\frac{1}{2}\)}`,
  );
  expect(Object.values(content.stem)[0]).toBe(String.raw`What is \(\frac{1}{2}+x^{2}\) at 1?`);
  expect('choices' in content && content.choices.map(({ text }) => Object.values(text)[0])).toEqual([
    String.raw`\(\frac{3}{2}\)`,
    String.raw`\(\frac{1}{2}\)`,
  ]);
});

test('HTML stays HTML, plain choices beside it are escaped, double dollars become maths', async () => {
  const { content } = await readOne('[html]<p>Is $$a < b$$ <b style="color:red">so</b>?</p>{=[plain]a < b ~<i>no</i>}');
  expect(content.textFormat).toBe('html');
  expect(Object.values(content.stem)[0]).toBe('<p>Is \\(a < b\\) <b style="color:red">so</b>?</p>');
  expect('choices' in content && content.choices.map(({ text }) => Object.values(text)[0])).toEqual([
    'a &lt; b',
    '<i>no</i>',
  ]);
});

test('categories become topics under the name of the file', async () => {
  const pack = await readAll(
    '$CATEGORY: $course$/top/Sayılar/1//2 ve 1//3\n\nIs 1 odd?{T}\n\n$CATEGORY: Küme\nIs it empty?{F}',
    'q.gift',
  );
  expect(pack.parts.flatMap((part) => (part.kind === 'topic' ? [part.topic] : []))).toEqual([
    { topicUid: 'FILE.Q', parentUid: null, names: { tr: 'q', en: 'q' } },
    { topicUid: 'FILE.Q.SAYILAR', parentUid: 'FILE.Q', names: { tr: 'Sayılar', en: 'Sayılar' } },
    {
      topicUid: 'FILE.Q.SAYILAR.1_2_VE_1_3',
      parentUid: 'FILE.Q.SAYILAR',
      names: { tr: '1/2 ve 1/3', en: '1/2 ve 1/3' },
    },
    { topicUid: 'FILE.Q.KUME', parentUid: 'FILE.Q', names: { tr: 'Küme', en: 'Küme' } },
  ]);
  expect(pack.questions.map(({ content }) => content.topicUid)).toEqual(['FILE.Q.SAYILAR.1_2_VE_1_3', 'FILE.Q.KUME']);
});

test('a matching is asked pair by pair, with the answers of all pairs to choose from', async () => {
  const pack = await readAll(
    `Is 1 odd?{T}

::Capitals::Which city is the capital? {
  =Italy -> Rome
  =Japan -> Tokyo
  =Vatican City -> Rome
  = -> Cairo
  ####Cairo is the capital of Egypt.
}

Is 2 odd?{F}`,
    'q.gift',
  );
  expect([pack.totalEntryCount, pack.end.questionCount, pack.end.refusedCount]).toEqual([3, 5, 0]);
  const parts = pack.parts.flatMap((part) => (part.kind === 'question' && part.entry === 2 ? [part] : []));
  expect(parts.map(({ line }) => line)).toEqual([3, 3, 3]);
  expect(parts.map(({ question }) => question.externalKey)).toEqual(['Capitals / 1', 'Capitals / 2', 'Capitals / 3']);
  expect(parts[1]?.question.content).toMatchObject({
    kind: 'single_choice',
    stem: { en: 'Which city is the capital?\n\nJapan' },
    rationale: [{ en: 'Cairo is the capital of Egypt.' }],
    choices: [
      { key: 'A', text: { en: 'Rome' }, isRight: false },
      { key: 'B', text: { en: 'Tokyo' }, isRight: true },
      { key: 'C', text: { en: 'Cairo' }, isRight: false },
    ],
  });
});

test('a matching with more answers than a question may have keeps the right one among the first', async () => {
  const pairs = Array.from({ length: 20 }, (_, index) => `=thing ${index} -> partner ${index}`);
  const pack = await readAll(`Match.{${pairs.join('\n')}}`, 'q.gift');
  expect(pack.questions).toHaveLength(20);
  for (const [index, { content }] of pack.questions.entries()) {
    const choices = 'choices' in content ? content.choices : [];
    expect(choices).toHaveLength(12);
    expect(choices.filter(({ isRight }) => isRight).map(({ text }) => Object.values(text))).toEqual([
      [`partner ${index}`],
    ]);
  }
});

test('a matching that is there twice is refused once, as the same questions', async () => {
  const pack = await readAll('Match.{=a -> 1 =b -> 2}\n\n::Again::Match.{=b -> 2 =a -> 1}', 'q.gift');
  expect(pack.questions).toHaveLength(2);
  expect(pack.refused).toMatchObject([{ entry: 2, reason: 'DUPLICATE_ENTRY' }]);
});

test.each([
  ['an essay', 'Write about it. {}', 'UNSUPPORTED_KIND'],
  ['an essay with feedback', 'Write about it. {####Well.}', 'UNSUPPORTED_KIND'],
  ['a matching with one answer for all', 'Match. {=a -> 1 =b -> 1}', 'DUPLICATE_CHOICES'],
  ['a matching without a pair', 'Match. {= -> 1 = -> 2}', 'MISSING_FIELD'],
  ['a matching with a picture', '[html]Match. {=<img src\\="x.png"> -> 1 =b -> 2}', 'MISSING_PICTURE'],
  ['a description', '::Note::Read the text first.', 'UNSUPPORTED_KIND'],
  ['any text as the answer', 'Say something. {=*}', 'UNSUPPORTED_KIND'],
  ['two numbers', 'Which root? {#=2 =-2}', 'UNSUPPORTED_KIND'],
  ['no right choice', 'Which? {~a ~b}', 'NO_RIGHT_ANSWER'],
  ['half marks at most', 'Which? {~%50%a ~b}', 'NO_RIGHT_ANSWER'],
  ['a range that is none', 'How much? {#5..1}', 'INVALID_FIELD'],
  ['answers without a mark', 'Which? {a b c}', 'NOT_PARSABLE'],
  ['a brace that stays open', 'Which? {=a ~b', 'NOT_PARSABLE'],
  ['a picture', '[html]<img src\\="x.png"> Which? {=a ~b}', 'MISSING_PICTURE'],
  ['an empty stem', '::Only a name::{=a ~b}', 'MISSING_FIELD'],
  ['equal choices', 'Which? {=a ~b ~b}', 'DUPLICATE_CHOICES'],
])('%s is refused with its line, and its neighbours are read', async (_, question, reason) => {
  const text = `Is 1 odd?{T}\n\n// a comment\n${question}\n\n::next::Is 2 odd?{F}\n`;
  expect(await refusalsOf(text)).toEqual([[4, reason]]);
  expect((await readAll(text)).questions).toHaveLength(2);
});

test('questions without a blank line between them, and blank lines among answers, are told apart', async () => {
  const pack = await readAll('::a::One?{\n=1\n\n~2\n\n}\n::b::Two?{\n\n~1\n=2}\r\n::c::Three?{=3}', 'q.gift');
  expect(pack.refused).toEqual([]);
  expect(pack.questions.map(({ externalKey }) => externalKey)).toEqual(['a', 'b', 'c']);
});

test('names that are there twice are numbered', async () => {
  const pack = await readAll('::Q::One?{T}\n\n::Q::Two?{T}', 'q.gift');
  expect(pack.questions.map(({ externalKey }) => externalKey)).toEqual(['Q', 'Q (2)']);
});

test.each(['\n', '\r\n', '\r'])('line ends %j make no difference', async (lineEnd) => {
  const text = ['// head', '::a::One?{', '=1', '~2', '}', '', '::b::Two?{T}'].join(lineEnd);
  const pack = await readAll(text, 'q.gift');
  expect(pack.questions.map(({ externalKey }) => externalKey)).toEqual(['a', 'b']);
  expect(pack.parts.flatMap((part) => (part.kind === 'question' ? [part.line] : []))).toEqual([2, 7]);
});

test('prose and source code are no GIFT', () => {
  for (const text of ['Just a letter.\n\nWith two paragraphs.', 'function f() { return 1; }', 'a { color: red; }']) {
    expect(refusalOf(text)?.code).toBe('PACK_FORMAT_UNKNOWN');
  }
});

test('whatever is cut, doubled or mixed up, nothing is thrown and every entry is accounted for', async () => {
  const pieces = fc.constantFrom(
    ...[
      '::a::',
      '[html]',
      '{',
      '}',
      '=x',
      '~%50%y',
      '~%-1%',
      '#',
      '####',
      '#1..2',
      '->',
      '\\',
      '\n',
      '\n\n',
      '\r',
      '//',
    ],
    ...['$CATEGORY: a/b\n', 'TRUE', 'F', 'Which?', '<p a=', '>', '&#39;', '$$x$$', '*', ' ', '\ud800', '\0'],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async (drawn) => {
      const text = `::a::Is it?{T}\n\n${drawn.join('')}`;
      const pack = await readAll(text, 'q.gift');
      expect(pack.questions.length + pack.refused.length).toBe(pack.totalEntryCount);
      expect(pack.questions[0]?.externalKey ?? pack.refused[0]?.entry).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

test('a file made to be slow is read in little time', async () => {
  const started = process.cpuUsage();
  for (const piece of ['{', '<a =', '\n\n{=a', '~', '::', '\\', '=a#', '$CATEGORY: /\n', '[html]', '$$', '&#']) {
    await readAll(`Is it?{T}\n\n${piece.repeat(200_000 / piece.length)}`, 'q.gift');
  }
  expect(cpuMsSince(started)).toBeLessThan(4000);
});
