/** The calls that concern question packs. */
import { exportGift } from '../content/export-gift.ts';
import { exportPack } from '../content/export-pack.ts';
import { exportZipPack } from '../content/export-zip-pack.ts';
import { readPack } from '../content/import/read-pack.ts';
import { ExpectedError, type Outcome } from '../errors/outcome.ts';
import type { ImportReport, ImportRequest } from '../model/pack-summary.ts';
import { installPack } from '../study/install-pack.ts';
import { readMediaFile, readPackMedia } from '../study/media-files.ts';
import { listPacks, removePack } from '../study/packs.ts';
import { previewTable } from '../study/preview-table.ts';
import { readExportablePack } from '../study/read-exportable-pack.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import { callSchemas } from './call-schemas.ts';
import { contentCallSchemas } from './content-call-schemas.ts';
import type { ContentCalls, TableImportRequest } from './content-calls.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostCalls } from './study-host-calls.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';

type PackCalls = ContentCalls & Pick<StudyHostCalls, 'listPacks' | 'importPack' | 'removePack' | 'exportPack'>;

/** Rows, their indexes, the write-ahead log of both and a copy of it all; 5 was measured with 30,000 questions. */
const storedBytesPerPackByte = 6;

export function createPackCalls(surroundings: StudyHostSurroundings, notices: NoticeHub): PackCalls {
  const { database, assertWritable, exclusively, pause, onUnjournaledChange } = surroundings;
  /** Imports under way, by their id, and whether somebody has asked them to stop. */
  const running = new Map<string, { isCancelled: boolean }>();

  async function runImport(
    { importId, fileName, bytes }: ImportRequest,
    table: Pick<TableImportRequest, 'mapping' | 'encoding'> | null,
  ): Promise<ImportReport> {
    assertWritable?.(bytes.length * storedBytesPerPackByte);
    const opened = readPack(bytes, fileName, {
      pause,
      ...(table === null ? {} : { csvMapping: table.mapping, encoding: table.encoding ?? undefined }),
    });
    if (!opened.ok) throw new ExpectedError(opened.error.code, opened.error.details);
    const totalCount = opened.value.totalEntryCount;
    const state = { isCancelled: false };
    running.set(importId, state);
    try {
      const report = await installPack(database, opened.value, {
        exclusively: (work) =>
          exclusively(() => {
            assertWritable?.();
            return work();
          }),
        onProgress: (doneCount) => notices.send('importProgressed', { importId, doneCount, totalCount }),
        isCancelled: () => state.isCancelled,
      });
      await onUnjournaledChange?.();
      notices.send('tablesChanged', { studentId: null, tables: ['question_packs', 'topics'] });
      return report;
    } finally {
      running.delete(importId);
    }
  }

  return {
    listPacks: () => toOutcome('listPacks', surroundings, () => listPacks(database)),
    importPack: (input) =>
      toOutcome('importPack', surroundings, () => runImport(checkInput(callSchemas.importPack, input), null)),
    importTable: (input) =>
      toOutcome('importTable', surroundings, () => {
        const request = checkInput(contentCallSchemas.importTable, input);
        return runImport(request, request);
      }),
    previewTable: (input) =>
      toOutcome('previewTable', surroundings, async () => {
        const { fileName, bytes, given } = checkInput(contentCallSchemas.previewTable, input);
        return unwrapped(await previewTable(bytes, fileName, given));
      }),
    readPicture: (input) =>
      toOutcome('readPicture', surroundings, async () => {
        const { sha256 } = checkInput(contentCallSchemas.readPicture, input);
        const { mediaType, bytes } = await readMediaFile(database, sha256);
        return { mediaType, bytes };
      }),
    cancelImport: (input) =>
      toOutcome('cancelImport', surroundings, async () => {
        const state = running.get(checkInput(contentCallSchemas.cancelImport, input).importId);
        if (state !== undefined) state.isCancelled = true;
        return { wasRunning: state !== undefined };
      }),
    removePack: (input) =>
      toOutcome('removePack', surroundings, async () => {
        const { packId } = checkInput(callSchemas.ofPack, input);
        assertWritable?.();
        const removedQuestionCount = await exclusively(() => removePack(database, packId));
        await onUnjournaledChange?.();
        notices.send('tablesChanged', { studentId: null, tables: ['question_packs', 'topics'] });
        return { removedQuestionCount };
      }),
    exportPack: (input) =>
      toOutcome('exportPack', surroundings, async () => {
        const { packId } = checkInput(callSchemas.ofPack, input);
        const pack = await readExportablePack(database, packId);
        const media = await readPackMedia(database, packId);
        return media.length === 0
          ? { fileName: `${nameOf(pack.metadata)}.json`, bytes: new TextEncoder().encode(exportPack(pack)) }
          : { fileName: `${nameOf(pack.metadata)}.zip`, bytes: exportZipPack(pack, media) };
      }),
    exportPackAsGift: (input) =>
      toOutcome('exportPackAsGift', surroundings, async () => {
        const { packId, language } = checkInput(contentCallSchemas.exportPackAsGift, input);
        const { metadata, questions } = await readExportablePack(database, packId);
        const { text, leftOut } = exportGift(questions, language);
        return { fileName: `${nameOf(metadata)}.gift`, bytes: new TextEncoder().encode(text), leftOut };
      }),
  };
}

function unwrapped<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new ExpectedError(outcome.error.code, outcome.error.details);
}

/** `lgs.2024-3`: the pack's uid and version, in letters that every file system takes. */
function nameOf({ packUid, packVersion }: { packUid: string; packVersion: string }): string {
  const name = `${packUid}-${packVersion}`.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '');
  return name.slice(0, 120);
}
