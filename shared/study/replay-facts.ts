import { DatabaseError } from '../database/database-error.ts';
import type { StudyDatabase } from '../database/study-database.ts';
import { createStudentAliases } from '../sync/student-aliases.ts';
import { rekeyFact, studentOfFact } from './rekey-fact.ts';
import type { StudyFact } from './study-fact.ts';
import { writeFact } from './write-fact.ts';

export interface ReplayReport {
  readonly writtenCount: number;
  /** Facts that the database refused (what they belong to is not there); they stay in the journal. */
  readonly refusedCount: number;
}

/**
 * Writes what the database lacks of the journal. `isRestored` says that the database is an older copy: then changes and
 * marks, whose rows cannot be told apart from missing ones, are written again too. Without it they are written only
 * from the first missing fact on, so that an ordinary start does not undo newer edits.
 */
export async function replayFacts(
  database: StudyDatabase,
  journal: readonly StudyFact[],
  { isRestored }: { readonly isRestored: boolean },
): Promise<ReplayReport> {
  const facts = await factsOfToday(database, journal);
  const missing = await findMissingFacts(database, facts);
  const firstIndex = isRestored ? 0 : Math.min(...missing);
  let writtenCount = 0;
  let refusedCount = 0;
  for (const [index, fact] of facts.entries()) {
    const isDue = index >= firstIndex && (missing.has(index) || rowOf(fact) === null);
    if (!isDue) continue;
    try {
      if (await database.transaction((queries) => writeFact(queries, fact))) writtenCount += 1;
    } catch (error) {
      // Class 23: integrity constraint violations. Anything else is no fault of the fact.
      if (!(error instanceof DatabaseError) || !error.sqlState.startsWith('23')) throw error;
      refusedCount += 1;
    }
  }
  return { writtenCount, refusedCount };
}

/** The facts as they count now: under the ids that profiles got when they joined a class, without those of erased and removed students. */
async function factsOfToday(database: StudyDatabase, journal: readonly StudyFact[]): Promise<readonly StudyFact[]> {
  // The tool opens databases that do not have this module, too.
  const [has] = await database.query<{ sync: boolean }>(
    `SELECT to_regclass('public.student_aliases') IS NOT NULL AS sync`,
  );
  if (has?.sync !== true) return journal;
  const aliases = createStudentAliases(database);
  await aliases.reload();
  const erased = await database.query<{ student_id: string }>('SELECT student_id FROM student_tombstones');
  const erasedIds = new Set(erased.map(({ student_id }) => student_id));
  const facts = journal
    .map((fact) => rekeyFact(fact, aliases.current))
    .filter((fact) => !erasedIds.has(studentOfFact(fact) ?? ''));
  // What came before a profile was removed went with it.
  const removals = new Map(
    facts.flatMap((fact, place) => (fact.kind === 'profile_removed' ? [[fact.studentId, place] as const] : [])),
  );
  return facts.filter((fact, place) => place >= (removals.get(studentOfFact(fact) ?? '') ?? 0));
}

/** Places of the facts that create a row which the database does not have. */
async function findMissingFacts(database: StudyDatabase, facts: readonly StudyFact[]): Promise<ReadonlySet<number>> {
  const rows = facts.flatMap((fact, place) => {
    const row = rowOf(fact);
    return row === null ? [] : [{ place, ...row }];
  });
  if (rows.length === 0) return new Set();
  const missing = await database.query<{ place: number }>(
    `SELECT fact.place
       FROM jsonb_to_recordset($1::jsonb) AS fact (place INT, table_name TEXT, id UUID, record_id UUID, "position" INT)
      WHERE NOT CASE fact.table_name
        WHEN 'students' THEN EXISTS (SELECT FROM students WHERE id = fact.id)
        WHEN 'test_records' THEN EXISTS (SELECT FROM test_records WHERE id = fact.id)
        WHEN 'test_answers' THEN EXISTS (SELECT FROM test_answers AS answer WHERE answer.id = fact.id
             OR (answer.test_record_id = fact.record_id AND answer.position = fact.position))
        WHEN 'mistake_reasons' THEN EXISTS (SELECT FROM mistake_reasons WHERE id = fact.id)
        WHEN 'review_log' THEN EXISTS (SELECT FROM review_log WHERE id = fact.id)
      END`,
    [JSON.stringify(rows)],
  );
  return new Set(missing.map((row) => row.place));
}

/** The row by which one can see that a fact is there; null for changes and marks. */
function rowOf(fact: StudyFact): { table_name: string; id: string; record_id?: string; position?: number } | null {
  switch (fact.kind) {
    case 'profile_created':
      return { table_name: 'students', id: fact.profile.id };
    case 'session_started':
      return { table_name: 'test_records', id: fact.testRecordId };
    case 'answer_recorded':
      return {
        table_name: 'test_answers',
        id: fact.answerId,
        record_id: fact.testRecordId,
        position: fact.position,
      };
    case 'mistake_reason_noted':
      return { table_name: 'mistake_reasons', id: fact.reason.reasonId };
    case 'review_rated':
      return { table_name: 'review_log', id: fact.review.reviewId };
    default:
      return null;
  }
}
