import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds, type TestDatabase } from '../sql/test-databases.ts';
import { type AnalysisCase, analysisCase } from './analysis-cases.ts';
import { settingsInForce } from './analysis-settings-model.ts';
import { modelBaseline, modelPattern } from './mistake-analysis-model.ts';
import { fromDecimal, isNear, type Rational } from './rational.ts';
import { onlyRow, Replica, readWholeRows, rebuild, receive } from './replica.ts';

/** ANALYSIS_CASES=5000 npx vitest run tests/reference looks further than the normal run. */
const caseCount = Number(process.env.ANALYSIS_CASES ?? '200');

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

for (const kind of databaseKinds) {
  describe(`the analysis on ${kind.label}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await kind.openMigrated();
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
