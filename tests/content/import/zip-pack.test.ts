/** Packs with pictures, in a zip file: what is taken, and every reason not to. */
import { createHash } from 'node:crypto';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { exportZipPack } from '../../../shared/content/export-zip-pack.ts';
import { inspectPicture } from '../../../shared/content/import/zip/inspect-picture.ts';
import { maximumUnpackedBytes, maximumZipEntries } from '../../../shared/content/import/zip/open-zip-pack.ts';
import { crc32 } from '../../../shared/content/import/zip/zip-checksums.ts';
import { questionVersionIdOf } from '../../../shared/content/question-version-id.ts';
import { cpuMsSince } from './cpu-time.ts';
import { readAll, refusalOf } from './read-all.ts';
import { packText, sampleQuestion } from './sample-pack.ts';
import { pngOf } from './sample-picture.ts';

const picture = pngOf(40, 30, [102, 126, 234]);
const hash = createHash('sha256').update(picture).digest('hex');
const description = { tr: 'Bir dikdörtgen', en: 'A rectangle' };

function withFigure(key: string, figure: object) {
  return { ...sampleQuestion(key), figure };
}

function zipOf(questions: readonly unknown[], files: Zippable = {}, folder = ''): Uint8Array {
  return zipSync({ [`${folder}pack.json`]: strToU8(packText(questions)), ...files });
}

describe('a zip with a pack and its pictures', () => {
  test('gives questions that name their picture by its content, and each picture once before them', async () => {
    const pack = await readAll(
      zipOf(
        [
          withFigure('one', { file: 'media/Şekil 1.png', description }),
          withFigure('two', { file: './MEDIA/şekil 1.PNG', description }),
          sampleQuestion('three'),
        ],
        {
          'media/Şekil 1.png': picture,
          'media/unused.png': pngOf(1, 1, [0, 0, 0]),
          '__MACOSX/._pack.json': strToU8('x'),
        },
      ),
      'pack.zip',
    );
    expect(pack.refused).toEqual([]);
    const figure = { picture: hash, mediaType: 'image/png', width: 40, height: 30, description };
    expect(pack.questions.map(({ content }) => content.figure)).toEqual([figure, figure, undefined]);
    expect(pack.end.ignoredFields).toEqual([]);
    const kinds = pack.parts.map(({ kind }) => kind).filter((kind) => kind !== 'topic');
    expect(kinds).toEqual(['media', 'question', 'question', 'question', 'end']);
    const media = pack.parts.find((part) => part.kind === 'media');
    expect(media?.kind === 'media' && media.media).toEqual({ sha256: hash, mediaType: 'image/png', bytes: picture });
  });

  test('may lie in a folder, as it does when a folder was packed', async () => {
    const figure = { file: 'a.png', description };
    const pack = await readAll(zipOf([withFigure('one', figure)], { 'My pack/a.png': picture }, 'My pack/'), 'x.zip');
    expect(pack.questions[0]?.content.figure).toMatchObject({ picture: hash });
  });

  test('may have been packed by a program that writes paths as Windows does, and name its 300 pictures so', async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    const questions = numbers.map((index) =>
      withFigure(`q${index}`, { file: index % 2 === 0 ? `media\\${index}.png` : `media/${index}.png`, description }),
    );
    const shades = numbers.map((index) => pngOf(2, 2, [index % 256, index >> 8, 7]));
    const files = Object.fromEntries(shades.map((png, index) => [`pack\\media\\${index}.png`, png] as const));
    const pack = await readAll(zipSync({ 'pack\\pack.json': strToU8(packText(questions)), ...files }), 'x.zip');
    expect(pack.refused).toEqual([]);
    expect(pack.questions).toHaveLength(300);
    expect(pack.parts.flatMap((part) => (part.kind === 'media' ? [part.media.bytes] : []))).toEqual(shades);
  });

  test('is the same after an export and an import, version ids and all', async () => {
    const questions = [withFigure('one', { file: 'media/a.png', description }), sampleQuestion('two')];
    const first = await readAll(zipOf(questions, { 'media/a.png': picture }), 'x.zip');
    const media = first.parts.flatMap((part) => (part.kind === 'media' ? [part.media] : []));
    const written = exportZipPack({ metadata: first.end.metadata, topics: [], questions: first.questions }, media);
    const second = await readAll(written, 'y.zip');
    expect(second.questions).toEqual(first.questions);
    const versions = (pack: typeof first) =>
      pack.questions.map(({ content }) => questionVersionIdOf('6d1a3c0e-5b0f-4c57-9a38-0c7b7a6f2e91', content));
    expect(versions(second)).toEqual(versions(first));
    expect(exportZipPack({ metadata: second.end.metadata, topics: [], questions: second.questions }, media)).toEqual(
      written,
    );
  });
});

