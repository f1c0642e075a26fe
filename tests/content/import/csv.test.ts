import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CsvMapping } from '../../../shared/content/import/csv/csv-mapping.ts';
import { previewCsv } from '../../../shared/content/import/csv/detect-csv.ts';
import { readRecord, splitRecords } from '../../../shared/content/import/csv/split-records.ts';
import { readPack } from '../../../shared/content/import/read-pack.ts';
import type { PackPart } from '../../../shared/content/pack.ts';
import { cpuMsSince } from './cpu-time.ts';
import { bytesOf, readAll } from './read-all.ts';

const contents = async (text: string) => {
  const pack = await readAll(text, 'tablo.csv');
  expect(pack.refused).toEqual([]);
  return pack.questions.map(({ content }) => content);
};
const preview = (text: string, given: Partial<CsvMapping> = {}) => {
  const found = previewCsv(bytesOf(text), given);
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};

test('a shared text comes to each question that has it, and makes equal stems different questions', async () => {
  const [first, second, alone] = await contents(
    ['Ortak metin;Soru;A;B;Doğru', 'Ali 5 yaşında.;Kaç?;4;5;B', 'Ece 4 yaşında.;Kaç?;4;5;A', ';Tek başına?;4;5;A'].join(
      '\n',
    ),
  );
  expect([first?.stimulus, second?.stimulus]).toEqual([{ tr: 'Ali 5 yaşında.' }, { tr: 'Ece 4 yaşında.' }]);
  expect(alone).not.toHaveProperty('stimulus');
});

test.each([',', ';', '\t', '|'])('a Turkish table with %j between its columns is read', async (delimiter) => {
  const table = [
    ['No', 'Soru', 'A', 'B', 'C', 'Doğru Cevap', 'Konu', 'Zorluk', 'Süre (sn)', 'Açıklama', 'Öğretmen'],
    [
      's1',
      'Hangisi çift sayıdır?',
      'bir',
      'iki',
      'üç',
      'B',
      'Sayılar / Tek ve çift',
      'kolay',
      '40',
      'İki ikiye bölünür.',
      'x',
    ],
  ];
  const pack = await readAll(table.map((row) => row.join(delimiter)).join('\r\n'), 'tablo.csv');
  expect(pack.end).toMatchObject({ ignoredFields: ['Öğretmen'], metadata: { languages: ['tr'], sourceFormat: 'csv' } });
  expect(pack.topicUids).toEqual(['FILE.TABLO', 'FILE.TABLO.SAYILAR', 'FILE.TABLO.SAYILAR.TEK_VE_CIFT']);
  expect(pack.questions).toMatchObject([
    {
      externalKey: 's1',
      content: {
        kind: 'single_choice',
        difficulty: 1,
        expectedSeconds: 40,
        stem: { tr: 'Hangisi çift sayıdır?' },
        choices: [{ isRight: false }, { text: { tr: 'iki' }, isRight: true }, { isRight: false }],
        rationale: [{ tr: 'İki ikiye bölünür.' }],
      },
    },
  ]);
});

test.each([
  ['C', [false, false, true]],
  ['c)', [false, false, true]],
  ['2', [false, true, false]],
  ['choice_3', [false, false, true]],
  ['red', [true, false, false]],
  ['"A,C"', [true, false, true]],
  ['choice_1;choice_2', [true, true, false]],
])('%s names the right answer', async (right, expected) => {
  const [content] = await contents(
    `question,choice_1,choice_1_score,choice_2,choice_3,correct_answer\nWhich is it?,red,1,green,blue,${right}\n`,
  );
  expect(content !== undefined && 'choices' in content && content.choices.map(({ isRight }) => isRight)).toEqual(
    expected,
  );
});

test('a table without choices has true/false, numbers and short answers', async () => {
  const read = await contents(
    'Soru;Cevap\nDünya döner mi?;Doğru\nYarım kaçtır?;0,5\nBaşkent neresidir?;Ankara|Angara\nBuz ısıtır mı?;HAYIR',
  );
  expect(read).toMatchObject([
    { kind: 'true_false', choices: [{ isRight: true }, { isRight: false }] },
    { kind: 'numeric', numeric: { value: 0.5, tolerance: 0 } },
    { kind: 'short_text', shortText: { accepted: ['Ankara', 'Angara'] } },
    { kind: 'true_false', choices: [{ isRight: false }, { isRight: true }] },
  ]);
});

