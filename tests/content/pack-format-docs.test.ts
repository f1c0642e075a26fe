import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { knownMistakeCodes } from '../../shared/content/mistake-codes.ts';
import { packJsonSchema } from '../../shared/content/pack-format.ts';
import { readAll } from './import/read-all.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));

test('the example of the documentation is imported whole', async () => {
  const text = await readFile(join(docs, 'pack-format.md'), 'utf8');
  const example = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const pack = await readAll(example, 'example.json');
  expect(pack.refused).toEqual([]);
  expect(pack.end.ignoredFields).toEqual([]);
  expect(pack.topicUids).toEqual(['TR.MAT.ALG', 'TR.MAT.ALG.001']);
  expect(pack.questions.map(({ content }) => content.kind)).toEqual(['single_choice', 'numeric', 'short_text']);
});

test('the examples of other formats in the documentation are imported whole', async () => {
  const text = await readFile(join(docs, 'importing.md'), 'utf8');
  const kindsOf = async (format: string) => {
    const example = new RegExp(`\`\`\`${format}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';
    const pack = await readAll(example, `example.${format}`);
    expect(pack.refused).toEqual([]);
    return pack.questions.map(({ content }) => content.kind);
  };
  expect(await kindsOf('gift')).toEqual([
    ...['single_choice', 'multiple_answers', 'true_false', 'numeric', 'short_text'],
    // A matching of two pairs.
    ...['single_choice', 'single_choice'],
  ]);
  expect(await kindsOf('csv')).toEqual(['single_choice', 'true_false', 'numeric']);
});

test('the documentation names every mistake code that the app knows', async () => {
  const text = await readFile(join(docs, 'pack-format.md'), 'utf8');
  expect(knownMistakeCodes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
});

test('the published JSON Schema is that of the importer (else run: npx tsx commands/write-pack-schema.ts)', async () => {
  const published = JSON.parse(await readFile(join(docs, 'pack-format.schema.json'), 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(packJsonSchema())));
});
