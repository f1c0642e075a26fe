/** The calls that concern question packs. */
import { exportPack } from '../content/export-pack.ts';
import { readPack } from '../content/import/read-pack.ts';
import { ExpectedError } from '../errors/outcome.ts';
import { installPack } from '../study/install-pack.ts';
import { listPacks, removePack } from '../study/packs.ts';
import { readExportablePack } from '../study/read-exportable-pack.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import { callSchemas } from './call-schemas.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostSurroundings } from './study-host.ts';
import type { StudyHostCalls } from './study-host-calls.ts';

type PackCalls = Pick<StudyHostCalls, 'listPacks' | 'importPack' | 'removePack' | 'exportPack'>;

/** Rows, their indexes, the write-ahead log of both and a copy of it all; 5 was measured with 30,000 questions. */
const storedBytesPerPackByte = 6;

export function createPackCalls(surroundings: StudyHostSurroundings, notices: NoticeHub): PackCalls {
  const { database, assertWritable, exclusively, pause, onUnjournaledChange } = surroundings;
  return {
    listPacks: () => toOutcome('listPacks', surroundings, () => listPacks(database)),
    importPack: (input) =>
      toOutcome('importPack', surroundings, async () => {
        const { importId, fileName, bytes } = checkInput(callSchemas.importPack, input);
        assertWritable?.(bytes.length * storedBytesPerPackByte);
        const opened = readPack(bytes, fileName, { pause });
        if (!opened.ok) throw new ExpectedError(opened.error.code, opened.error.details);
        const totalCount = opened.value.totalEntryCount;
        const report = await installPack(database, opened.value, {
          exclusively: (work) =>
            exclusively(() => {
              assertWritable?.();
              return work();
            }),
          onProgress: (doneCount) => notices.send('importProgressed', { importId, doneCount, totalCount }),
        });
        await onUnjournaledChange?.();
        notices.send('tablesChanged', { studentId: null, tables: ['question_packs', 'topics'] });
        return report;
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
        return { fileName: fileNameOf(pack.metadata), bytes: new TextEncoder().encode(exportPack(pack)) };
      }),
  };
}

/** `lgs.2024-3.json`: the pack's uid and version, as any file system takes them. */
function fileNameOf({ packUid, packVersion }: { packUid: string; packVersion: string }): string {
  const name = `${packUid}-${packVersion}`.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '');
  return `${name.slice(0, 120)}.json`;
}
