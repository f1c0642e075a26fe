import type { SqlQueries } from '../database/study-database.ts';

/**
 * Takes a student away with every row that is theirs, and the drawn questions that nobody else was asked. How many
 * answers that were; 0 when there was no such student. Run it in one transaction.
 *
 * For students whose rows never left this device: no tombstone stays behind, so a bundle that was saved before can bring
 * them back. Whose rows did travel is erased by `erase_student` instead.
 */
export async function removeStudent(queries: SqlQueries, studentId: string): Promise<number> {
  const drawn = await queries.query<{ id: string }>(
    `SELECT DISTINCT planned.version_id AS id
       FROM test_records AS record CROSS JOIN jsonb_array_elements_text(record.plan) AS planned (version_id)
      WHERE record.student_id = $1`,
    [studentId],
  );
  // What refers to a row goes before it.
  for (const statement of [
    'DELETE FROM ui_reflex_events WHERE student_id = $1',
    'DELETE FROM student_recommendations WHERE student_id = $1',
    'DELETE FROM review_log WHERE student_id = $1',
    'DELETE FROM mistake_reasons WHERE student_id = $1',
    'DELETE FROM student_mistakes WHERE student_id = $1',
    'DELETE FROM student_mistake_patterns WHERE student_id = $1',
    'DELETE FROM student_baseline_performance WHERE student_id = $1',
    'DELETE FROM student_analysis_settings WHERE student_id = $1',
    'DELETE FROM profile_locks WHERE student_id = $1',
  ]) {
    await queries.query(statement, [studentId]);
  }
  const answers = await queries.query('DELETE FROM test_answers WHERE student_id = $1 RETURNING id', [studentId]);
  await queries.query('DELETE FROM test_records WHERE student_id = $1', [studentId]);
  await queries.query(
    `DELETE FROM question_versions AS version
      WHERE version.id = ANY ($1::uuid[]) AND version.template_seed IS NOT NULL
        AND NOT EXISTS (SELECT FROM test_answers AS answer WHERE answer.question_version_id = version.id)
        AND version.id NOT IN (SELECT planned.version_id::uuid FROM test_records AS record
                                CROSS JOIN jsonb_array_elements_text(record.plan) AS planned (version_id))`,
    [drawn.map(({ id }) => id)],
  );
  await queries.query('DELETE FROM students WHERE id = $1', [studentId]);
  // They go nowhere: the log of what could travel forgets them.
  await queries.query('DELETE FROM sync_log WHERE scope = $1', [studentId]);
  await queries.query('DELETE FROM sync_counters WHERE scope = $1', [studentId]);
  await queries.query('DELETE FROM sync_positions WHERE scope = $1', [studentId]);
  await queries.query(`DELETE FROM sync_refused_rows WHERE change -> 'row' ->> 'student_id' = $1::uuid::text`, [
    studentId,
  ]);
  return answers.length;
}

/**
 * Removes a student as long as nothing of theirs is newer than `removedAt`: one that was brought back from a file since
 * stays, whenever this is written again. True when there was somebody to remove.
 */
export async function removeStudentBefore(queries: SqlQueries, studentId: string, removedAt: string): Promise<boolean> {
  const [state] = await queries.query<{ is_there: boolean; is_newer: boolean }>(
    `SELECT EXISTS (SELECT FROM students WHERE id = $1) AS is_there,
            EXISTS (SELECT FROM sync_log WHERE scope = $1 AND changed_at > $2) AS is_newer`,
    [studentId, removedAt],
  );
  if (state?.is_there !== true || state.is_newer) return false;
  await removeStudent(queries, studentId);
  return true;
}

/** The moment of a removal, ISO 8601: now, or behind what a clock that was ahead has logged. */
export async function readRemovalTime(queries: SqlQueries, studentId: string): Promise<string> {
  const [row] = await queries.query<{ at: Date }>(
    // A millisecond more: the log counts in microseconds.
    `SELECT greatest(now(), (SELECT max(changed_at) FROM sync_log WHERE scope = $1)) + interval '1 millisecond' AS at`,
    [studentId],
  );
  if (row === undefined) throw new Error('a query without a condition gave no row');
  return row.at.toISOString();
}

/** Whether rows of this student are, or may be, somewhere else: a server knows them, or knew them once. */
export async function hasTravelled(queries: SqlQueries, studentId: string): Promise<boolean> {
  const [row] = await queries.query<{ travelled: boolean }>(
    `SELECT EXISTS (SELECT FROM sync_links WHERE student_id = $1)
         OR EXISTS (SELECT FROM student_aliases WHERE new_student_id = $1) AS travelled`,
    [studentId],
  );
  return row?.travelled === true;
}
