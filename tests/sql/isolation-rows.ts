import type { SqlSession } from '../../shared/database/sql-session.ts';
import { classes, type Owner, owners, staff, students } from './isolation-matrix.ts';

const pack = 'dddddddd-0000-4000-8000-000000000001';
const question = 'dddddddd-0000-4000-8000-000000000002';
const ids = {
  record: (n: number) => `eeeeeeee-0000-4000-8000-00000000001${n}`,
  answer: (n: number) => `eeeeeeee-0000-4000-8000-00000000002${n}`,
  version: (n: number) => `eeeeeeee-0000-4000-8000-00000000003${n}`,
  peer: (n: number) => `eeeeeeee-0000-4000-8000-00000000004${n}`,
  old: (n: number) => `eeeeeeee-0000-4000-8000-00000000005${n}`,
};

/** How one row of each owner is found in a table: a column, and the three values it has. */
export interface RowKey {
  readonly column: string;
  readonly values: Readonly<Record<Owner, string>>;
}

function key(column: string, values: readonly [string, string, string]): RowKey {
  return { column, values: { student: values[0], classmate: values[1], outsider: values[2] } };
}

const ofStudent = key('student_id', [students.student, students.classmate, students.outsider]);
const same = (column: string, value: string) => key(column, [value, value, value]);
const ofClass = (column: string) => key(column, [classes.first, classes.first, classes.second]);

export const rowKeys: Readonly<Record<string, RowKey>> = {
  test_answers: ofStudent,
  student_mistakes: ofStudent,
  mistake_reasons: ofStudent,
  review_log: ofStudent,
  test_records: ofStudent,
  students: { ...ofStudent, column: 'id' },
  profile_locks: ofStudent,
  ui_reflex_events: ofStudent,
  student_analysis_settings: ofStudent,
  student_recommendations: ofStudent,
  student_baseline_performance: ofStudent,
  student_mistake_patterns: ofStudent,
  topics: same('global_topic_uid', 'TR.MAT.ALG.001'),
  mistake_types: same('mistake_code', 'GUESS'),
  analysis_presets: same('preset_name', 'normal'),
  question_packs: same('id', pack),
  questions: same('id', question),
  question_versions: same('question_id', question),
  media_files: same('media_type', 'image/gif'),
  system_settings: same('setting_key', 'analysis.defaults'),
  classes: ofClass('id'),
  class_members: ofStudent,
  class_teachers: ofClass('class_id'),
  class_hubs: ofClass('class_id'),
  join_codes: ofClass('class_id'),
  join_requests: ofClass('class_id'),
  devices: ofStudent,
  people: key('id', [staff.teacher, staff.hub, staff.otherTeacher]),
  student_accounts: ofStudent,
  refresh_tokens: ofStudent,
  sync_replica: same('is_only', 'true'),
  sync_counters: { ...ofStudent, column: 'scope' },
  sync_log: { ...ofStudent, column: 'scope' },
  sync_peers: key('peer_id', [ids.peer(1), ids.peer(2), ids.peer(3)]),
  sync_positions: { ...ofStudent, column: 'scope' },
  sync_refused_rows: key('peer_id', [ids.peer(1), ids.peer(2), ids.peer(3)]),
  sync_links: ofStudent,
  sync_contacts: key('server_url', ['https://a.example', 'https://b.example', 'https://c.example']),
  student_aliases: { ...ofStudent, column: 'new_student_id' },
  student_tombstones: key('student_id', [ids.old(7), ids.old(8), ids.old(9)]),
  schema_migrations: same('version', '009'),
};