describe('a question is refused, and its neighbours are read,', () => {
  const script = strToU8('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  test.each([
    [
      'when its picture is not in the zip',
      { file: 'media/b.png', description },
      'MISSING_PICTURE',
      /^picture_missing media\/b\.png$/,
    ],
    ['when it names a picture by its hash', { picture: hash, description }, 'MISSING_PICTURE', /^picture_without_file/],
    ['when its picture has no description', { file: 'a.png' }, 'MISSING_FIELD', /^field_missing figure\.description$/],
    ['when its description is blank', { file: 'a.png', description: { tr: ' ' } }, 'INVALID_FIELD', /description/],
    ['when its file is an SVG', { file: 'a.svg', description }, 'INVALID_FIELD', /^not_a_picture a\.svg$/],
    [
      'when its file is another thing by the name of a PNG',
      { file: 'fake.png', description },
      'INVALID_FIELD',
      /^not_a_picture fake\.png$/,
    ],
    [
      'when its picture is too large',
      { file: 'large.png', description },
      'TOO_LARGE',
      /^picture_too_large large\.png$/,
    ],
    [
      'when its picture has too many pixels',
      { file: 'wide.png', description },
      'INVALID_FIELD',
      /^not_a_picture wide\.png$/,
    ],
    ['when it names no file', { file: '', description }, 'INVALID_FIELD', /figure\.file/],
  ])('%s', async (_, figure, reason, told) => {
    const wide = Uint8Array.from(picture);
    new DataView(wide.buffer).setUint32(16, 5000);
    const pack = await readAll(
      zipOf([sampleQuestion('before'), withFigure('bad', figure), sampleQuestion('after')], {
        'a.png': picture,
        'a.svg': script,
        'fake.png': script,
        'large.png': [new Uint8Array(1024 * 1024 + 1), { level: 0 }],
        'wide.png': wide,
      }),
      'x.zip',
    );
    expect(pack.refused).toMatchObject([{ reason }]);
    expect(pack.refused.map(({ problem, detail }) => `${problem} ${detail}`)).toEqual([expect.stringMatching(told)]);
    expect(pack.questions.map(({ externalKey }) => externalKey)).toEqual(['before', 'after']);
  });

  test.each([
    ['stored', 0],
    ['packed', 6],
  ] as const)(
    'when its picture was damaged while it lay %s in the zip; the report names the file',
    async (_, level) => {
      const whole = zipSync({
        'pack.json': strToU8(packText([withFigure('bad', { file: 'a.png', description }), sampleQuestion('after')])),
        'a.png': [picture, { level }],
      });
      const start = Buffer.from(whole).indexOf('a.png') + 'a.png'.length;
      for (const at of [start, start + 12, start + 30]) {
        const damaged = Uint8Array.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ 0x10;
        const pack = await readAll(damaged, 'x.zip');
        expect(pack.refused).toMatchObject([{ entry: 1, problem: 'picture_damaged', detail: 'a.png' }]);
        expect(pack.questions.map(({ externalKey }) => externalKey)).toEqual(['after']);
      }
    },
  );

  test('when the pack is no zip and so has no pictures', async () => {
    const pack = await readAll(packText([withFigure('bad', { file: 'a.png', description }), sampleQuestion('good')]));
    expect(pack.refused).toMatchObject([{ reason: 'MISSING_PICTURE', detail: 'a.png' }]);
    expect(pack.questions).toHaveLength(1);
  });
});

