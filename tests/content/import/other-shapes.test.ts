import { expect, test } from 'vitest';
import type { QuestionContent } from '../../../shared/content/question.ts';
import { gradeAnswer } from '../../../shared/study/grade-answer.ts';
import { readAll, refusalOf } from './read-all.ts';

const aqua = {
  question: 'A pen costs $3 and a book costs $5. What do 2 pens and a book cost?',
  options: ['A)$8', 'B)$11', 'C)$13', 'D) A dollar', 'E)None of these'],
  rationale: '2 pens cost 2 * 3 = $6\n\n  $6 + $5 = $11  \r\nAnswer B',
  correct: 'B',
};
const exams = {
  id: 'ex-1',
  question: {
    stem: 'Hangisi asal sayıdır?',
    choices: [
      { text: 'dokuz', label: 'A' },
      { text: 'on bir', label: 'B' },
      { text: 'on beş', label: 'C' },
    ],
  },
  answerKey: 'B',
  info: { grade: 12, subject: 'Biology', language: 'Turkish' },
};
const oatutor = {
  id: 'oa-1',
  course: 'Elementary Algebra',
  lesson: '2.1 Solve Équations — part 1',
  skills: ['solve_equations'],
  title: 'Solving',
  body: 'A ticket costs $10.\\nSolve for $$x$$.',
  question: '$$\\frac{x}{2} < 3$$ and **only** this',
  question_body: 'Then fill the gap: $$___$$',
  choices: ['$$x<6$$', '$$x>6$$', 'one of $$one-to-one$$'],
  answer: ['$$x<6$$'],
  hints: ['Multiply both sides by $$2$$.', '', '##figure1.gif## '],
  source: 'https://example.org/book',
  license: 'CC BY 4.0',
};
const mae = {
  Misconception: 'when students add tops and bottoms of fractions',
  'Misconception ID': 'M77',
  Topic: 'Number Operations',
  'Example Number': 2,
  Question: '1/2+1/3=',
  'Incorrect Answer': '1/2+1/3=2/5',
  'Correct Answer': '1/2+1/3=5/6',
  'Question image': '',
  'Learner Answer image': 'M77-L',
  'Correct Answer image': '',
  Source: 'own',
  Explanation: 'Bring both to sixths.',
};

const lines = (...entries: readonly unknown[]) => entries.map((entry) => JSON.stringify(entry)).join('\n');
const contentOf = async (entry: unknown): Promise<QuestionContent> => {
  const [question] = (await readAll(lines(entry))).questions;
  if (question === undefined) throw new Error('refused');
  return question.content;
};

test('an AQuA entry loses its labels, keeps its dollars and gets a step for each line', async () => {
  expect(await contentOf(aqua)).toEqual({
    kind: 'single_choice',
    topicUid: 'EN.AQUA',
    difficulty: 2,
    // 75 s and 0.4 s for each of 24 words.
    expectedSeconds: 85,
    textFormat: 'plain',
    stem: { en: aqua.question },
    rationale: [{ en: '2 pens cost 2 * 3 = $6' }, { en: '$6 + $5 = $11' }, { en: 'Answer B' }],
    hints: [],
    choices: [
      { key: 'A', text: { en: '$8' }, isRight: false },
      { key: 'B', text: { en: '$11' }, isRight: true },
      { key: 'C', text: { en: '$13' }, isRight: false },
      { key: 'D', text: { en: 'A dollar' }, isRight: false },
      { key: 'E', text: { en: 'None of these' }, isRight: false },
    ],
  });
});

test('an option that starts with the letter of another keeps it', async () => {
  const content = await contentOf({ ...aqua, options: ['A)B) is twice A)', 'b. 3', 'C) x', 'E) y', 'z'] });
  const texts = 'choices' in content ? content.choices.map((choice) => choice.text.en) : [];
  expect(texts).toEqual(['B) is twice A)', '3', 'x', 'E) y', 'z']);
});

test('an explanation of many lines keeps all of them in thirty steps', async () => {
  const content = await contentOf({
    ...aqua,
    rationale: Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n'),
  });
  expect(content.rationale).toHaveLength(30);
  expect(content.rationale.at(-1)?.en?.split('\n')).toHaveLength(21);
});

