import type { SqlQueries } from '../database/study-database.ts';
import type { Language, Profile } from '../host/study-host-calls.ts';

interface ProfileRow {
  id: string;
  display_name: string;
  language: Language;
  school_grade: number | null;
  target_exam: string | null;
  colour: string;
  created_at: Date;
}

/** Profiles of this device in the order in which they were made. */
export async function listProfiles(queries: SqlQueries): Promise<readonly Profile[]> {
  const rows = await queries.query<ProfileRow>(
    `SELECT id, display_name, language, school_grade, target_exam, colour, created_at
       FROM students WHERE archived_at IS NULL ORDER BY created_at, id`,
  );
  return rows.map(toProfile);
}

/** Null when no student has this id. */
export async function readProfile(queries: SqlQueries, studentId: string): Promise<Profile | null> {
  const [row] = await queries.query<ProfileRow>(
    `SELECT id, display_name, language, school_grade, target_exam, colour, created_at
       FROM students WHERE id = $1 AND archived_at IS NULL`,
    [studentId],
  );
  return row === undefined ? null : toProfile(row);
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
  };
}
