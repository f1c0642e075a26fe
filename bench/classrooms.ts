/**
 * What row-level security and the central numbers cost on a full server: 2,000 pupils in 50 classes with 1,000,000
 * mistakes, on PostgreSQL 18. Reading under row-level security is held against the owner's query for the same rows.
 */

import { percentile } from '../commands/percentile.ts';
import type { SqlSession } from '../shared/database/sql-session.ts';
import { actAs } from '../tests/sql/act-as.ts';
import { type Principal, principals, staff } from '../tests/sql/isolation-matrix.ts';
import { migrateAll, postgres18 } from '../tests/sql/test-databases.ts';
import type { BenchTable } from './bench-table.ts';

const rounds = 5;

/**
 * Rows as the triggers would leave them, without running these: they are measured elsewhere. Each pupil made 500 mistakes
 * and gave 1,000 answers in a year, in 30 topics; one mistake in five has a reason, one in five raised a reflex.
 */
const fill = `
  SET session_replication_role = replica;
  INSERT INTO people (id, role, display_name) VALUES ('${staff.teacher}', 'teacher', 'T'), ('${staff.operator}', 'operator', 'O');
  INSERT INTO classes (display_name) SELECT 'C' || n FROM generate_series(1, 50) AS n;
  INSERT INTO class_teachers (class_id, person_id) SELECT id, '${staff.teacher}' FROM classes WHERE display_name = 'C7';
  INSERT INTO class_members (class_id, display_name, student_id, claimed_at)
    SELECT id, 'S' || n, gen_random_uuid(), now() FROM classes, generate_series(1, 40) AS n;
  INSERT INTO devices (student_id, replica_id) SELECT student_id, gen_random_uuid() FROM class_members;
  INSERT INTO question_packs (id, pack_uid, display_names, source_format) VALUES (gen_random_uuid(), 'p', '{}', 'x');
  INSERT INTO questions (id, pack_id, external_key, global_topic_uid, kind, difficulty, expected_seconds, template_key)
    SELECT gen_random_uuid(), pack.id, n::text, 'T.' || n, 'numeric', 1, 60, 't' FROM question_packs AS pack, generate_series(0, 29) AS n;
  INSERT INTO test_records (id, student_id, session_kind, started_at) SELECT gen_random_uuid(), student_id, 'practice', now() FROM class_members;
  INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid, position, response,
      outcome, time_spent_seconds, answered_at)
    SELECT gen_random_uuid(), record.id, record.student_id, question.id, question.id, question.global_topic_uid, n, '{"value": 3}',
      CASE WHEN random() < 0.5 THEN 'right' ELSE 'wrong' END, 20 + random() * 60, now() - n * interval '8.7 h'
    FROM generate_series(1, 1000) AS n JOIN questions AS question ON question.external_key = (n % 30)::text CROSS JOIN test_records AS record;
  INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, time_spent_seconds, occurred_at)
    SELECT student_id, 'T.' || n % 30, (ARRAY['GUESS','BLANK','SIGN_ERROR','CONCEPT_ERROR','UNIT_ERROR'])[1 + n % 5], 20, now() - n * interval '17.4 h'
    FROM generate_series(1, 500) AS n, class_members;
  INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code, noted_at)
    SELECT id, student_id, 'FORMULA_ERROR', occurred_at FROM student_mistakes WHERE random() < 0.2;
  INSERT INTO student_mistake_patterns (student_id, global_topic_uid, improvement_trend, mistake_distribution, analyzed_at)
    SELECT student_id, 'T.' || n, 'PANIC_RUSH', '{"GUESS": 16}', now() FROM class_members, generate_series(0, 29) AS n;
  INSERT INTO student_recommendations (student_id, global_topic_uid, recommendation_type, title, message, is_active, created_at, is_shown, shown_at)
    SELECT student_id, 'T.' || n % 30, (ARRAY['PANIC_RUSH','STUCK_LOOP','STUCK_SLOW','worsening'])[1 + n % 4], 'Biraz yavaşla', repeat('x', 120),
      false, now() - n * interval '87 h', n % 3 > 0, now() - n * interval '87 h'
    FROM class_members, generate_series(1, 100) AS n;
  INSERT INTO ui_reflex_events (student_id, global_topic_uid, event_type, message, recommendation_id, delivered, delivered_at, created_at)
    SELECT student_id, global_topic_uid, 'RECOMMENDATION_CREATED', message, id, is_shown, shown_at, created_at
    FROM student_recommendations ORDER BY created_at;
  SET session_replication_role = origin;
  VACUUM ANALYZE`;

