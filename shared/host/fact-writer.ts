import type { SqlQueries } from '../database/study-database.ts';
import { correctFactTimes } from '../study/correct-fact-times.ts';
import { rekeyFact } from '../study/rekey-fact.ts';
import type { StudyFact } from '../study/study-fact.ts';
import { writeFact } from '../study/write-fact.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';
import type { WatchedTable } from './watched-table.ts';

/**
 * Journals a fact, writes it in one transaction and announces the tables. True when rows were written; `readBack` then
 * reads what the triggers made of them, in the same transaction: after it, the reads of a reflex would come first.
 */
export type FactWriter = (fact: StudyFact, readBack?: (queries: SqlQueries) => Promise<void>) => Promise<boolean>;

const tablesOf: Readonly<Record<StudyFact['kind'], readonly WatchedTable[]>> = {
  profile_created: ['students'],
  profile_changed: ['students'],
  profile_archived: ['students'],
  profile_removed: ['students'],
  analysis_settings_chosen: ['student_analysis_settings', 'student_mistake_patterns'],
  session_started: ['test_records'],
  answer_recorded: ['test_answers'],
  mistake_reason_noted: ['mistake_reasons', 'student_mistake_patterns'],
  review_rated: ['review_log'],
  session_finished: ['test_records'],
  reflex_seen: ['student_recommendations', 'ui_reflex_events'],
  recommendation_dismissed: ['student_recommendations'],
  action_completed: ['student_recommendations'],
};
const reviewTables: readonly WatchedTable[] = ['review_log'];
const mistakeTables: readonly WatchedTable[] = ['test_answers', 'student_mistakes', 'student_mistake_patterns'];

export function createFactWriter(
  { database, journal, exclusively, assertWritable, onWritten, currentStudentId, correctMs }: StudyHostSurroundings,
  notices: NoticeHub,
  onNewFact?: (fact: StudyFact) => void,
): FactWriter {
  return async (given, readBack) => {
    let fact = correctMs === undefined ? given : correctFactTimes(given, correctMs);
    const isNew = await exclusively(async () => {
      assertWritable?.();
      // The profile may have joined a class, and got another id, while this waited for its turn.
      if (currentStudentId !== undefined) fact = rekeyFact(fact, currentStudentId);
      await journal?.append(fact);
      return database.transaction(async (queries) => {
        const hasWritten = await writeFact(queries, fact);
        if (hasWritten) await readBack?.(queries);
        return hasWritten;
      });
    });
    onWritten?.();
    if (isNew) {
      onNewFact?.(fact);
      const tables = fact.kind === 'answer_recorded' && fact.mistakeCode !== null ? mistakeTables : tablesOf[fact.kind];
      const isReview = fact.kind === 'answer_recorded' && fact.review !== undefined;
      notices.send('tablesChanged', {
        studentId: studentOf(fact),
        tables: isReview ? [...tables, ...reviewTables] : tables,
      });
    }
    return isNew;
  };
}

function studentOf(fact: StudyFact): string | null {
  if ('studentId' in fact) return fact.studentId;
  if (fact.kind === 'mistake_reason_noted') return fact.reason.studentId;
  if (fact.kind === 'review_rated') return fact.review.studentId;
  return null;
}