/** Two classes with everything that a table can hold, one row of each owner at least. */
export async function seedClassrooms(session: SqlSession): Promise<void> {
  await session.query('SELECT replica_id FROM sync_identity()');
  await session.exec(`
    INSERT INTO people (id, role, display_name) VALUES
      ('${staff.teacher}', 'teacher', 'Teacher'), ('${staff.hub}', 'hub', 'Hub'),
      ('${staff.otherTeacher}', 'teacher', 'Other teacher'), ('${staff.otherHub}', 'hub', 'Other hub'),
      ('${staff.operator}', 'operator', 'Operator');
    INSERT INTO classes (id, display_name) VALUES ('${classes.first}', '9-A'), ('${classes.second}', '9-B');
    INSERT INTO class_teachers (class_id, person_id) VALUES
      ('${classes.first}', '${staff.teacher}'), ('${classes.second}', '${staff.otherTeacher}');
    INSERT INTO class_hubs (class_id, person_id) VALUES
      ('${classes.first}', '${staff.hub}'), ('${classes.second}', '${staff.otherHub}');
    INSERT INTO topics (global_topic_uid, display_names) VALUES ('TR.MAT.ALG.001', '{"en": "Equations"}') ON CONFLICT DO NOTHING;
    INSERT INTO question_packs (id, pack_uid, display_names, source_format) VALUES ('${pack}', 'p', '{"en": "Pack"}', 'json');
    INSERT INTO questions (id, pack_id, external_key, global_topic_uid, kind, difficulty, expected_seconds, template_key)
      VALUES ('${question}', '${pack}', 'q', 'TR.MAT.ALG.001', 'numeric', 1, 60, 't');
    INSERT INTO question_versions (id, question_id, content) VALUES ('${ids.version(0)}', '${question}', '{}');
    INSERT INTO media_files (sha256, media_type, bytes) VALUES (encode(sha256('GIF89a'), 'hex'), 'image/gif', 'GIF89a')`);
  for (const [index, owner] of owners.entries()) {
    const n = index + 1;
    const student = students[owner];
    const klass = owner === 'outsider' ? classes.second : classes.first;
    await session.exec(`
      INSERT INTO students (id, display_name) VALUES ('${student}', 'S${n}');
      INSERT INTO profile_locks (student_id, pin_salt, pin_hash, iterations)
        VALUES ('${student}', decode(repeat('00', 16), 'hex'), decode(repeat('00', 32), 'hex'), 600000);
      INSERT INTO class_members (class_id, display_name, student_id, claimed_at) VALUES ('${klass}', 'S${n}', '${student}', now());
      INSERT INTO student_accounts (subject, student_id) VALUES (gen_random_uuid(), '${student}');
      INSERT INTO join_codes (class_id, code_hash, expires_at, max_uses) VALUES ('${klass}', '\\x0${n}', now() + interval '1 h', 9);
      INSERT INTO join_requests (class_id, member_id, replica_id, device_name, local_student_id, claim_secret_hash)
        SELECT class_id, id, '${ids.peer(n)}', 'd', gen_random_uuid(), '\\x00' FROM class_members WHERE student_id = '${student}';
      INSERT INTO devices (student_id, replica_id) VALUES ('${student}', '${ids.peer(n)}');
      INSERT INTO refresh_tokens (token_hash, family_id, student_id, expires_at)
        VALUES ('\\x0${n}', gen_random_uuid(), '${student}', now());
      INSERT INTO test_records (id, student_id, session_kind, started_at) VALUES ('${ids.record(n)}', '${student}', 'practice', now());
      INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid, position,
          response, outcome, time_spent_seconds, answered_at)
        VALUES ('${ids.answer(n)}', '${ids.record(n)}', '${student}', '${question}', '${ids.version(0)}', 'TR.MAT.ALG.001', 0,
          '{}', 'wrong', 2, now());
      INSERT INTO student_mistakes (student_id, global_topic_uid, mistake_code, test_answer_id, time_spent_seconds, occurred_at)
        SELECT '${student}', 'TR.MAT.ALG.001', 'GUESS', '${ids.answer(n)}', 2, now() + place * interval '1 s' FROM generate_series(1, 5) AS place;
      INSERT INTO mistake_reasons (mistake_id, student_id, mistake_code)
        SELECT id, student_id, 'GUESS' FROM student_mistakes WHERE student_id = '${student}' LIMIT 1;
      INSERT INTO review_log (id, student_id, question_id, question_version_id, rating, reviewed_at)
        VALUES (gen_random_uuid(), '${student}', '${question}', '${ids.version(0)}', 3, now());
      INSERT INTO student_analysis_settings (student_id, preset_name) VALUES ('${student}', 'normal');
      INSERT INTO sync_peers (peer_id) VALUES ('${ids.peer(n)}');
      INSERT INTO sync_positions (peer_id, scope) VALUES ('${ids.peer(n)}', '${student}');
      INSERT INTO sync_refused_rows (peer_id, direction, table_name, row_id, change, reason_code)
        VALUES ('${ids.peer(n)}', 'pushed', 't', 'r', '{}', 'X');
      INSERT INTO sync_links (student_id, server_url) VALUES ('${student}', 'https://a.example');
      INSERT INTO sync_contacts (server_url, contact) VALUES ('https://${'abc'[index] ?? ''}.example', gen_random_uuid());
      INSERT INTO student_aliases (old_student_id, new_student_id) VALUES ('${ids.old(n)}', '${student}');
      INSERT INTO student_tombstones (student_id) VALUES ('${ids.old(n + 6)}')`);
  }
}