test('quotes, delimiters and line breaks stand in quoted cells, and lines are counted on', async () => {
  const pack = await readAll(
    'question,a,b,answer\n"He said, ""hi"",\nwhat is it?",one,"two, or\nthree",B\nWhat is empty?,x,y,\nWhat is 5" long?,nail,hat,A',
    'q.csv',
  );
  expect(pack.questions.map(({ content }) => Object.values(content.stem)[0])).toEqual([
    'He said, "hi",\nwhat is it?',
    'What is 5" long?',
  ]);
  expect(pack.refused).toMatchObject([{ line: 5, entry: 2, reason: 'NO_RIGHT_ANSWER' }]);
});

test.each([
  ['a letter without a choice', 'What?,x,y,C', 'NO_RIGHT_ANSWER'],
  ['an empty question', ',x,y,A', 'MISSING_FIELD'],
  ['equal choices', 'What?,x,x,A', 'DUPLICATE_CHOICES'],
  ['a picture', '<img src=x.png> what?,x,y,A', 'MISSING_PICTURE'],
])('%s is refused, and its neighbours are read', async (_, row, reason) => {
  const pack = await readAll(`question,a,b,answer\nWhat is one?,x,y,A\n${row}\nWhat is two?,x,y,B`, 'q.csv');
  expect(pack.refused).toMatchObject([{ line: 3, entry: 2, reason }]);
  expect(pack.questions).toHaveLength(2);
});

test('a preview shows columns, first rows and a proposal, in the encoding of the file', () => {
  const bytes = Uint8Array.from([...bytesOf('Soru;A;B;Cevap\nA'), 0xfe, ...bytesOf(';x;y;A')]);
  expect(previewCsv(bytes)).toEqual({
    ok: true,
    value: {
      encoding: 'windows-1254',
      mapping: { delimiter: ';', hasHeader: true, roles: ['stem', 'choice', 'choice', 'right'] },
      isUsable: true,
      columns: ['Soru', 'A', 'B', 'Cevap'],
      rows: [['Aş', 'x', 'y', 'A']],
    },
  });
});

test('a table without a header is read by the mapping that a person gives', async () => {
  const text = 'What is one?;x;y;2\nWhat is two?;x;y;1';
  expect(preview(text)).toMatchObject({
    isUsable: false,
    columns: ['1', '2', '3', '4'],
    mapping: { hasHeader: false },
  });
  const mapping: CsvMapping = { delimiter: ';', hasHeader: false, roles: ['stem', 'choice', 'choice', 'right'] };
  expect(preview(text, mapping)).toMatchObject({ isUsable: true, rows: [{ length: 4 }, { length: 4 }] });
  const opened = readPack(bytesOf(text), 'q.csv', { csvMapping: mapping });
  if (!opened.ok) throw new Error(opened.error.code);
  const parts: PackPart[] = [];
  for await (const part of opened.value.parts) parts.push(part);
  expect(parts.at(-1)).toMatchObject({ kind: 'end', questionCount: 2, refusedCount: 0 });
});

test('whatever stands in the cells comes out of them', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ş', '"', ';', ',', '\n', '\r\n', ' ', '|') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 }), (table) => {
      const text = table.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(';')).join('\r\n');
      const read = splitRecords(text, ';').map(({ start, end }) => readRecord(text.slice(start, end), ';'));
      expect(read).toEqual(table);
    }),
  );
});

test('whatever is cut, doubled or mixed up, nothing is thrown and every entry is accounted for', async () => {
  const pieces = fc.constantFrom(
    '"',
    '""',
    ',',
    ';',
    '\n',
    '\r',
    'A',
    'B',
    'x',
    'What?',
    '<p>',
    ' ',
    '\0',
    '\ud800',
    '1',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async (drawn) => {
      const pack = await readAll(`question,a,b,answer\nIs it?,x,y,A\n${drawn.join('')}`, 'q.csv');
      expect(pack.questions.length + pack.refused.length).toBe(pack.totalEntryCount);
      expect(pack.questions[0]?.content.kind).toBe('single_choice');
    }),
    { numRuns: 300 },
  );
});

test('10,000 rows are read in under five seconds of one processor', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `What is ${index}?,x,y,A`);
  const started = process.cpuUsage();
  expect((await readAll(`question,a,b,answer\n${rows.join('\n')}`, 'q.csv')).questions).toHaveLength(10_000);
  expect(cpuMsSince(started)).toBeLessThan(5000);
});
