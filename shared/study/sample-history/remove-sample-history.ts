import type { SqlQueries } from '../../database/study-database.ts';
import { sampleStudentId } from './sample-student.ts';

/**
 * Takes the sample student away with every row that is theirs, and the drawn questions that nobody else was asked. How
 * many answers that were; 0 when there was no sample student. Run it in one transaction.
 */
export async function removeSampleHistory(queries: SqlQueries): Promise<number> {
  const drawn = await queries.query<{ id: string }>(
    `SELECT DISTINCT planned.version_id AS id
       FROM test_records AS record CROSS JOIN jsonb_array_elements_text(record.plan) AS planned (version_id)
      WHERE record.student_id = $1`,
    [sampleStudentId],
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
  ]) {
    await queries.query(statement, [sampleStudentId]);
  }
  const answers = await queries.query('DELETE FROM test_answers WHERE student_id = $1 RETURNING id', [sampleStudentId]);
  await queries.query('DELETE FROM test_records WHERE student_id = $1', [sampleStudentId]);
  await queries.query(
    `DELETE FROM question_versions AS version
      WHERE version.id = ANY ($1::uuid[]) AND version.template_seed IS NOT NULL
        AND NOT EXISTS (SELECT FROM test_answers AS answer WHERE answer.question_version_id = version.id)
        AND version.id NOT IN (SELECT planned.version_id::uuid FROM test_records AS record
                                CROSS JOIN jsonb_array_elements_text(record.plan) AS planned (version_id))`,
    [drawn.map(({ id }) => id)],
  );
  await queries.query('DELETE FROM students WHERE id = $1', [sampleStudentId]);
  // They go nowhere: no tombstone is left, and the log of what could travel forgets them.
  await queries.query('DELETE FROM sync_log WHERE scope = $1', [sampleStudentId]);
  await queries.query('DELETE FROM sync_counters WHERE scope = $1', [sampleStudentId]);
  return answers.length;
}
