/** The calls of the diagnostics screen. */
import { toOutcome } from './call-outcome.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostCalls } from './study-host-calls.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';

type DatabaseCareCalls = Pick<StudyHostCalls, 'readHealth' | 'repairDatabase'>;

/** Both try things out in transactions that are taken back, so nothing else may write, or be copied, meanwhile. */
export function createDatabaseCareCalls(surroundings: StudyHostSurroundings, notices: NoticeHub): DatabaseCareCalls {
  const { care, assertWritable, exclusively, onUnjournaledChange } = surroundings;
  return {
    readHealth: () =>
      toOutcome('readHealth', surroundings, async () => {
        assertWritable?.();
        return exclusively(() => care.examine());
      }),
    repairDatabase: () =>
      toOutcome('repairDatabase', surroundings, async () => {
        assertWritable?.();
        const report = await exclusively(() => care.repair());
        if (report.steps.length > 0) {
          await onUnjournaledChange?.();
          notices.send('tablesChanged', {
            studentId: null,
            tables: ['student_mistake_patterns', 'student_recommendations', 'ui_reflex_events'],
          });
        }
        return report;
      }),
  };
}
