import type { LocalizedText } from '../../content/question.ts';
import type { SqlQueries } from '../../database/study-database.ts';
import type { AnswerOutcome } from '../../model/answer.ts';
import type { MistakeHistory, NotedReason, QuestionAttempt } from '../../model/notebook.ts';
import type { ImprovementTrend } from '../../model/reflex.ts';
import type { CardSchedule, ReviewRating } from '../../model/review.ts';
import { readMistake } from '../mistake-details.ts';
import type { ReviewBook } from '../review/review-book.ts';
import { isDueAt } from '../review/review-queue.ts';

/** Older attempts say little about how a question is known now. */
const attemptLimit = 100;

/** Everything that is known of one mistake and its question. Null when the student has no such mistake. */
export async function readMistakeHistory(
  queries: SqlQueries,
  book: ReviewBook,
  { mistakeId, studentId }: { readonly mistakeId: string; readonly studentId: string },
  nowMs: number,
): Promise<MistakeHistory | null> {
  const mistake = await readMistake(queries, mistakeId);
  const [facts] = await queries.query<{
    recorded_code: string;
    question_id: string | null;
    topic_uid: string;
    topic_names: LocalizedText | null;
    pattern: ImprovementTrend | null;
    is_template: boolean;
  }>(
    `SELECT mistake.mistake_code AS recorded_code, mistake.question_id,
            mistake.global_topic_uid AS topic_uid, topic.display_names AS topic_names,
            pattern.improvement_trend AS pattern,
            EXISTS (SELECT FROM questions WHERE id = mistake.question_id AND template_key IS NOT NULL) AS is_template
       FROM student_mistakes AS mistake
       LEFT JOIN topics AS topic ON topic.global_topic_uid = mistake.global_topic_uid
       LEFT JOIN student_mistake_patterns AS pattern
              ON pattern.student_id = mistake.student_id AND pattern.global_topic_uid = mistake.global_topic_uid
      WHERE mistake.id = $1 AND mistake.student_id = $2`,
    [mistakeId, studentId],
  );
  if (mistake === null || facts === undefined) return null;
  const reasons = await readReasons(queries, mistakeId);
  const { question_id: questionId } = facts;
  return {
    mistake,
    topicNames: facts.topic_names,
    pattern: facts.pattern,
    recordedCode: facts.recorded_code,
    note: reasons.find((reason) => reason.note !== null)?.note ?? '',
    reasons,
    attempts: questionId === null ? [] : await readAttempts(queries, studentId, facts.topic_uid, questionId),
    isTemplate: facts.is_template,
    schedule: questionId === null ? null : await readSchedule(book, studentId, questionId, nowMs),
  };
}

async function readReasons(queries: SqlQueries, mistakeId: string): Promise<readonly NotedReason[]> {
  const rows = await queries.query<{ id: string; mistake_code: string; note: string | null; noted_at: Date }>(
    `SELECT id, mistake_code, note, noted_at FROM mistake_reasons WHERE mistake_id = $1
      ORDER BY noted_at DESC, id DESC LIMIT 500`,
    [mistakeId],
  );
  return rows.map((row) => ({
    reasonId: row.id,
    mistakeCode: row.mistake_code,
    note: row.note,
    notedAt: row.noted_at.toISOString(),
  }));
}

async function readAttempts(
  queries: SqlQueries,
  studentId: string,
  topicUid: string,
  questionId: string,
): Promise<readonly QuestionAttempt[]> {
  // The topic leads to the answers by an index; a question stays in its topic.
  const rows = await queries.query<{
    id: string;
    mistake_id: string | null;
    session_kind: string;
    outcome: AnswerOutcome;
    time_spent_seconds: number | null;
    hints_used: number;
    answered_at: Date;
    rating: ReviewRating | null;
  }>(
    `SELECT answer.id, mistake.id AS mistake_id, record.session_kind, answer.outcome,
            answer.time_spent_seconds::float8 AS time_spent_seconds, answer.hints_used, answer.answered_at,
            (SELECT review.rating FROM review_log AS review
              WHERE review.student_id = answer.student_id AND review.question_id = answer.question_id
                AND review.test_answer_id = answer.id
              ORDER BY review.reviewed_at DESC, review.id DESC LIMIT 1) AS rating
       FROM (SELECT * FROM test_answers WHERE student_id = $1 AND global_topic_uid = $2 AND question_id = $3
              ORDER BY answered_at DESC, id DESC LIMIT $4) AS answer
       JOIN test_records AS record ON record.id = answer.test_record_id
       LEFT JOIN student_mistakes AS mistake
              ON mistake.student_id = answer.student_id AND mistake.test_answer_id = answer.id
             AND mistake.global_topic_uid = answer.global_topic_uid AND mistake.occurred_at = answer.answered_at
      ORDER BY answer.answered_at DESC, answer.id DESC`,
    [studentId, topicUid, questionId, attemptLimit],
  );
  return rows.map((row) => ({
    answerId: row.id,
    mistakeId: row.mistake_id,
    sessionKind: row.session_kind,
    outcome: row.outcome,
    timeSpentSeconds: row.time_spent_seconds,
    hintsUsed: row.hints_used,
    answeredAt: row.answered_at.toISOString(),
    rating: row.rating,
  }));
}

async function readSchedule(
  book: ReviewBook,
  studentId: string,
  questionId: string,
  nowMs: number,
): Promise<CardSchedule | null> {
  const card = (await book.cardsOf(studentId)).get(questionId);
  if (card === undefined || !card.canBeAsked) return null;
  return {
    dueAt: new Date(card.state.dueMs).toISOString(),
    isDue: isDueAt(card, nowMs),
    stabilityDays: card.state.stabilityDays,
    reviewCount: card.state.reviewCount,
    lapseCount: card.state.lapseCount,
  };
}
