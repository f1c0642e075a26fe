/** What a student does on a device, and what it leaves in the database: rows that were acknowledged, or may have been. */
import type { SqlQueries } from '../../shared/database/study-database.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface MadeRow {
  readonly table: 'test_records' | 'test_answers' | 'student_mistakes' | 'mistake_reasons' | 'review_log';
  readonly id: string;
}

export interface StudyMoment {
  readonly queries: SqlQueries;
  readonly studentId: string;
  readonly random: SeededRandom;
  /** What the device takes the time to be, corrected by the server's. */
  readonly atMs: number;
  readonly note: (row: MadeRow) => void;
}

type StudyStep = (moment: StudyMoment) => Promise<void>;

const topics = ['TR.MAT.ALG.001', 'TR.MAT.ALG.002', 'TR.MAT.GEO.001'];
const codes = ['SIGN_ERROR', 'CALCULATION_ERROR', 'CONCEPT_ERROR', 'GUESS'];

async function insertMistake(
  { queries, studentId, random, note }: StudyMoment,
  seconds: number,
  atMs: number,
  answer: { readonly id: string; readonly topic: string } | null = null,
): Promise<void> {
  const id = random.uuid();
  note({ table: 'student_mistakes', id });
  await queries.query(
    `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at, test_answer_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      studentId,
      answer?.topic ?? random.pick(topics),
      random.pick(codes),
      String(seconds),
      new Date(atMs).toISOString(),
      answer?.id ?? null,
    ],
  );
}

const mistake: StudyStep = (moment) => insertMistake(moment, moment.random.between(1, 120), moment.atMs);

const rush: StudyStep = async (moment) => {
  for (let turn = 0; turn < 4; turn += 1) await insertMistake(moment, 2, moment.atMs + turn * 1000);
};

/** A session with answers to a question that other replicas have never seen. */
const session: StudyStep = async (moment) => {
  const { queries, studentId, random, atMs, note } = moment;
  const at = new Date(atMs).toISOString();
  const [recordId, versionId] = [random.uuid(), random.uuid()];
  await queries.query(
    `INSERT INTO question_versions (id, question_id, content) VALUES ($1, $1, '{"kind": "numeric"}')`,
    [versionId],
  );
  note({ table: 'test_records', id: recordId });
  await queries.query(
    `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at)
     VALUES ($1, $2, 'practice', 40, $3)`,
    [recordId, studentId, at],
  );
  for (let position = 0; position < random.between(1, 3); position += 1) {
    const answer = { id: random.uuid(), topic: random.pick(topics) };
    const isWrong = random.chance(0.6);
    note({ table: 'test_answers', id: answer.id });
    await queries.query(
      `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
         position, response, outcome, answered_at) VALUES ($1, $2, $3, $4, $4, $5, $6, '{}', $7, $8)`,
      [answer.id, recordId, studentId, versionId, answer.topic, position, isWrong ? 'wrong' : 'right', at],
    );
    if (isWrong) await insertMistake(moment, random.between(2, 60), atMs + position * 1000, answer);
  }
};

const finish: StudyStep = async ({ queries, studentId, random, atMs }) => {
  await queries.query(
    `UPDATE test_records SET finished_at = greatest($2::timestamptz, started_at), right_count = $3, wrong_count = 1, blank_count = 0
     WHERE student_id = $1 AND finished_at IS NULL`,
    [studentId, new Date(atMs).toISOString(), random.between(0, 9)],
  );
};

const reason: StudyStep = async ({ queries, studentId, random, atMs, note }) => {
  const [found] = await queries.query<{ id: string }>(
    `SELECT id FROM student_mistakes WHERE student_id = $1
     ORDER BY id OFFSET (SELECT count(*) * $2::float8 FROM student_mistakes WHERE student_id = $1)::int LIMIT 1`,
    [studentId, random.next() * 0.99],
  );
  if (found === undefined) return;
  const id = random.uuid();
  note({ table: 'mistake_reasons', id });
  await queries.query(
    'INSERT INTO mistake_reasons (id, mistake_id, student_id, mistake_code, noted_at) VALUES ($1, $2, $3, $4, $5)',
    [id, found.id, studentId, random.pick(codes), new Date(atMs).toISOString()],
  );
};

const review: StudyStep = async ({ queries, studentId, random, atMs, note }) => {
  const [id, questionId] = [random.uuid(), random.uuid()];
  note({ table: 'review_log', id });
  await queries.query(
    `INSERT INTO review_log (id, student_id, question_id, question_version_id, rating, time_spent_seconds, reviewed_at)
     VALUES ($1, $2, $3, $3, $4, 4.25, $5)`,
    [id, studentId, questionId, random.between(1, 4), new Date(atMs).toISOString()],
  );
};

const dismiss: StudyStep = async ({ queries, studentId, random, atMs }) => {
  await queries.query(
    random.chance(0.5)
      ? 'UPDATE student_recommendations SET is_dismissed = true, dismissed_at = $2 WHERE student_id = $1 AND is_active'
      : `UPDATE student_recommendations SET is_shown = true, shown_at = coalesce(shown_at, $2), done_actions = done_actions || '{slow_down}'::text[]
         WHERE student_id = $1 AND is_active`,
    [studentId, new Date(atMs).toISOString()],
  );
};

const deliver: StudyStep = async ({ queries, studentId, atMs }) => {
  await queries.query(
    'UPDATE ui_reflex_events SET delivered = true, delivered_at = $2 WHERE student_id = $1 AND NOT delivered',
    [studentId, new Date(atMs).toISOString()],
  );
};

const settings: StudyStep = async ({ queries, studentId, random }) => {
  await queries.query(
    `INSERT INTO student_analysis_settings (student_id, preset_name) VALUES ($1, $2)
     ON CONFLICT (student_id) DO UPDATE SET preset_name = excluded.preset_name, updated_at = now()`,
    [studentId, random.pick(['soft', 'aggressive', 'normal'])],
  );
};

const profile: StudyStep = async ({ queries, studentId, random }) => {
  await queries.query(
    `INSERT INTO students (id, display_name) VALUES ($1, $2)
     ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name, updated_at = now()`,
    [studentId, `name ${random.between(0, 99)}`],
  );
};

export const studySteps: readonly StudyStep[] = [
  mistake,
  mistake,
  mistake,
  rush,
  session,
  session,
  finish,
  reason,
  reason,
  review,
  dismiss,
  deliver,
  settings,
  profile,
];