test('the key of an AQuA entry stays when its answer or explanation is corrected', async () => {
  const [one] = (await readAll(lines(aqua))).questions;
  const [other] = (await readAll(lines({ ...aqua, correct: 'C', rationale: 'new' }))).questions;
  const [third] = (await readAll(lines({ ...aqua, question: 'Another?' }))).questions;
  expect(other?.externalKey).toBe(one?.externalKey);
  expect(third?.externalKey).not.toBe(one?.externalKey);
});

test('an EXAMS entry lies under its language and subject', async () => {
  const pack = await readAll(
    lines(exams, { ...exams, id: 'ex-2', info: { ...exams.info, subject: 'Fine Arts', language: 'German' } }),
  );
  expect(pack.topicUids).toEqual(['TR.EXAMS', 'TR.EXAMS.BIOLOGY', 'DE.EXAMS', 'DE.EXAMS.FINE_ARTS']);
  expect(pack.parts.flatMap((part) => (part.kind === 'topic' ? [part.topic.names] : []))[1]).toEqual({
    en: 'Biology',
    tr: 'Biyoloji',
  });
  expect(pack.questions[0]).toMatchObject({ externalKey: 'ex-1', content: { stem: { tr: 'Hangisi asal sayıdır?' } } });
  expect(pack.end.metadata.languages).toEqual(['de', 'tr']);
});

test('an OATutor entry has its maths between our delimiters and its money as it was', async () => {
  const content = await contentOf(oatutor);
  expect(content.stem.en).toBe(
    'A ticket costs $10.\nSolve for \\(x\\).\n\\(\\frac{x}{2} < 3\\) and only this\nThen fill the gap: ___',
  );
  expect(content).toMatchObject({
    topicUid: 'EN.OATUTOR.2_1_SOLVE_EQUATIONS_PART_1',
    hints: [{ en: 'Multiply both sides by \\(2\\).' }],
    rationale: [{ en: 'Multiply both sides by \\(2\\).' }],
    choices: [
      { key: 'A', text: { en: '\\(x<6\\)' }, isRight: true },
      { key: 'B', text: { en: '\\(x>6\\)' }, isRight: false },
      { key: 'C', text: { en: 'one of one-to-one' }, isRight: false },
    ],
  });
});

test('the title of an OATutor entry stands in where there is only a formula', async () => {
  const content = await contentOf({
    ...oatutor,
    body: '',
    question_body: '',
    question: '$$\\sqrt{x}=2$$',
    title: 'Solve for $$x$$',
  });
  expect(content.stem.en).toBe('Solve for \\(x\\)\n\\(\\sqrt{x}=2\\)');
});

test('an OATutor entry without a lesson lies under its first skill', async () => {
  expect((await contentOf({ ...oatutor, lesson: '' })).topicUid).toBe('EN.OATUTOR.SOLVE_EQUATIONS');
});

test('a licence is that of the pack when all entries state the same', async () => {
  const other = { ...oatutor, id: 'oa-2', question: 'Which is it?' };
  expect((await readAll(lines(oatutor, other))).end.metadata).toMatchObject({
    licence: 'CC BY 4.0',
    credit: 'https://example.org/book',
  });
  expect((await readAll(lines(oatutor, { ...other, license: 'MIT' }))).end.metadata.licence).toBeNull();
});

test('a misconception example knows its right and its wrong answer', async () => {
  const content = await contentOf(mae);
  expect(content).toMatchObject({
    kind: 'short_text',
    topicUid: 'EN.MAE.NUMBER_OPERATIONS',
    rationale: [
      { en: '1/2+1/3=5/6' },
      { en: 'Bring both to sixths.' },
      { en: 'M77: when students add tops and bottoms of fractions' },
    ],
  });
  const grade = (text: string) => gradeAnswer(content, { kind: 'text', text });
  expect(grade('5/6')).toEqual({ outcome: 'right' });
  expect(grade('1/2+1/3 = 5/6')).toEqual({ outcome: 'right' });
  expect(grade('2/5')).toEqual({ outcome: 'wrong', mistakeCode: 'CONCEPT_ERROR' });
  expect(grade('7/6')).toEqual({ outcome: 'wrong', mistakeCode: 'UNCLASSIFIED' });
});

test.each([
  ['x=16', ['x = 16', '16']],
  ['44 items', ['44']],
  ['70%', ['70 %', '70']],
  ['T=B+1', ['T = B+1']],
  ['-3<=x<=3', []],
])('the answer %s may also be typed as %j', async (answer, others) => {
  const content = await contentOf({ ...mae, 'Correct Answer': answer });
  const accepted = content.kind === 'short_text' ? content.shortText.accepted : [];
  expect([...accepted].sort()).toEqual([answer, ...others].sort());
});

