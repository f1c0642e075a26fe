import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ExportablePack, exportPack } from '../../shared/content/export-pack.ts';
import type { PackQuestion } from '../../shared/content/pack.ts';
import { questionContentSchema } from '../../shared/content/question.ts';
import { questionIdOf, questionVersionIdOf } from '../../shared/content/question-version-id.ts';
import { readAll } from './import/read-all.ts';

/** Any text that the database can hold, with quotes, backslashes, line breaks and other scripts among it. */
const words = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('"', '\\', '\n', '</script>', '\u2028', 'İ', 'ı', '\\(x\\)'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 30,
  })
  .filter((text) => text.trim() !== '' && !/[\0\uFFFD\p{Surrogate}]/u.test(text));
const name = words.map((text) => text.trim());
const localized = fc.dictionary(fc.constantFrom('tr', 'en', 'de'), words, { minKeys: 1 });
const code = fc.stringMatching(/^[A-Z]{2}\.[A-Z0-9_.]{1,20}$/);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const point = fc.tuple(finite, finite);

const figure = fc.record({
  description: localized,
  width: fc.integer({ min: 1, max: 1000 }),
  height: fc.integer({ min: 1, max: 1000 }),
  shapes: fc.array(
    fc.oneof(
      fc.record({ shape: fc.constant('dot'), center: point }),
      fc.record({ shape: fc.constant('label'), at: point, text: words.filter((text) => text.length <= 40) }),
      fc.record({ shape: fc.constant('arrow'), from: point, to: point }),
    ),
    { minLength: 1, maxLength: 4 },
  ),
});

const common = {
  topicUid: code,
  difficulty: fc.constantFrom(1, 2, 3),
  expectedSeconds: fc.double({ min: 0.1, max: 7200, noNaN: true }),
  textFormat: fc.constantFrom('plain', 'html'),
  stem: localized,
  rationale: fc.array(localized, { maxLength: 3 }),
  hints: fc.array(localized, { maxLength: 3 }),
};
const choices = fc
  .uniqueArray(fc.record({ text: words, mistakeCode: fc.option(code, { nil: undefined }) }), {
    minLength: 2,
    maxLength: 6,
    selector: ({ text }) => text.normalize('NFC').replace(/\s+/g, ' ').trim(),
  })
  .map((drafts) =>
    drafts.map(({ text, mistakeCode }, index) => ({
      key: `k${index}`,
      text: { tr: text },
      isRight: index === 1,
      ...(index === 1 || mistakeCode === undefined ? {} : { mistakeCode }),
    })),
  );
const content = fc
  .oneof(
    fc.record({ kind: fc.constantFrom('single_choice', 'multiple_answers'), ...common, choices }),
    fc.record({ kind: fc.constant('single_choice'), ...common, stimulus: localized, figure, choices }),
    fc.record({
      kind: fc.constant('numeric'),
      ...common,
      numeric: fc.record({
        value: finite,
        tolerance: fc.double({ min: 0, max: 10, noNaN: true }),
        knownWrong: fc.array(fc.record({ value: finite, mistakeCode: code }), { maxLength: 3 }),
      }),
    }),
    fc.record({
      kind: fc.constant('short_text'),
      ...common,
      shortText: fc.record({
        accepted: fc.array(words, { minLength: 1, maxLength: 3 }),
        isCaseSensitive: fc.boolean(),
        knownWrong: fc.array(fc.record({ text: words, mistakeCode: code }), { maxLength: 3 }),
      }),
    }),
  )
  .map((draft) => questionContentSchema.parse(draft));

const pack: fc.Arbitrary<ExportablePack> = fc.record({
  metadata: fc.record({
    packUid: fc.stringMatching(/^[a-z0-9][A-Za-z0-9._-]{0,30}$/).filter((uid) => !uid.startsWith('endstp.')),
    packVersion: name.filter((text) => text.length <= 50),
    displayNames: localized,
    descriptions: fc.option(localized),
    languages: fc.uniqueArray(fc.constantFrom('tr', 'en', 'de'), { minLength: 1 }),
    licence: fc.option(name),
    credit: fc.option(name),
  }),
  topics: fc.uniqueArray(fc.record({ topicUid: code, parentUid: fc.option(code), names: localized }), {
    selector: (topic) => topic.topicUid,
    maxLength: 4,
  }),
  // The key is in the stem, so that no two questions are the same.
  questions: fc
    .uniqueArray(fc.tuple(name, content), { selector: ([key]) => key, minLength: 1, maxLength: 6 })
    .map((pairs) =>
      pairs.map(
        ([key, drawn], index): PackQuestion => ({
          externalKey: key,
          content: { ...drawn, stem: { ...drawn.stem, fr: `${index}` } },
        }),
      ),
    ),
});

test('a pack that is exported and imported again is the same, down to the ids of its versions', async () => {
  await fc.assert(
    fc.asyncProperty(pack, async (exported) => {
      const read = await readAll(exportPack(exported), 'exported.json');
      expect(read.refused).toEqual([]);
      expect(read.end.ignoredFields).toEqual([]);
      expect(read.end.metadata).toEqual({ ...exported.metadata, sourceFormat: 'endstp-pack' });
      expect(read.parts.flatMap((part) => (part.kind === 'topic' ? [part.topic] : []))).toEqual(exported.topics);
      const versionIds = (questions: readonly PackQuestion[]) =>
        questions.map(({ externalKey, content: shown }) =>
          questionVersionIdOf(questionIdOf(exported.metadata.packUid, externalKey), shown),
        );
      expect(versionIds(read.questions)).toEqual(versionIds(exported.questions));
    }),
    { numRuns: 150 },
  );
});

test('an exported pack has one question a line', async () => {
  const [first] = fc.sample(pack, { seed: 1, numRuns: 1 });
  if (first === undefined) throw new Error('nothing drawn');
  const read = await readAll(exportPack(first));
  const questionLines = read.parts.flatMap((part) => (part.kind === 'question' ? [part.line] : []));
  expect(new Set(questionLines).size).toBe(first.questions.length);
});