describe('a zip is refused as a whole', () => {
  const good = strToU8(packText([sampleQuestion('one')]));
  const many = Object.fromEntries(Array.from({ length: maximumZipEntries }, (_, index) => [`${index}.png`, picture]));
  test.each([
    ['with a path upwards', { 'pack.json': good, '../a.png': picture }, 'PACK_UNREADABLE', { problem: 'unsafe_path' }],
    [
      'with a path from the root',
      { 'pack.json': good, '/a.png': picture },
      'PACK_UNREADABLE',
      { problem: 'unsafe_path' },
    ],
    [
      'with a path upwards as Windows writes it',
      { 'pack.json': good, 'a\\..\\..\\b.png': picture },
      'PACK_UNREADABLE',
      { problem: 'unsafe_path' },
    ],
    ['with a drive', { 'pack.json': good, 'C:a.png': picture }, 'PACK_UNREADABLE', { problem: 'unsafe_path' }],
    [
      'with a name twice',
      { 'pack.json': good, 'a.png': picture, 'A.PNG': picture },
      'PACK_UNREADABLE',
      { problem: 'same_name_twice' },
    ],
    ['with too many files', { 'pack.json': good, ...many }, 'PACK_TOO_LARGE', { problem: 'too_many_files' }],
    ['without a pack', { 'a.png': picture }, 'PACK_FORMAT_UNKNOWN', {}],
    ['with two packs to choose from', { 'a.json': good, 'b.json': good }, 'PACK_FORMAT_UNKNOWN', {}],
    ['with a pack of nothing', { 'pack.json': strToU8('') }, 'PACK_EMPTY', {}],
  ])('%s', (_, files, code, details) => {
    expect(refusalOf(zipSync(files), 'x.zip')).toMatchObject({ code, details });
  });

  test('when it unpacks to more than the memory of an old laptop, before anything is unpacked', () => {
    const zeros = new Uint8Array(maximumUnpackedBytes / 4 + 1);
    const bomb = zipSync({ 'pack.json': good, a: zeros, b: zeros, c: zeros, d: zeros });
    expect(bomb.length).toBeLessThan(200_000);
    const started = process.cpuUsage();
    expect(refusalOf(bomb, 'x.zip')).toMatchObject({
      code: 'PACK_TOO_LARGE',
      details: { limitBytes: maximumUnpackedBytes },
    });
    expect(cpuMsSince(started)).toBeLessThan(500);
  });

  test('when it lies about a size: what comes out is cut at what was declared', () => {
    const bomb = zipSync({ 'pack.json': new Uint8Array(30 * 1024 * 1024) });
    const view = new DataView(bomb.buffer);
    const directory = view.getUint32(bomb.length - 22 + 16, true);
    view.setUint32(directory + 24, 100, true);
    const started = process.cpuUsage();
    expect(refusalOf(bomb, 'x.zip')).not.toBeNull();
    expect(cpuMsSince(started)).toBeLessThan(3000);
  });

  test('when its pack.json is not what was put in, though every byte of it could be unpacked', () => {
    const whole = zipSync({ 'pack.json': [strToU8(packText([sampleQuestion('one')])), { level: 0 }] });
    const at = Buffer.from(whole).indexOf('"one"') + 1;
    whole[at] = 'O'.charCodeAt(0);
    expect(refusalOf(whole, 'x.zip')).toMatchObject({
      code: 'PACK_UNREADABLE',
      details: { problem: 'damaged_file', path: 'pack.json' },
    });
    expect(crc32(strToU8('123456789'))).toBe(0xcbf43926);
  });

  test('when it is cut short, or damaged, at any place', async () => {
    const whole = zipOf([withFigure('one', { file: 'a.png', description })], { 'a.png': picture });
    for (let length = 4; length < whole.length; length += 7) {
      expect(refusalOf(whole.slice(0, length), 'x.zip')?.code).toBe('PACK_UNREADABLE');
    }
    for (let at = 4; at < whole.length; at += 5) {
      const damaged = Uint8Array.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      if (refusalOf(damaged, 'x.zip') === null) expect((await readAll(damaged, 'x.zip')).totalEntryCount).toBe(1);
    }
  });
});

test('the size of a picture is read from each kind', () => {
  const bytes = (text: string, ...rest: readonly number[]) =>
    Uint8Array.from([...Buffer.from(text, 'latin1'), ...rest]);
  const jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, 0xc2, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0];
  const cases = [
    [picture, 'image/png'],
    [bytes('GIF89a', 40, 0, 30, 0), 'image/gif'],
    [Uint8Array.from(jpeg), 'image/jpeg'],
    [bytes('RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9D\x01\x2A', 40, 0, 30, 0), 'image/webp'],
    [bytes('RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2F', 39, 0x40, 7, 0, 0, 0, 0, 0, 0), 'image/webp'],
    [bytes('RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0', 39, 0, 0, 29, 0, 0), 'image/webp'],
  ] as const;
  for (const [file, mediaType] of cases) expect(inspectPicture(file)).toEqual({ mediaType, width: 40, height: 30 });
  for (const nothing of ['', '\xFF\xD8', 'GIF89a', '\x89PNG', 'RIFF', '\xFF\xD8\xFF\xE0\0\0\0\0\0\0\0\0'])
    expect(inspectPicture(bytes(nothing))).toBeNull();
});
