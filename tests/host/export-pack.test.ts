import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
import type { ImportReport } from '../../shared/model/pack-summary.ts';
import { type NodeStudyHost, openNodeStudyHost } from '../../shared/node/open-node-study-host.ts';
import { packText, sampleQuestion } from '../content/import/sample-pack.ts';
import { migrationsFolder, preparedFolder } from './prepared-fixture.ts';
import { unwrap } from './study-driver.ts';

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

const header = {
  packUid: 'test.export',
  packVersion: '2026 / 3',
  names: { tr: 'Kesirler', en: 'Fractions' },
  descriptions: { tr: 'Beş soru' },
  licence: 'CC-BY-4.0',
  credit: 'Elif Öğretmen',
  topics: [
    { topicUid: 'TR.TEST', names: { tr: 'Denemeler' } },
    { topicUid: 'TR.TEST.001', parentUid: 'TR.TEST', names: { tr: 'Deneme' } },
  ],
};

async function importText(text: string): Promise<ImportReport> {
  const bytes = new TextEncoder().encode(text);
  return unwrap(await calls.importPack({ importId: uuidV7(), fileName: 'kesirler.json', bytes }));
}

it('writes an imported pack to a file that brings the very same questions back', async () => {
  const keys = ['10', '9', 'ek-1'];
  const report = await importText(
    packText(
      keys.map((key) => sampleQuestion(key)),
      header,
    ),
  );
  const exported = unwrap(await calls.exportPack({ packId: report.pack.id }));
  expect(exported.fileName).toBe('test.export-2026-3.json');
  const written = JSON.parse(new TextDecoder().decode(exported.bytes));
  expect(written).toMatchObject({ format: 'endstp-pack', ...header, topics: [{ topicUid: 'TR.TEST' }, {}] });
  expect(written.questions.map(({ externalKey }: { externalKey: string }) => externalKey)).toEqual(['9', '10', 'ek-1']);

  const again = await importText(new TextDecoder().decode(exported.bytes));
  expect(again).toMatchObject({ importedCount: 0, unchangedCount: 3, refusedCount: 0, ignoredFields: [] });
  expect(again.pack).toEqual(report.pack);
});

it('leaves out questions that a later version of the pack no longer has', async () => {
  const later = { ...header, packUid: 'test.later' };
  await importText(packText([sampleQuestion('a'), sampleQuestion('b')], later));
  const { pack } = await importText(packText([sampleQuestion('b')], { ...later, packVersion: '2' }));
  const { bytes } = unwrap(await calls.exportPack({ packId: pack.id }));
  const written = JSON.parse(new TextDecoder().decode(bytes));
  expect(written.questions.map(({ externalKey }: { externalKey: string }) => externalKey)).toEqual(['b']);
});

it('refuses the built-in pack, whose questions are drawn from templates, and a pack that is not there', async () => {
  const builtIn = unwrap(await calls.listPacks()).find((pack) => pack.isBuiltIn);
  expect(await calls.exportPack({ packId: builtIn?.id ?? '' })).toEqual({
    ok: false,
    error: { code: 'INVALID_INPUT', details: { field: 'packId', problem: 'built in' } },
  });
  expect(await calls.exportPack({ packId: uuidV7() })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});
