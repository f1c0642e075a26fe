import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SqlSession } from '../../shared/database/sql-session.ts';
import { databaseKinds, migrateAll, type TestDatabase } from '../sql/test-databases.ts';
import { type AnalysisCase, type Arrival, analysisCase } from './analysis-cases.ts';
import { settingsInForce } from './analysis-settings-model.ts';
import { modelBaseline, modelPattern } from './mistake-analysis-model.ts';
import { fromDecimal, isNear, type Rational } from './rational.ts';

/** ANALYSIS_CASES=5000 npx vitest run tests/reference looks further than the normal run. */
const caseCount = Number(process.env.ANALYSIS_CASES ?? '150');
const topicUid = 'TR.MAT.ALG.001';

interface PatternRow {
  readonly dominant_mistake_code: string;
  readonly dominant_mistake_count: number;
  readonly mistake_distribution: Readonly<Record<string, number>>;
  readonly improvement_trend: string;
  readonly analyzed_at_ms: number;
}

interface BaselineRow {
  readonly baseline_avg_duration: string | null;
  readonly baseline_sample_count: number;
  readonly established_at_ms: number | null;
  readonly current_avg_duration: string | null;
  readonly current_sample_count: number;
  readonly improvement_rate: string | null;
  readonly exam_norm_duration: string | null;
  readonly distance_to_norm: string | null;
  readonly adaptive_expected_duration: string | null;
  readonly learning_phase: string;
}

/** A student of its own for one arrival of a case: ids are the case's, under a head that nobody else has. */
class Replica {
  readonly head = `${randomBytes(4).toString('hex')}-${randomBytes(2).toString('hex')}-7000`;
  readonly studentId = this.uuid('0-000000000000'.slice(0, 13));

  constructor(readonly session: SqlSession) {}

  /** `1-0000000000a` becomes `head-8001-00000000000a`: tails keep their order. */
  uuid(tail: string): string {
    const [kind = '0', digits = ''] = tail.split('-');
    return `${this.head}-800${kind}-${digits.padStart(12, '0')}`;
  }
}

for (const kind of databaseKinds) {
  describe(`the analysis on ${kind.label}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await kind.open();
      await migrateAll(database.session);
    }, 120_000);
    afterAll(() => database.close());

    test('says what the rules say, bit for bit the same for every order and batching', {
      timeout: 600_000,
    }, async () => {
      await fc.assert(
        fc.asyncProperty(analysisCase, async (analysed) => {
          const rows: unknown[] = [];
          for (const arrival of analysed.arrivals) {
            const replica = new Replica(database.session);
            await receive(replica, analysed, arrival);
            const pattern = await readPattern(replica);
            const baseline = await readBaseline(replica);
            expectPattern(pattern, analysed);
            expectBaseline(baseline, analysed);
            rows.push(await readWholeRows(replica));
            await rebuild(replica);
            rows.push(await readWholeRows(replica));
          }
          expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1);
        }),
        { numRuns: caseCount },
      );
    });
  });
}

async function receive(replica: Replica, analysed: AnalysisCase, arrival: Arrival): Promise<void> {
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

async function readPattern(replica: Replica): Promise<PatternRow> {
  const { rows } = await replica.session.query<PatternRow>(
    `SELECT dominant_mistake_code, dominant_mistake_count, mistake_distribution, improvement_trend,
       (extract(epoch FROM analyzed_at) * 1000)::float8 AS analyzed_at_ms
     FROM student_mistake_patterns WHERE student_id = $1`,
    [replica.studentId],
  );
  return onlyRow(rows);
}

async function readBaseline(replica: Replica): Promise<BaselineRow> {
  const { rows } = await replica.session.query<BaselineRow>(
    `SELECT baseline_avg_duration::text, baseline_sample_count, current_avg_duration::text, current_sample_count,
       (extract(epoch FROM baseline_established_at) * 1000)::float8 AS established_at_ms, improvement_rate::text,
       exam_norm_duration::text, distance_to_norm::text, adaptive_expected_duration::text, learning_phase
     FROM student_baseline_performance WHERE student_id = $1`,
    [replica.studentId],
  );
  return onlyRow(rows);
}

/** Everything that must be equal on every replica: all but the row's own id and times; ids by their tails. */
async function readWholeRows(replica: Replica): Promise<unknown> {
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

async function rebuild(replica: Replica): Promise<void> {
  await replica.session.query('SELECT rebuild_mistake_pattern($1, $2), rebuild_student_baseline($1, $2)', [
    replica.studentId,
    topicUid,
  ]);
}

function expectPattern(row: PatternRow, { mistakes, reasons, presetName, customSettings }: AnalysisCase): void {
  const model = modelPattern(mistakes, reasons, settingsInForce(presetName, customSettings));
  expect({
    dominantCode: row.dominant_mistake_code,
    dominantCount: row.dominant_mistake_count,
    distribution: row.mistake_distribution,
    trend: row.improvement_trend,
    analyzedAtMs: row.analyzed_at_ms,
  }).toEqual(model);
}

function expectBaseline(row: BaselineRow, { mistakes, presetName, customSettings }: AnalysisCase): void {
  const model = modelBaseline(mistakes, settingsInForce(presetName, customSettings));
  expect({
    baselineCount: row.baseline_sample_count,
    establishedAtMs: row.established_at_ms,
    currentCount: row.current_sample_count,
    phase: row.learning_phase,
  }).toEqual({
    baselineCount: model.baselineCount,
    establishedAtMs: model.establishedAtMs,
    currentCount: model.currentCount,
    phase: model.phase,
  });
  expectNear(row.baseline_avg_duration, model.baselineAverage);
  expectNear(row.current_avg_duration, model.currentAverage);
  expectNear(row.improvement_rate, model.improvementRate);
  expectNear(row.exam_norm_duration, model.norm);
  expectNear(row.distance_to_norm, model.distanceToNorm);
  expectNear(row.adaptive_expected_duration, model.expectedDuration);
}

function expectNear(text: string | null, model: Rational | null): void {
  if (text === null || model === null) {
    expect(text).toBe(model);
    return;
  }
  expect(isNear(fromDecimal(text), model), `${text} against ${model.numerator}/${model.denominator}`).toBe(true);
}

function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length !== 1) {
    throw new Error(`expected one row, found ${rows.length}`);
  }
  return row;
}