export async function runClassroomsBench(): Promise<BenchTable> {
  const database = await postgres18.open();
  try {
    const { session } = database;
    await migrateAll(session);
    // One statement at a time: VACUUM runs in no transaction.
    for (const statement of fill.split(';\n')) await session.exec(statement);
    return {
      title: 'Classrooms',
      conditions: `1,000,000 mistakes, 2,000,000 answers and 200,000 recommendations of 2,000 pupils in 50 classes, PostgreSQL 18; milliseconds, median of ${rounds}. Floor: the owner's query for the same rows.`,
      columns: ['what', 'floor', 'measured', 'ratio'],
      rows: [...(await measureReading(session)), ...(await measureNumbers(session))],
    };
  } finally {
    await database.close();
  }
}

async function measureReading(session: SqlSession): Promise<readonly (readonly (string | number | null)[])[]> {
  const { rows } = await session.query<{ student_id: string }>(
    `SELECT student_id FROM class_members JOIN classes ON classes.id = class_id WHERE classes.display_name = 'C7'`,
  );
  const ids = rows.map(({ student_id }) => student_id);
  const pupil: Principal = {
    role: 'authenticated',
    claims: { sub: ids[0] ?? '', role: 'authenticated', endstp_role: 'student' },
  };
  const figures: (readonly (string | number | null)[])[] = [];
  for (const [label, principal, owned] of [
    ['own mistakes of a student', pupil, ids.slice(0, 1)],
    ['mistakes of a class, for its teacher', principals.teacher, ids],
    ['all mistakes, for an operator', principals.operator, null],
  ] as const) {
    const floor = await medianOf(() =>
      session.query(
        'SELECT sum(time_spent_seconds) FROM student_mistakes WHERE $1::uuid[] IS NULL OR student_id = ANY ($1)',
        [owned],
      ),
    );
    const measured = await medianOf(() =>
      actAs(session, principal, (inner) => inner.query('SELECT sum(time_spent_seconds) FROM student_mistakes')),
    );
    figures.push([label, floor, measured, measured / floor]);
  }
  return figures;
}

async function measureNumbers(session: SqlSession): Promise<readonly (readonly (string | number | null)[])[]> {
  const classId = `(SELECT id FROM classes WHERE display_name = 'C7')`;
  const figures: (readonly (string | number | null)[])[] = [];
  for (const [label, statement] of [
    ['overview of a class', `SELECT analytics_class_overview(${classId})`],
    ['heat map of a class', `SELECT analytics_class_heat_map(${classId})`],
    ['mistakes of a class by topic and code', `SELECT analytics_mistakes_by(${classId})`],
    ['the same of a year', `SELECT analytics_mistakes_by(${classId}, p_from => now() - interval '1 year')`],
    ['reflexes of a class', `SELECT analytics_reflexes(${classId})`],
    ['devices of a class', `SELECT analytics_devices(${classId})`],
    ['mistakes of all classes by topic and code', 'SELECT analytics_mistakes_by(NULL)'],
    ['the same of a year', `SELECT analytics_mistakes_by(NULL, p_from => now() - interval '1 year')`],
    ['overview of all classes', 'SELECT analytics_class_overview(NULL)'],
    ['reflexes of all classes', 'SELECT analytics_reflexes(NULL)'],
  ] as const) {
    figures.push([label, null, await medianOf(() => session.query(statement)), null]);
  }
  return figures;
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  await work();
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return percentile(times, 50);
}
