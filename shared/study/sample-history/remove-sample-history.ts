import type { SqlQueries } from '../../database/study-database.ts';
import { removeStudent } from '../remove-student.ts';
import { sampleStudentId } from './sample-student.ts';

/** Takes the sample student away. How many answers that were; 0 when there was none. Run it in one transaction. */
export function removeSampleHistory(queries: SqlQueries): Promise<number> {
  return removeStudent(queries, sampleStudentId);
}
