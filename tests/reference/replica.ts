import { randomBytes } from 'node:crypto';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import type { AnalysisCase, Arrival } from './analysis-cases.ts';

const topicUid = 'TR.MAT.ALG.001';

/** A student of its own for one arrival of a case: ids are the case's, under a head that nobody else has. */
export class Replica {
  readonly head = `${randomBytes(4).toString('hex')}-${randomBytes(2).toString('hex')}-7000`;
  readonly studentId = this.uuid('0-000000000000'.slice(0, 13));

  constructor(readonly session: SqlSession) {}

  /** `1-0000000000a` becomes `head-8001-00000000000a`: tails keep their order. */
  uuid(tail: string): string {
    const [kind = '0', digits = ''] = tail.split('-');
    return `${this.head}-800${kind}-${digits.padStart(12, '0')}`;
  }
}

/** Writes a case in the order and the batches of one arrival, all in one transaction. */
export async function receive(replica: Replica, analysed: AnalysisCase, arrival: Arrival): Promise<void> {
  await replica.session.transaction(async (session) => {
    await recordAnswers(session, replica, analysed);
    if (arrival.isReplicating) {
      await session.exec(`SET LOCAL endstp.replicating = 'on'`);
    }
    let rest = [...arrival.order];
    for (let turn = 0; rest.length > 0; turn += 1) {
      const first = rest[0] ?? '';
      const size = arrival.batchSizes[turn % arrival.batchSizes.length] ?? 1;
      const sameKind = rest.findIndex((name) => name[0] !== first[0]);
      const batch = rest.slice(0, Math.min(size, sameKind === -1 ? rest.length : sameKind));
      rest = rest.slice(batch.length);
      if (first === 'settings') {
        await session.query(
          `INSERT INTO student_analysis_settings (student_id, preset_name, custom_settings) VALUES ($1, $2, $3::jsonb)`,
          [replica.studentId, analysed.presetName, JSON.stringify(analysed.customSettings)],
        );
      } else if (first.startsWith('1-')) {
        await insertMistakes(session, replica, analysed, batch);
      } else {
        await insertReasons(session, replica, analysed, batch);
      }
    }
  });
}

async function recordAnswers(session: SqlSession, replica: Replica, analysed: AnalysisCase): Promise<void> {
  const answers = analysed.mistakes.flatMap(({ id, norm }) =>
    norm === null
      ? []
      : [{ id: replica.uuid(id.replace('1-', '3-')), record: replica.uuid(id.replace('1-', '4-')), norm }],
  );
  await session.query(
    `INSERT INTO test_records (id, student_id, session_kind, expected_duration_per_question, started_at)
     SELECT record, $2, 'practice', norm, now() FROM jsonb_to_recordset($1::jsonb) AS answer (record UUID, norm NUMERIC)`,
    [JSON.stringify(answers), replica.studentId],
  );
  await session.query(
    `INSERT INTO test_answers (id, test_record_id, student_id, question_id, question_version_id, global_topic_uid,
       position, response, outcome, answered_at)
     SELECT id, record, $2, id, id, $3, 0, '{}', 'wrong', now()
     FROM jsonb_to_recordset($1::jsonb) AS answer (id UUID, record UUID)`,
    [JSON.stringify(answers), replica.studentId, topicUid],
  );
}

async function insertMistakes(session: SqlSession, replica: Replica, analysed: AnalysisCase, names: readonly string[]) {
  const rows = names.map((name) => {
    const mistake = analysed.mistakes.find(({ id }) => id === name);
    return (
      mistake && {
        id: replica.uuid(name),
        code: mistake.code,
        seconds: mistake.seconds,
        answer: mistake.norm === null ? null : replica.uuid(name.replace('1-', '3-')),
        at: new Date(mistake.occurredAtMs).toISOString(),
      }
    );
  });
  await session.query(
    `INSERT INTO student_mistakes (id, student_id, global_topic_uid, mistake_code, time_spent_seconds, test_answer_id, occurred_at)
     SELECT id, $2, $3, code, seconds, answer, at
     FROM jsonb_to_recordset($1::jsonb) AS mistake (id UUID, code TEXT, seconds NUMERIC, answer UUID, at TIMESTAMPTZ)`,
    [JSON.stringify(rows), replica.studentId, topicUid],
  );
}

async function insertReasons(session: SqlSession, replica: Replica, analysed: AnalysisCase, names: readonly string[]) {
  const rows = names.map((name) => {
    const reason = analysed.reasons.find(({ id }) => id === name);
    return (
      reason && {
        id: replica.uuid(name),
        mistake: replica.uuid(reason.mistakeId),
        code: reason.code,
        at: new Date(reason.notedAtMs).toISOString(),
      }
    );
  });
  await session.query(
    `INSERT INTO mistake_reasons (id, mistake_id, student_id, mistake_code, noted_at)
     SELECT id, mistake, $2, code, at
     FROM jsonb_to_recordset($1::jsonb) AS reason (id UUID, mistake UUID, code TEXT, at TIMESTAMPTZ)`,
    [JSON.stringify(rows), replica.studentId],
  );
}

/** Everything that must be equal on every replica: all but the row's own id and times; ids by their tails. */
export async function readWholeRows(replica: Replica): Promise<unknown> {
  const { rows } = await replica.session.query<{ rows: unknown }>(
    `SELECT jsonb_build_array(
       (SELECT to_jsonb(pattern) - '{id,student_id,created_at,updated_at}'::text[]
          || jsonb_build_object('latest_mistake_id', right(latest_mistake_id::text, 17),
            'timed_total_seconds', timed_total_seconds::text)
        FROM student_mistake_patterns AS pattern WHERE student_id = $1),
       (SELECT to_jsonb(baseline) - '{id,student_id,created_at,updated_at}'::text[]
          || jsonb_build_object('baseline_last_mistake_id', right(baseline_last_mistake_id::text, 17),
            'norm_mistake_id', right(norm_mistake_id::text, 17),
            'baseline_avg_duration', baseline_avg_duration::text, 'current_avg_duration', current_avg_duration::text,
            'improvement_rate', improvement_rate::text, 'distance_to_norm', distance_to_norm::text,
            'adaptive_expected_duration', adaptive_expected_duration::text,
            'baseline_total_seconds', baseline_total_seconds::text, 'current_total_seconds', current_total_seconds::text)
        FROM student_baseline_performance AS baseline WHERE student_id = $1)) AS rows`,
    [replica.studentId],
  );
  return onlyRow(rows).rows;
}

export async function rebuild(replica: Replica): Promise<void> {
  await replica.session.query('SELECT rebuild_mistake_pattern($1, $2), rebuild_student_baseline($1, $2)', [
    replica.studentId,
    topicUid,
  ]);
}

export function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length !== 1) {
    throw new Error(`expected one row, found ${rows.length}`);
  }
  return row;
}
