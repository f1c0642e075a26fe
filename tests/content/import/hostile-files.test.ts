import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maximumEntryCount, maximumPackBytes } from '../../../shared/content/import/import-limits.ts';
import { readPack } from '../../../shared/content/import/read-pack.ts';
import { cpuMsSince } from './cpu-time.ts';
import { bytesOf, readAll, refusalOf } from './read-all.ts';
import { packText, sampleQuestion } from './sample-pack.ts';

const utf16 = (text: string, isBigEndian: boolean, withMark: boolean): Uint8Array => {
  const units = [...(withMark ? `\uFEFF${text}` : text)].flatMap((character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index)),
  );
  return new Uint8Array(units.flatMap((unit) => (isBigEndian ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
};

test.each([
  ['little endian with a mark', false, true],
  ['big endian with a mark', true, true],
  ['little endian without a mark', false, false],
  ['big endian without a mark', true, false],
])('UTF-16, %s, is read', async (_, isBigEndian, withMark) => {
  const pack = await readAll(utf16(packText([sampleQuestion('q1', 'Iğdır’ın ışığı 💡')]), isBigEndian, withMark));
  expect(pack.questions[0]?.content.stem.tr).toBe('Iğdır’ın ışığı 💡');
});

test('bytes that are no UTF-8 spoil only the question they stand in', async () => {
  const bytes = bytesOf(
    packText([sampleQuestion('q1', 'bir?'), sampleQuestion('q2', 'iXki?'), sampleQuestion('q3', 'üç?')]),
  );
  bytes[bytes.indexOf('X'.charCodeAt(0))] = 0xfe;
  const pack = await readAll(bytes);
  expect(pack.questions.map(({ externalKey }) => externalKey)).toEqual(['q1', 'q3']);
  expect(pack.refused).toMatchObject([{ entry: 2, reason: 'DAMAGED_TEXT', detail: 'stem.tr: U+FFFD' }]);
});

test('a damaged topic or key is refused before it reaches the database', async () => {
  const line = (lesson: string, id: string) =>
    JSON.stringify({ id, lesson, choices: ['1', '2'], answer: ['1'], question: `Which one is it, ${id}?` });
  const pack = await readAll([line('Good', 'a'), line('Bad \ud800', 'b'), line('Good', 'c\u0000')].join('\n'));
  expect(pack.refused.map(({ entry, reason }) => [entry, reason])).toEqual([
    [2, 'DAMAGED_TEXT'],
    [3, 'DAMAGED_TEXT'],
  ]);
});

test('a file over the limits is refused before it is read', () => {
  expect(refusalOf(new Uint8Array(maximumPackBytes + 1))).toEqual({
    code: 'PACK_TOO_LARGE',
    details: { sizeBytes: maximumPackBytes + 1, limitBytes: maximumPackBytes },
  });
  const line = '{"options":[],"correct":"A"}\n';
  expect(refusalOf(line.repeat(maximumEntryCount + 1))).toEqual({
    code: 'PACK_TOO_LARGE',
    details: { entryCount: maximumEntryCount + 1, limitEntries: maximumEntryCount },
  });
});

test('brackets nested without end are refused quickly, inside a question and outside', () => {
  const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
  const started = process.cpuUsage();
  expect(refusalOf(packText(['X']).replace('"X"', deep))?.details).toMatchObject({
    problem: 'nested_too_deep',
    line: 4,
  });
  expect(refusalOf(packText([sampleQuestion('q1')]).replace('{', `{"extra":${deep},`))?.details.problem).toBe(
    'nested_too_deep',
  );
  expect(refusalOf(deep)?.details.problem).toBe('nested_too_deep');
  expect(cpuMsSince(started)).toBeLessThan(2000);
});

test('a line of nested brackets among good lines is refused alone', async () => {
  const good = JSON.stringify({ question: 'Which?', options: ['A)1', 'B)2'], correct: 'A' });
  const deep = `{"question":"x","options":["A)1","B)2"],"correct":"A","extra":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const pack = await readAll([good, deep, good.replace('Which', 'What')].join('\n'));
  expect(pack.questions.length + pack.refused.length).toBe(3);
  expect(pack.questions.length).toBeGreaterThanOrEqual(2);
});

test('other work gets its turn while a large pack is read', async () => {
  const opened = readPack(
    bytesOf(packText(Array.from({ length: 950 }, (_, index) => sampleQuestion(`q${index}`)))),
    'p.json',
    {
      pause: () => {
        pauseCount += 1;
        return Promise.resolve();
      },
    },
  );
  let pauseCount = 0;
  if (!opened.ok) throw new Error('not opened');
  let questionCount = 0;
  for await (const part of opened.value.parts) questionCount += part.kind === 'question' ? 1 : 0;
  expect([questionCount, pauseCount]).toEqual([950, 9]);
});

test('whatever bytes are changed, cut or doubled, nothing is thrown and every entry is accounted for', async () => {
  const whole = bytesOf(packText([sampleQuestion('q1'), sampleQuestion('q2'), sampleQuestion('q3')]));
  const damage = fc.array(
    fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), drop: fc.nat(20), copy: fc.nat(20) }),
    { minLength: 1, maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = [...whole];
      for (const { at, byte, drop, copy } of changes) {
        bytes.splice(at, drop, byte, ...bytes.slice(at, at + copy));
      }
      const opened = readPack(new Uint8Array(bytes), 'p.json');
      if (!opened.ok) return;
      let [questionCount, refusedCount] = [0, 0];
      for await (const part of opened.value.parts) {
        if (part.kind === 'question') questionCount += 1;
        if (part.kind === 'refusal') refusedCount += 1;
        if (part.kind === 'end') expect([part.questionCount, part.refusedCount]).toEqual([questionCount, refusedCount]);
      }
      expect(questionCount + refusedCount).toBe(opened.value.totalEntryCount);
    }),
    { numRuns: 400 },
  );
});

test('whatever text a file holds, nothing is thrown, and every entry is read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.array(fc.json()).map((list) => list.join('\n')),
      ),
      async (text) => {
        const opened = readPack(bytesOf(text), 'any');
        if (!opened.ok) return;
        // Some such texts are a question: GIFT asks for little more than a pair of braces.
        let entryCount = 0;
        for await (const part of opened.value.parts) {
          if (part.kind === 'question' || part.kind === 'refusal') entryCount += 1;
        }
        expect(entryCount).toBe(opened.value.totalEntryCount);
      },
    ),
    { numRuns: 300 },
  );
});
