import { expect, test } from 'vitest';
import { isImportProblem } from '../../../shared/content/import/import-problem.ts';
import { readPack } from '../../../shared/content/import/read-pack.ts';
import { bytesOf, readAll, refusalOf } from './read-all.ts';
import { packText, samplePack, sampleQuestion } from './sample-pack.ts';

test('a pack gives its header, its topics, its questions and an end', async () => {
  const opened = readPack(bytesOf(packText([sampleQuestion('q1'), sampleQuestion('q2')])), 'sample.json');
  if (!opened.ok) throw new Error('not opened');
  expect(opened.value.totalEntryCount).toBe(2);
  expect(opened.value.metadata).toEqual({
    packUid: 'test.sample',
    packVersion: '1',
    displayNames: { tr: 'Örnek' },
    descriptions: null,
    languages: ['tr'],
    licence: null,
    credit: null,
    sourceFormat: 'endstp-pack',
  });
  const kinds: string[] = [];
  for await (const part of opened.value.parts) kinds.push(part.kind);
  expect(kinds).toEqual(['topic', 'question', 'question', 'end']);
});

test('questions may stand before the header fields, on one line or on many', async () => {
  const { questions, ...header } = samplePack([sampleQuestion('q1')]);
  for (const text of [
    JSON.stringify({ questions, ...header }),
    JSON.stringify({ questions, ...header }, null, 2),
    `\uFEFF${JSON.stringify({ ...header, questions })}`,
  ]) {
    expect((await readAll(text)).questions.map((question) => question.externalKey)).toEqual(['q1']);
  }
});

test('each bad question is refused with its line, number and reason, and the others are read', async () => {
  const choices = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ key: `k${index}`, text: { tr: `${index}` }, isRight: index === 0 }));
  const { stem: _stem, ...withoutStem } = sampleQuestion('q3');
  const pack = await readAll(
    packText([
      sampleQuestion('q1'),
      'not a question',
      withoutStem,
      { ...sampleQuestion('q4'), difficulty: 9 },
      { ...sampleQuestion('q5'), choices: choices(3).map((choice) => ({ ...choice, isRight: false })) },
      { ...sampleQuestion('q6'), choices: [...choices(2), { key: 'x', text: { tr: ' 1 ' }, isRight: false }] },
      sampleQuestion('q1', 'Başka bir soru'),
      sampleQuestion('q8', 'Kaç eder: q1?'),
      { ...sampleQuestion('q9'), choices: choices(5000) },
      { ...sampleQuestion('q10'), stem: { tr: 'a\u0000b' } },
      { ...sampleQuestion('q11'), stem: { tr: 'yarım \ud83d çift' } },
      { ...sampleQuestion('q12'), kind: 'essay' },
      { ...sampleQuestion('q13'), externalKey: undefined },
      { ...sampleQuestion('q14'), stem: { tr: 'x'.repeat(20_001) } },
      { ...sampleQuestion('q15'), rationale: [{ tr: 'x'.repeat(300_000) }] },
      sampleQuestion('q16'),
    ]),
  );
  expect(pack.questions.map((question) => question.externalKey)).toEqual(['q1', 'q16']);
  expect(pack.refused.map(({ line, entry, reason }) => [line, entry, reason])).toEqual([
    [5, 2, 'UNKNOWN_SHAPE'],
    [6, 3, 'MISSING_FIELD'],
    [7, 4, 'INVALID_FIELD'],
    [8, 5, 'NO_RIGHT_ANSWER'],
    [9, 6, 'DUPLICATE_CHOICES'],
    [10, 7, 'DUPLICATE_ENTRY'],
    [11, 8, 'DUPLICATE_ENTRY'],
    [12, 9, 'TOO_LARGE'],
    [13, 10, 'DAMAGED_TEXT'],
    [14, 11, 'DAMAGED_TEXT'],
    [15, 12, 'INVALID_FIELD'],
    [16, 13, 'MISSING_FIELD'],
    [17, 14, 'TOO_LARGE'],
    [18, 15, 'TOO_LARGE'],
  ]);
  const details = Object.fromEntries(
    pack.refused.map(({ entry, problem, detail, limit }) => [entry, [problem, detail, limit]]),
  );
  expect(details[3]).toEqual(['field_missing', 'stem', null]);
  expect(details[4]).toEqual(['unknown_value', 'difficulty', null]);
  expect(details[6]).toEqual(['equal_choices', 'B = C: 1', null]);
  expect(details[7]).toEqual(['key_twice', 'q1', 1]);
  expect(details[8]).toEqual(['question_twice', '', 1]);
  expect(details[10]).toEqual(['damaged_text', 'stem.tr: U+0000', null]);
  expect(details[11]).toEqual(['damaged_text', 'stem.tr: U+D83D', null]);
  expect(details[13]).toEqual(['field_missing', 'externalKey', null]);
  expect(pack.end).toMatchObject({ questionCount: 2, refusedCount: 14 });
});

