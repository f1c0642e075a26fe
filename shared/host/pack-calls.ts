/** The calls that concern question packs. */
import { ExpectedError } from '../errors/outcome.ts';
import { listPacks, removePack } from '../study/packs.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import { callSchemas } from './call-schemas.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostSurroundings } from './study-host.ts';
import type { StudyHostCalls } from './study-host-calls.ts';

type PackCalls = Pick<StudyHostCalls, 'listPacks' | 'importPack' | 'removePack'>;

export function createPackCalls(surroundings: StudyHostSurroundings, notices: NoticeHub): PackCalls {
  const { database, reportBug, assertWritable, exclusively, onUnjournaledChange } = surroundings;
  return {
    listPacks: () => toOutcome('listPacks', reportBug, () => listPacks(database)),
    importPack: (input) =>
      toOutcome('importPack', reportBug, async () => {
        checkInput(callSchemas.importPack, input);
        assertWritable?.();
        throw new ExpectedError('PACK_FORMAT_UNKNOWN');
      }),
    removePack: (input) =>
      toOutcome('removePack', reportBug, async () => {
        const { packId } = checkInput(callSchemas.ofPack, input);
        assertWritable?.();
        const removedQuestionCount = await exclusively(() => removePack(database, packId));
        await onUnjournaledChange?.();
        notices.send('tablesChanged', { studentId: null, tables: ['question_packs', 'topics'] });
        return { removedQuestionCount };
      }),
  };
}