test('an equation that is asked for is not mistaken for its last number', async () => {
  const content = await contentOf({ ...mae, 'Correct Answer': 'T=B+1', 'Incorrect Answer': 'B-T=1' });
  expect(gradeAnswer(content, { kind: 'text', text: 'B-T=1' })).toEqual({
    outcome: 'wrong',
    mistakeCode: 'CONCEPT_ERROR',
  });
  expect(gradeAnswer(content, { kind: 'text', text: '1' })).toEqual({ outcome: 'wrong', mistakeCode: 'UNCLASSIFIED' });
});

test('a right answer too long to be typed becomes one of two choices', async () => {
  const content = await contentOf({
    ...mae,
    'Correct Answer': 'Because both tops\nand bottoms differ',
    'Incorrect Answer': 'Just add',
  });
  const choices = 'choices' in content ? content.choices : [];
  expect(choices.map(({ key }) => key)).toEqual(['A', 'B']);
  expect(choices.find(({ isRight }) => isRight)?.text.en).toBe('Because both tops\nand bottoms differ');
  expect(choices.find(({ isRight }) => !isRight)).toMatchObject({
    text: { en: 'Just add' },
    mistakeCode: 'CONCEPT_ERROR',
  });
});

test.each([
  ['an AQuA letter without an option', { ...aqua, correct: 'F' }, 'NO_RIGHT_ANSWER', /^no_such_choice F$/],
  ['an AQuA entry without options', { ...aqua, options: undefined }, 'MISSING_FIELD', / options/],
  ['AQuA options that are no list', { ...aqua, options: { A: 1 } }, 'INVALID_FIELD', / options/],
  ['two equal options', { ...aqua, options: ['A)1', 'B) 1', 'C)2'] }, 'DUPLICATE_CHOICES', / A = B: 1$/],
  ['an empty option', { ...aqua, options: ['A)', 'B)1'] }, 'INVALID_FIELD', / choices\[0\]\.text/],
  ['one option alone', { ...aqua, options: ['A)', 'B)1'].slice(1), correct: 'A' }, 'INVALID_FIELD', / choices/],
  ['an EXAMS key without a choice', { ...exams, answerKey: 'E' }, 'NO_RIGHT_ANSWER', /^no_such_choice E$/],
  [
    'an EXAMS language that nobody speaks',
    { ...exams, info: { ...exams.info, language: 'Klingon' } },
    'INVALID_FIELD',
    /^unknown_language Klingon$/,
  ],
  ['an EXAMS entry without info', { ...exams, info: undefined }, 'MISSING_FIELD', / info/],
  [
    'two EXAMS choices of one label',
    {
      ...exams,
      question: {
        stem: 's',
        choices: [
          { text: '1', label: 'B' },
          { text: '2', label: 'B' },
        ],
      },
    },
    'INVALID_FIELD',
    /^same_key_twice/,
  ],
  [
    'an OATutor picture',
    { ...oatutor, question_body: '##figure1.gif##' },
    'MISSING_PICTURE',
    /^picture_missing figure1\.gif$/,
  ],
  [
    'OATutor choices that are links',
    { ...oatutor, choices: ['https://img.example/1', 'https://img.example/2'] },
    'MISSING_PICTURE',
    /^picture_missing https/,
  ],
  [
    'OATutor choices that are letters only',
    { ...oatutor, choices: ['A', 'B'], answer: ['A'] },
    'MISSING_PICTURE',
    /^choices_are_pictures/,
  ],
  [
    'an OATutor answer that is no choice',
    { ...oatutor, answer: ['$$x=7$$'] },
    'NO_RIGHT_ANSWER',
    /^answer_not_among_choices/,
  ],
  ['a misconception whose question is a picture', { ...mae, 'Question image': 'M77-Q' }, 'MISSING_PICTURE', /M77-Q/],
  [
    'a misconception whose answer is a drawing',
    { ...mae, 'Correct Answer': '[a circle]' },
    'MISSING_PICTURE',
    /^answer_is_drawing/,
  ],
  ['a misconception without an answer', { ...mae, 'Correct Answer': '' }, 'MISSING_FIELD', /Correct Answer/],
  ['an entry of no known shape', { word: 'pen', meaning: 'kalem' }, 'UNKNOWN_SHAPE', /word, meaning/],
])('%s is refused', async (_, entry, reason, told) => {
  const pack = await readAll(lines({ ...aqua, question: 'A good one?' }, entry));
  expect(pack.questions).toHaveLength(1);
  expect(pack.refused).toMatchObject([{ line: 2, entry: 2, reason }]);
  expect(pack.refused.map(({ problem, detail }) => `${problem} ${detail}`)).toEqual([expect.stringMatching(told)]);
});