test('a question that is no JSON is refused alone as long as its brackets are sound', async () => {
  const [one, two] = [JSON.stringify(sampleQuestion('q1')), JSON.stringify(sampleQuestion('q2'))];
  const text = packText([]).replace('[\n\n]', `[\n${one},\n{"kind": "single_choice", "a": [1, two]},\n${two},\n]`);
  const pack = await readAll(text);
  expect(pack.questions.map((question) => question.externalKey)).toEqual(['q1', 'q2']);
  expect(pack.refused).toMatchObject([
    { line: 5, entry: 2, reason: 'NOT_JSON', detail: expect.stringContaining('[1, two]') },
  ]);
});

test('what an author may leave out is filled in', async () => {
  const { difficulty, expectedSeconds, textFormat, rationale, hints, ...short } = sampleQuestion('q1');
  const { questions } = await readAll(packText([{ ...short, stem: { tr: 'kelime '.repeat(200) } }]));
  expect(questions[0]?.content).toMatchObject({ difficulty, textFormat, rationale, hints });
  // 45 s to think and 0.4 s for each of 202 words, rounded up to 5 s.
  expect(questions[0]?.content.expectedSeconds).toBe(130);
  expect(expectedSeconds).toBe(30);
});

test('unknown fields are left out and reported once', async () => {
  const extra = (key: string) => ({ ...sampleQuestion(key), colour: 'red', figure: undefined });
  const choices = [
    { key: 'A', text: { tr: 'a' }, isRight: true, points: 3 },
    { key: 'B', text: { tr: 'b' }, isRight: false },
  ];
  const pack = await readAll(
    packText([extra('q1'), extra('q2'), { ...extra('q3'), choices }], { school: 'X', topics: [] }),
  );
  expect(pack.end.ignoredFields).toEqual(['school', 'questions[].colour', 'questions[].choices[].points']);
  expect(JSON.stringify(pack.questions)).not.toContain('colour');
});

test('fields named like those of every object change nothing', async () => {
  const text = packText([sampleQuestion('q1')]).replace(
    '"externalKey"',
    '"__proto__": {"kind": "numeric", "polluted": true}, "constructor": {"prototype": {"polluted": true}}, "externalKey"',
  );
  const pack = await readAll(text);
  expect(pack.questions[0]?.content.kind).toBe('single_choice');
  expect(pack.end.ignoredFields).toEqual(['questions[].__proto__', 'questions[].constructor']);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  const named = { ...sampleQuestion('q2'), stem: JSON.parse('{"tr": "x", "__proto__": "y"}') };
  const keys = (await readAll(packText([named]))).questions.map(({ content }) => Object.keys(content.stem));
  expect(keys.flat().filter((key) => key !== 'tr')).toEqual([]);
});

test.each([
  ['no packUid', { packUid: undefined }, 'bad_header', /^packUid/],
  ['a packUid of the app', { packUid: 'endstp.maths' }, 'bad_header', /^packUid/],
  ['a packUid with a slash', { packUid: '../x' }, 'bad_header', /^packUid/],
  ['no names', { names: {} }, 'bad_header', /^names/],
  ['topics without names', { topics: [{ topicUid: 'A' }] }, 'bad_header', /^topics\[0\]\.names/],
  ['a NUL in its name', { names: { tr: 'a\0' } }, 'damaged_text', /^names\.tr/],
])('a pack with %s is refused as a whole', (_, header, problem, detail) => {
  const refusal = refusalOf(packText([sampleQuestion('q1')], header));
  expect(refusal).toMatchObject({ code: 'PACK_UNREADABLE', details: { problem } });
  expect(refusal?.details.detail).toMatch(detail);
  // What is wrong there has a sentence in both languages.
  expect(isImportProblem(refusal?.details.headerProblem)).toBe(problem === 'bad_header');
});

test('a pack of a newer format says so', () => {
  expect(refusalOf(packText([], { formatVersion: 2 }))).toEqual({
    code: 'PACK_FORMAT_NEWER',
    details: { formatVersion: 2 },
  });
});

test('a truncated pack is refused as a whole, with the line and question where it ends', () => {
  const text = packText([sampleQuestion('q1'), sampleQuestion('q2'), sampleQuestion('q3')]);
  const cut = text.slice(0, text.indexOf('"q2"') + 30);
  expect(refusalOf(cut)).toEqual({
    code: 'PACK_UNREADABLE',
    details: { problem: expect.stringMatching(/ends_too_early|string_not_closed/), line: 5, entry: 2 },
  });
  for (let length = 1; length < text.trimEnd().length; length += 7) {
    const refusal = refusalOf(text.slice(0, length));
    expect(['PACK_UNREADABLE', 'PACK_FORMAT_UNKNOWN'], `cut after ${length}`).toContain(refusal?.code);
  }
});

test('two lists of questions, or text after the end, make a pack unreadable', () => {
  const text = packText([sampleQuestion('q1')]);
  expect(refusalOf(text.replace(/\}\s*$/, ',"questions":[]}'))?.details.problem).toBe('two_lists_of_questions');
  expect(refusalOf(`${text}{}`)?.details).toMatchObject({ problem: 'text_after_the_end', line: 6 });
});

test('a pack without questions is empty', () => {
  expect(refusalOf(packText([]))?.code).toBe('PACK_EMPTY');
  const { questions: _, ...header } = samplePack([]);
  expect(refusalOf(JSON.stringify(header))?.code).toBe('PACK_EMPTY');
});
