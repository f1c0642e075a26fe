import { strToU8, zipSync } from 'fflate';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { ImportReport } from '../../shared/model/pack-summary.ts';
import { type NodeStudyHost, openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import { pngOf } from '../content/import/sample-picture.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';
import { createStudent, startPractice, unwrap } from './study-driver.ts';

let nodeHost: NodeStudyHost;
let calls: StudyHostCalls;

beforeAll(async () => {
  nodeHost = await openNodeStudyHost({
    dataFolder: null,
    migrationsFolder,
    preparedFolder: await preparedFolder(),
    place: 'node',
  });
  calls = nodeHost.host.calls;
});
afterAll(async () => {
  await nodeHost?.close();
});

const description = { tr: 'Renkli bir kare' };
const shared = pngOf(8, 8, [255, 0, 0]);

function zipOf(packUid: string, files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const questions = Object.keys(files).map((file) => ({ ...sampleQuestion(file), figure: { file, description } }));
  return zipSync({ 'pack.json': strToU8(packText(questions, { packUid })), ...files });
}

async function importZip(bytes: Uint8Array, fileName = 'resimli.zip'): Promise<ImportReport> {
  return unwrap(await calls.importPack({ importId: uuidV7(), fileName, bytes }));
}

async function picturesOf(packId: string): Promise<readonly string[]> {
  const { questions } = unwrap(
    await calls.searchQuestions({
      ...{ packIds: [packId], topicUids: [], kinds: [], difficulties: [], isRetired: false, text: '' },
      ...{ offset: 0, limit: 50 },
    }),
  );
  const details = await Promise.all(questions.map(({ questionId }) => calls.readQuestion({ questionId })));
  return details.flatMap((detail) => {
    const { figure } = unwrap(detail).content;
    return figure !== undefined && 'picture' in figure ? [figure.picture] : [];
  });
}

it('keeps the pictures of a zip pack, writes them to a zip again, and drops them with the last pack that shows them', async () => {
  const own = pngOf(4, 6, [0, 128, 0]);
  const first = await importZip(zipOf('test.pictures', { 'a.png': shared, 'b.png': own }));
  const second = await importZip(zipOf('test.others', { 'c.png': shared }));
  expect([first.importedCount, second.importedCount, first.refusedCount]).toEqual([2, 1, 0]);
  const [sharedHash = '', ownHash = ''] = await picturesOf(first.pack.id);
  expect(await picturesOf(second.pack.id)).toEqual([sharedHash]);
  expect(unwrap(await calls.readPicture({ sha256: ownHash }))).toEqual({ mediaType: 'image/png', bytes: own });

  const exported = unwrap(await calls.exportPack({ packId: first.pack.id }));
  expect(exported.fileName).toBe('test.pictures-1.zip');
  expect(await importZip(exported.bytes)).toMatchObject({ importedCount: 0, unchangedCount: 2, refusedCount: 0 });
  const gift = unwrap(await calls.exportPackAsGift({ packId: first.pack.id, language: 'tr' }));
  expect(gift.leftOut).toEqual(['a.png', 'b.png']);

  unwrap(await calls.removePack({ packId: first.pack.id }));
  expect(await calls.readPicture({ sha256: ownHash })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  expect(unwrap(await calls.readPicture({ sha256: sharedHash })).bytes).toEqual(shared);
  unwrap(await calls.removePack({ packId: second.pack.id }));
  expect(await calls.readPicture({ sha256: sharedHash })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});

it('keeps the picture of a question that somebody was asked, when its pack goes', async () => {
  const { pack } = await importZip(zipOf('test.asked', { 'a.png': shared }));
  const [hash = ''] = await picturesOf(pack.id);
  const student = await createStudent(calls);
  const session = await startPractice(calls, student.id, { topicUids: ['TR.TEST.001'], packId: pack.id });
  expect(session.questions).toHaveLength(1);
  unwrap(await calls.removePack({ packId: pack.id }));
  expect(unwrap(await calls.readPicture({ sha256: hash })).bytes).toEqual(shared);
});

it('refuses what is no hash', async () => {
  expect(await calls.readPicture({ sha256: '../etc' })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
});
