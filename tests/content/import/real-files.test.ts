/** Real questions of other people, where they lie beside the project; they are never part of it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readAll } from './read-all.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/questions/', import.meta.url));

// Skipped where the files are not: they may not be copied into the project.
describe.skipIf(!existsSync(folder))('the question files beside the project', () => {
  const read = async (fileName: string) => readAll(await readFile(join(folder, fileName)), fileName);
  const countReasons = (pack: Awaited<ReturnType<typeof read>>) =>
    Object.fromEntries(
      [...new Set(pack.refused.map(({ reason }) => reason))].map((reason) => [
        reason,
        pack.refused.filter((refusal) => refusal.reason === reason).length,
      ]),
    );

  test('AQuA gives 253 questions and refuses the one with two equal options', async () => {
    const pack = await read('aqua-sample.jsonl');
    expect(pack.totalEntryCount).toBe(254);
    expect(pack.questions).toHaveLength(253);
    expect(countReasons(pack)).toEqual({ DUPLICATE_CHOICES: 1 });
    const options = pack.questions.flatMap(({ content }) => ('choices' in content ? content.choices : []));
    expect(options.filter(({ text }) => /^[A-E]\)/.test(text.en ?? ''))).toEqual([]);
  });

  test('EXAMS gives 387 Turkish questions in eight subjects and refuses three with equal choices', async () => {
    const pack = await read('exams-tr-sample.jsonl');
    expect(pack.totalEntryCount).toBe(390);
    expect(pack.questions).toHaveLength(387);
    expect(countReasons(pack)).toEqual({ DUPLICATE_CHOICES: 3 });
    expect(pack.topicUids).toHaveLength(9);
    expect(pack.end.metadata.languages).toEqual(['tr']);
  });

  test('OATutor gives 294 questions of 400; the others need pictures or are there twice', async () => {
    const pack = await read('oatutor-algebra-sample.jsonl');
    expect(pack.totalEntryCount).toBe(400);
    expect(pack.questions).toHaveLength(294);
    expect(countReasons(pack)).toEqual({ MISSING_PICTURE: 102, DUPLICATE_ENTRY: 4 });
    expect(pack.end.metadata.licence).toBe('CC BY 4.0');
    expect(JSON.stringify(pack.questions)).not.toMatch(/\$\$|##/);
  });

  test('MaE gives 91 questions of 110; the others need pictures', async () => {
    const pack = await read('mae-misconceptions-sample.jsonl');
    expect(pack.totalEntryCount).toBe(110);
    expect(pack.questions).toHaveLength(91);
    expect(countReasons(pack)).toEqual({ MISSING_PICTURE: 19 });
  });

  test('GIFT examples give their questions, a matching three; those that are there twice are refused', async () => {
    const options = await read('gift/options1.gift');
    expect(options.questions).toHaveLength(12);
    expect(countReasons(options)).toEqual({ DUPLICATE_ENTRY: 2 });
    const examples = await read('gift/giftFormatPhpExamples.gift');
    expect(examples.questions).toHaveLength(11);
    expect(countReasons(examples)).toEqual({ DUPLICATE_ENTRY: 1 });
  });

  test('a Moodle export gives its questions in their categories, but for the one with a picture', async () => {
    const pack = await read('gift/moodle-export-multichoice.gift');
    expect(pack.questions).toHaveLength(2);
    expect(countReasons(pack)).toEqual({ MISSING_PICTURE: 1 });
    expect(pack.questions[0]?.content.topicUid).toMatch(/\.DEFAULT\.EXAMPLE_CATEGORY\.SUB_CATEGORY$/);
  });

  test('a teacher’s GIFT of 201 questions gives 144, some of them matchings; the others need pictures', async () => {
    const pack = await read('gift/reales-gift.txt');
    expect(pack.totalEntryCount).toBe(201);
    expect(pack.questions).toHaveLength(144);
    expect(countReasons(pack)).toEqual({ MISSING_PICTURE: 108 });
    expect(pack.end.metadata.languages).toEqual(['und']);
  });

  test('Moodle XML of 105 questions gives 99, some of them matchings; the others need pictures or are there twice', async () => {
    const pack = await read('moodle-xml/reales-moodle.xml');
    expect(pack.totalEntryCount).toBe(105);
    expect(pack.questions).toHaveLength(99);
    expect(countReasons(pack)).toEqual({ MISSING_PICTURE: 47, DUPLICATE_ENTRY: 1 });
  });

  test('a QTI item about a picture is refused for want of it', async () => {
    expect(countReasons(await read('qti/choice.xml'))).toEqual({ MISSING_PICTURE: 1 });
  });

  test('a TAO table gives its four questions', async () => {
    const pack = await read('tao-import-sample.csv');
    expect(pack.questions.map(({ content }) => content.kind)).toEqual([
      ...['single_choice', 'single_choice', 'single_choice', 'multiple_answers'],
    ]);
    expect(pack.refused).toEqual([]);
  });

  test('files of other formats are refused as unknown', async () => {
    for (const fileName of ['opentrivia-brain-teasers.txt']) {
      await expect(read(fileName), fileName).rejects.toThrow('PACK_FORMAT_UNKNOWN');
    }
  });
});
