/** The calls that concern the sample student: made on demand, removed with one action. */
import { z } from 'zod';
import type { Outcome } from '../errors/outcome.ts';
import type { Language, Profile } from '../model/profile.ts';
import { readProfile } from '../study/profiles.ts';
import { removeSampleHistory } from '../study/sample-history/remove-sample-history.ts';
import { sampleStudentId } from '../study/sample-history/sample-student.ts';
import { writeSampleHistory } from '../study/sample-history/write-sample-history.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import type { WatchedTable } from './watched-table.ts';

export interface SampleCalls {
  /**
   * Writes the sample student's eight weeks, up to now; one that is there is made anew. Takes some seconds; other calls
   * are answered in between, and `importProgressed` notices with this `progressId` say how far it is (in sessions).
   */
  createSampleHistory(request: {
    language: Language;
    progressId: string;
  }): Promise<Outcome<{ readonly profile: Profile; readonly answerCount: number }>>;
  /** Removes the sample student's rows and nobody else's; 0 when there was none. */
  removeSampleHistory(): Promise<Outcome<{ readonly removedAnswerCount: number }>>;
}

const createSchema = z.object({ language: z.enum(['tr', 'en']), progressId: z.string().min(1).max(100) });

/** Rows, indexes, log and a copy of it all: 2 MB were measured. */
const sampleBytes = 8_000_000;
const sampleTables: readonly WatchedTable[] = [
  'students',
  'test_records',
  'test_answers',
  'student_mistakes',
  'mistake_reasons',
  'student_mistake_patterns',
  'student_recommendations',
  'ui_reflex_events',
  'review_log',
  // Drawn questions came or went with them.
  'question_packs',
];

export function createSampleCalls(surroundings: StudyHostSurroundings, notices: NoticeHub): SampleCalls {
  const { assertWritable, database, exclusively, nowMs, onUnjournaledChange, pause } = surroundings;
  /** Two tabs may ask at once: one after the other. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };
  const remove = () => exclusively(() => database.transaction(removeSampleHistory));
  // Nothing vacuums PGlite by itself: made and removed a few times, the sample would slow down everybody's answers.
  const tidy = () => exclusively(() => database.query('VACUUM (ANALYZE)'));
  const announce = () => notices.send('tablesChanged', { studentId: sampleStudentId, tables: sampleTables });
  return {
    createSampleHistory: (input) =>
      toOutcome('createSampleHistory', surroundings, () =>
        inTurn(async () => {
          const { language, progressId } = checkInput(createSchema, input);
          assertWritable?.(sampleBytes);
          await remove();
          const onProgress = (doneCount: number, totalCount: number) =>
            notices.send('importProgressed', { importId: progressId, doneCount, totalCount });
          const answerCount = await writeSampleHistory({ database, exclusively, pause, onProgress }, language, nowMs());
          // Not in the journal: these facts can be made again, the student's own cannot.
          await tidy();
          await onUnjournaledChange?.();
          announce();
          const profile = await readProfile(database, sampleStudentId);
          if (profile === null) throw new Error('the sample student is not there after it was written');
          return { profile, answerCount };
        }),
      ),
    removeSampleHistory: () =>
      toOutcome('removeSampleHistory', surroundings, () =>
        inTurn(async () => {
          const removedAnswerCount = await remove();
          await tidy();
          await onUnjournaledChange?.();
          announce();
          return { removedAnswerCount };
        }),
      ),
  };
}
