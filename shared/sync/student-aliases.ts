/** Ids that profiles of this device had before they joined a class. Work that still names one of them belongs to the new one. */
import type { SqlQueries } from '../database/study-database.ts';

export interface StudentAliases {
  /** The id that counts now. */
  current(studentId: string): string;
  /** Reads them again; gives those that were not known yet. */
  reload(): Promise<readonly { readonly oldStudentId: string; readonly newStudentId: string }[]>;
  all(): Readonly<Record<string, string>>;
}

export function createStudentAliases(queries: SqlQueries): StudentAliases {
  let known = new Map<string, string>();
  return {
    current: (studentId) => known.get(studentId) ?? studentId,
    async reload() {
      const rows = await queries.query<{ oldStudentId: string; newStudentId: string }>(
        'SELECT old_student_id AS "oldStudentId", new_student_id AS "newStudentId" FROM student_aliases',
      );
      const before = known;
      known = new Map(rows.map(({ oldStudentId, newStudentId }) => [oldStudentId, newStudentId]));
      return rows.filter(({ oldStudentId, newStudentId }) => before.get(oldStudentId) !== newStudentId);
    },
    all: () => Object.fromEntries(known),
  };
}