test('one file may mix shapes, blank lines, Windows line ends and damaged lines', async () => {
  const text = [
    '',
    lines(aqua),
    '{"question": "cut',
    '   ',
    lines(exams),
    lines(oatutor),
    lines(mae),
    lines(aqua),
  ].join('\r\n');
  const pack = await readAll(text);
  expect(pack.totalEntryCount).toBe(6);
  expect(pack.questions.map(({ content }) => content.topicUid)).toEqual([
    'EN.AQUA',
    'TR.EXAMS.BIOLOGY',
    'EN.OATUTOR.2_1_SOLVE_EQUATIONS_PART_1',
    'EN.MAE.NUMBER_OPERATIONS',
  ]);
  expect(pack.refused.map(({ line, entry, reason }) => [line, entry, reason])).toEqual([
    [3, 2, 'NOT_JSON'],
    [8, 6, 'DUPLICATE_ENTRY'],
  ]);
});

test('a JSON list of such entries is read like lines of them', async () => {
  const pack = await readAll(JSON.stringify([aqua, exams, 5], null, 2), 'list.json');
  expect(pack.questions).toHaveLength(2);
  expect(pack.refused).toMatchObject([{ entry: 3, reason: 'UNKNOWN_SHAPE' }]);
  expect(pack.end.metadata.sourceFormat).toBe('json-array');
});

test('the pack is called after the file, without folder and ending', async () => {
  const describe = async (fileName: string) => (await readAll(lines(aqua), fileName)).end.metadata;
  expect(await describe('C:\\Belgeler\\Şıklı Sorular 1.jsonl')).toMatchObject({
    packUid: 'file.sikli_sorular_1',
    displayNames: { tr: 'Şıklı Sorular 1', en: 'Şıklı Sorular 1' },
  });
  expect((await describe('問題.jsonl')).packUid).toMatch(/^file\.[0-9a-f]{8}$/);
  expect((await describe('a\u0000\ud83d.json')).displayNames.en).toBe('a');
  expect((await describe('')).displayNames.en).toBe('questions');
});

test.each([
  ['plain words', 'hello'],
  ['CSV of something else', 'date;price;amount\n2024;1;2\n'],
  ['prose', 'Is this a list of questions? It is not.'],
  ['XML of something else', '<?xml version="1.0"?><!-- <quiz> --><html><quiz/></html>'],
  ['JSON of something else', '{"name": "package", "version": "1.0.0"}'],
  ['a list of something else', '[1, 2, 3]'],
])('%s is a format that is not known', (_, text) => {
  expect(refusalOf(text)?.code).toBe('PACK_FORMAT_UNKNOWN');
});

test.each([
  ['nothing', '', 'PACK_EMPTY'],
  ['blanks', '\uFEFF \n\t\n', 'PACK_EMPTY'],
  ['an empty list', '[]', 'PACK_EMPTY'],
  ['one cut line', '{"question": "cu', 'PACK_UNREADABLE'],
  ['a cut list', '[{"question": 1}, {', 'PACK_UNREADABLE'],
])('a file with %s is refused as a whole', (_, text, code) => {
  expect(refusalOf(text)?.code).toBe(code);
});

test.each(['\n', '\r\n', '\r', '\n\r'])(
  'lines of JSON may end with %j; the line of a refused one is right',
  async (lineEnd) => {
    const lines = [aqua, { ...aqua, question: 'broken', correct: 'Z' }, exams].map((entry) => JSON.stringify(entry));
    const pack = await readAll(`${lines.join(lineEnd)}${lineEnd}`, 'mixed.jsonl');
    expect(pack.questions).toHaveLength(2);
    expect(pack.refused).toMatchObject([{ line: lineEnd === '\n\r' ? 3 : 2, entry: 2 }]);
  },
);
