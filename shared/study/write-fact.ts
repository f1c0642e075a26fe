/**
 * Writes one fact's rows. The same code serves the student's click and the replay of the journal; each statement leaves
 * rows that are already there as they are, so a fact may be written any number of times.
 */
import type { SqlQueries } from '../database/study-database.ts';
import { removeStudentBefore } from './remove-student.ts';
import { writeReview } from './review/write-review.ts';
import type { AnswerFact, SessionFact, StudyFact } from './study-fact.ts';
import { writeRecommendationMark } from './write-recommendation-mark.ts';

/** True when rows were written, false when the fact was there already (or what it marks does not exist). */
export async function writeFact(queries: SqlQueries, fact: StudyFact): Promise<boolean> {
  switch (fact.kind) {
    case 'profile_created':
      return hasRows(
        queries.query(
          `INSERT INTO students (id, display_name, language, school_grade, target_exam, colour, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (id) DO NOTHING RETURNING id`,
          [
            fact.profile.id,
            fact.profile.displayName,
            fact.profile.language,
            fact.profile.schoolGrade,
            fact.profile.targetExam,
            fact.profile.colour,
            fact.createdAt,
          ],
        ),
      );
    case 'profile_changed':
      return writeProfileChanges(queries, fact);
    case 'profile_archived':
      return hasRows(
        queries.query(
          `UPDATE students SET archived_at = CASE WHEN $2 THEN $3::timestamptz END, updated_at = greatest(updated_at, $3)
            WHERE id = $1 AND (archived_at IS NOT NULL) <> $2 RETURNING id`,
          [fact.studentId, fact.isArchived, fact.changedAt],
        ),
      );
    case 'profile_removed':
      return removeStudentBefore(queries, fact.studentId, fact.removedAt);
    case 'analysis_settings_chosen':
      return hasRows(
        queries.query(
          `INSERT INTO student_analysis_settings AS own (student_id, preset_name, custom_settings, set_by, set_at, updated_at)
           SELECT id, $2, $3::jsonb, id, $4, $4 FROM students WHERE id = $1
           ON CONFLICT (student_id) DO UPDATE SET
             preset_name = excluded.preset_name, custom_settings = excluded.custom_settings, set_by = excluded.set_by,
             set_at = excluded.set_at, updated_at = greatest(own.updated_at, excluded.updated_at)
           RETURNING student_id`,
          [fact.studentId, fact.presetName, JSON.stringify(fact.customSettings), fact.changedAt],
        ),
      );
    case 'session_started':
      return writeSession(queries, fact);
    case 'answer_recorded':
      return writeAnswer(queries, fact);
    case 'mistake_reason_noted':
      return hasRows(
        queries.query(
          `INSERT INTO mistake_reasons (id, mistake_id, student_id, mistake_code, noted_at, note)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING RETURNING id`,
          [
            fact.reason.reasonId,
            fact.reason.mistakeId,
            fact.reason.studentId,
            fact.reason.mistakeCode,
            fact.reason.notedAt,
            fact.reason.note ?? null,
          ],
        ),
      );
    case 'review_rated':
      return writeReview(queries, fact.review);
    case 'session_finished':
      return hasRows(
        queries.query(
          `UPDATE test_records SET finished_at = $2, right_count = totals.right_count,
                  wrong_count = totals.wrong_count, blank_count = totals.blank_count
             FROM (SELECT count(*) FILTER (WHERE outcome = 'right') AS right_count,
                          count(*) FILTER (WHERE outcome = 'wrong') AS wrong_count,
                          count(*) FILTER (WHERE outcome = 'blank') AS blank_count
                     FROM test_answers WHERE test_record_id = $1) AS totals
            WHERE id = $1 AND finished_at IS NULL RETURNING id`,
          [fact.testRecordId, fact.finishedAt],
        ),
      );
    case 'reflex_seen':
    case 'recommendation_dismissed':
    case 'action_completed':
      return writeRecommendationMark(queries, fact);
  }
}

async function writeProfileChanges(
  queries: SqlQueries,
  { changes, changedAt }: Extract<StudyFact, { kind: 'profile_changed' }>,
): Promise<boolean> {
  // Absent keeps the value; null clears it where the column allows it.
  return hasRows(
    queries.query(
      `UPDATE students
          SET display_name = coalesce($2, display_name), language = coalesce($3, language),
              school_grade = CASE WHEN $4 THEN $5 ELSE school_grade END,
              target_exam = CASE WHEN $6 THEN $7 ELSE target_exam END,
              colour = coalesce($8, colour), updated_at = greatest(updated_at, $9)
        WHERE id = $1 RETURNING id`,
      [
        changes.id,
        changes.displayName ?? null,
        changes.language ?? null,
        changes.schoolGrade !== undefined,
        changes.schoolGrade ?? null,
        changes.targetExam !== undefined,
        changes.targetExam ?? null,
        changes.colour ?? null,
        changedAt,
      ],
    ),
  );
}

async function writeSession(queries: SqlQueries, fact: SessionFact): Promise<boolean> {
  // One statement for all versions: a session of 40 questions must not cost 40 round trips.
  await queries.query(
    `INSERT INTO question_versions (id, question_id, content, template_revision, template_seed)
     SELECT id, question_id, content, template_revision, template_seed
       FROM jsonb_to_recordset($1::jsonb)
         AS planned (id UUID, question_id UUID, content JSONB, template_revision INT, template_seed TEXT)
     ON CONFLICT (id) DO NOTHING`,
    [
      JSON.stringify(
        fact.versions.map((version) => ({
          id: version.questionVersionId,
          question_id: version.questionId,
          content: version.content,
          template_revision: version.templateRevision,
          template_seed: version.templateSeed,
        })),
      ),
    ],
  );
  return hasRows(
    queries.query(
      `INSERT INTO test_records (id, student_id, session_kind, plan, expected_duration_per_question,
                                 source_recommendation_id, started_at)
       VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        fact.testRecordId,
        fact.studentId,
        fact.sessionKind,
        JSON.stringify(fact.versions.map((version) => version.questionVersionId)),
        fact.expectedSecondsPerQuestion,
        fact.sourceRecommendationId,
        fact.startedAt,
      ],
    ),
  );
}

async function writeAnswer(queries: SqlQueries, fact: AnswerFact): Promise<boolean> {
  // A position holds one answer: a second tab that answers the same question late adds nothing.
  const written = await queries.query(
    `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
                               position, response, outcome, time_spent_seconds, hints_used, answered_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, $12
      WHERE NOT EXISTS (SELECT FROM test_answers WHERE test_record_id = $2 AND position = $7)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      fact.answerId,
      fact.testRecordId,
      fact.studentId,
      fact.questionId,
      fact.questionVersionId,
      fact.topicUid,
      fact.position,
      JSON.stringify(fact.response),
      fact.outcome,
      fact.timeSpentSeconds,
      fact.hintsUsed,
      fact.answeredAt,
    ],
  );
  if (written.length === 0) return false;
  if (fact.mistakeCode !== null) {
    await queries.query(
      `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, test_answer_id, question_id,
                                     time_spent_seconds, occurred_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
      [
        fact.mistakeId,
        fact.studentId,
        fact.topicUid,
        fact.mistakeCode,
        fact.answerId,
        fact.questionId,
        fact.timeSpentSeconds,
        fact.answeredAt,
      ],
    );
  }
  if (fact.review !== undefined) await writeReview(queries, fact.review);
  return true;
}

async function hasRows(rows: Promise<readonly unknown[]>): Promise<boolean> {
  return (await rows).length > 0;
}
