import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StudyHostCalls } from '../../shared/host/study-host-calls.ts';
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

const bytesOf = (text: string) => new TextEncoder().encode(text);

it('reads a table in the encoding and with the columns that a person names', async () => {
  // "Başkent?" in windows-1254: 0xFE is ş there, and thorn in windows-1252.
  const bytes = Uint8Array.from(
    [...'Ba'].map((letter) => letter.charCodeAt(0)).concat(0xfe, ...bytesOf('kent?|A|B|1')),
  );
  const roles = ['stem', 'choice', 'choice', 'right'] as const;
  const preview = unwrap(
    await calls.previewTable({ fileName: 't.csv', bytes, given: { hasHeader: false, roles, delimiter: '|' } }),
  );
  expect(preview).toMatchObject({ encoding: 'windows-1254', isUsable: true, columns: ['1', '2', '3', '4'] });
  expect(preview.samples).toMatchObject([{ kind: 'question', content: { stem: { tr: 'Başkent?' } } }]);
  const western = await calls.previewTable({
    fileName: 't.csv',
    bytes,
    given: { hasHeader: false, roles, delimiter: '|', encoding: 'windows-1252' },
  });
  expect(unwrap(western).rows).toEqual([['Baþkent?', 'A', 'B', '1']]);
  const report = unwrap(
    await calls.importTable({
      importId: uuidV7(),
      fileName: 't.csv',
      bytes,
      mapping: preview.mapping,
      encoding: 'windows-1252',
    }),
  );
  expect(report).toMatchObject({ importedCount: 1, refusedCount: 0 });
  const exported = unwrap(await calls.exportPack({ packId: report.pack.id }));
  expect(new TextDecoder().decode(exported.bytes)).toContain('Baþkent?');
});

it('keeps nothing of an import that is cancelled, and takes the same file afterwards', async () => {
  const text = packText(
    Array.from({ length: 1500 }, (_, index) => sampleQuestion(`q${index}`)),
    { packUid: 'test.cancelled', names: { tr: 'Durdurulan' } },
  );
  const importId = uuidV7();
  const stop = nodeHost.host.onNotice('importProgressed', (progress) => {
    if (progress.importId === importId) void calls.cancelImport({ importId });
  });
  const outcome = await calls.importPack({ importId, fileName: 'many.json', bytes: bytesOf(text) });
  stop();
  expect(outcome).toMatchObject({ ok: false, error: { code: 'IMPORT_CANCELLED' } });
  expect(unwrap(await calls.listPacks()).some(({ packUid }) => packUid === 'test.cancelled')).toBe(false);
  expect(unwrap(await calls.cancelImport({ importId }))).toEqual({ wasRunning: false });
  const again = unwrap(await calls.importPack({ importId: uuidV7(), fileName: 'many.json', bytes: bytesOf(text) }));
  expect(again.importedCount).toBe(1500);

  const gift = unwrap(await calls.exportPackAsGift({ packId: again.pack.id, language: 'tr' }));
  expect(gift).toMatchObject({ fileName: 'test.cancelled-1.gift', leftOut: [] });
  const back = unwrap(await calls.importPack({ importId: uuidV7(), fileName: 'back.gift', bytes: gift.bytes }));
  expect(back).toMatchObject({ importedCount: 1500, refusedCount: 0 });
});
