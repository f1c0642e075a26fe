import type { SqlQueries } from '../database/study-database.ts';
import type { ArchivedProfile, Language, Profile } from '../model/profile.ts';

interface ProfileRow {
  id: string;
  display_name: string;
  language: Language;
  school_grade: number | null;
  target_exam: string | null;
  colour: string;
  created_at: Date;
  has_lock: boolean;
  lock_after_minutes: number | null;
  is_reset_asked: boolean;
}

/** Profiles of this device in the order in which they were made, without those that were put away. */
export async function listProfiles(queries: SqlQueries): Promise<readonly Profile[]> {
  const rows = await queries.query<ProfileRow>(
    `SELECT student.id, display_name, language, school_grade, target_exam, colour, student.created_at,
            lock.student_id IS NOT NULL AS has_lock, lock.lock_after_minutes,
            lock.reset_asked_at IS NOT NULL AS is_reset_asked
       FROM students AS student LEFT JOIN profile_locks AS lock ON lock.student_id = student.id
      WHERE archived_at IS NULL ORDER BY student.created_at, student.id`,
  );
  return rows.map(toProfile);
}

/** Null when no student has this id, or the profile was put away. */
export async function readProfile(queries: SqlQueries, studentId: string): Promise<Profile | null> {
  const [row] = await queries.query<ProfileRow>(
    `SELECT student.id, display_name, language, school_grade, target_exam, colour, student.created_at,
            lock.student_id IS NOT NULL AS has_lock, lock.lock_after_minutes,
            lock.reset_asked_at IS NOT NULL AS is_reset_asked
       FROM students AS student LEFT JOIN profile_locks AS lock ON lock.student_id = student.id
      WHERE student.id = $1 AND archived_at IS NULL`,
    [studentId],
  );
  return row === undefined ? null : toProfile(row);
}

/** Profiles that were put away, the latest first. */
export async function listArchivedProfiles(queries: SqlQueries): Promise<readonly ArchivedProfile[]> {
  const rows = await queries.query<{ id: string; display_name: string; colour: string; archived_at: Date }>(
    `SELECT id, display_name, colour, archived_at FROM students
      WHERE archived_at IS NOT NULL ORDER BY archived_at DESC, id`,
  );
  return rows.map((row) => ({
    id: row.id,
    displayName: row.display_name,
    colour: row.colour,
    archivedAt: row.archived_at.toISOString(),
  }));
}

function toProfile(row: ProfileRow): Profile {
  return {
    id: row.id,
    displayName: row.display_name,
    language: row.language,
    schoolGrade: row.school_grade,
    targetExam: row.target_exam,
    colour: row.colour,
    createdAt: row.created_at.toISOString(),
    lock: row.has_lock ? { lockAfterMinutes: row.lock_after_minutes, isResetAsked: row.is_reset_asked } : null,
  };
}
