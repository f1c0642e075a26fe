import * as fc from 'fast-check';
import { numericSettingKeys } from './analysis-settings-model.ts';
import type { ModelMistake, ModelReason } from './mistake-analysis-model.ts';

/** One student's life in one topic, and two different ways in which it reaches a database. */
export interface AnalysisCase {
  readonly mistakes: readonly ModelMistake[];
  readonly reasons: readonly ModelReason[];
  readonly presetName: string | null;
  readonly customSettings: unknown;
  readonly arrivals: readonly [Arrival, Arrival];
}

export interface Arrival {
  /** Ids of mistakes and reasons, and `settings`, in the order in which they are written. */
  readonly order: readonly string[];
  /** How many neighbours (mistakes, or reasons) one statement takes at most; used in turn. */
  readonly batchSizes: readonly number[];
  readonly isReplicating: boolean;
}

const codes = [
  'CALCULATION_ERROR',
  'SIGN_ERROR',
  'GUESS',
  'PROCEDURE_ERROR',
  'CONCEPT_ERROR',
  'PREREQUISITE_GAP',
  'UNCLASSIFIED',
  'BLANK',
  'X_NEW_CODE',
  'ÖZEL_KOD',
] as const;

/** At, just below and just above the thresholds of the presets, and paces that meet the norms below within 10 %, or just not. */
const secondsTexts = [
  null,
  '0',
  '0.00',
  '0.5',
  '2.999',
  '3',
  '4.99',
  '5',
  '6',
  '8',
  '9.5',
  '12.50',
  '33.333333',
  '36',
  '40',
  '44',
  '44.2',
  '120',
  '180',
  '180.01',
  '300',
  '86400',
] as const;
const norms = [null, null, '10', '40', '90'] as const;
const startMs = Date.UTC(2025, 2, 30);
const minuteMs = 60_000;

/** Few values in one case, so that loops, ties and even paces come about; all of them over many cases. */
function pool<T>(values: readonly T[], maxLength: number): fc.Arbitrary<readonly T[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
}

/** Few distinct moments, so that ties are common; some days apart, so that windows matter. */
const occurredAtMs = fc
  .tuple(fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 40), fc.integer({ min: 0, max: 8 }))
  .map(([day, step]) => startMs + day * 24 * 60 * minuteMs + step * 10 * minuteMs);

const brokenValue = fc.constantFrom(null, 'fast', -1, 1e9, true, 0.5, [], {});
const validValue = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 0.25, 0.5, 0.9, 1.1, 2, 10, 50));
const few = fc.integer({ min: 1, max: 4 });
const customSettings = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom(null, 'soft', 7, ['panic_ratio']) },
  // An established pace after few mistakes.
  {
    weight: 4,
    arbitrary: fc.record({ baseline_test_count: few, minimum_data_for_trend: few, panic_absolute_min: fc.constant(2) }),
  },
  // A trend window no larger than what is recent.
  {
    weight: 2,
    arbitrary: fc.record({
      trend_window_size: fc.integer({ min: 2, max: 3 }),
      trend_recent_count: few,
      trend_past_count: few,
      stuck_repeat_threshold: fc.integer({ min: 2, max: 4 }),
      minimum_data_for_trend: few,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.dictionary(
      fc.constantFrom(...numericSettingKeys, 'use_adaptive_baseline', 'unknown_key'),
      fc.oneof({ weight: 4, arbitrary: validValue }, { weight: 1, arbitrary: brokenValue }, fc.boolean()),
      { maxKeys: 8 },
    ),
  },
);

function idOf(kind: number, index: number): string {
  return `${kind}-${index.toString(16).padStart(11, '0')}`;
}

/** Ids are tails of UUIDs: the test puts a head of its own before them, so that each replica of a case is apart. */
export const analysisCase: fc.Arbitrary<AnalysisCase> = fc
  .tuple(pool(codes, 4), pool(secondsTexts, 4))
  .chain(([caseCodes, caseSeconds]) =>
    fc.record({
      mistakes: fc.array(
        fc.record({
          occurredAtMs,
          code: fc.constantFrom(...caseCodes),
          seconds: fc.oneof(
            { weight: 4, arbitrary: fc.constantFrom(...caseSeconds) },
            { weight: 1, arbitrary: fc.integer({ min: 100, max: 9000 }).map((value) => (value / 100).toFixed(2)) },
          ),
          norm: fc.constantFrom(...norms),
        }),
        { minLength: 1, maxLength: 16 },
      ),
      reasons: fc.array(
        fc.record({ of: fc.nat(), code: fc.constantFrom(...codes), notedStep: fc.integer({ min: 0, max: 2 }) }),
        { maxLength: 6 },
      ),
      presetName: fc.constantFrom(null, null, 'normal', 'soft', 'aggressive', 'no_such_preset'),
      customSettings,
    }),
  )
  .chain(({ mistakes, reasons, presetName, customSettings: custom }) => {
    const modelMistakes = mistakes.map((mistake, index) => ({ id: idOf(1, index), ...mistake }));
    const modelReasons = reasons.map((reason, index) => ({
      id: idOf(2, index),
      mistakeId: idOf(1, reason.of % mistakes.length),
      code: reason.code,
      notedAtMs: startMs + reason.notedStep * minuteMs,
    }));
    const names = [...modelMistakes.map(({ id }) => id), ...modelReasons.map(({ id }) => id), 'settings'];
    const arrival = fc.record({
      order: fc.shuffledSubarray(names, { minLength: names.length }),
      batchSizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
      isReplicating: fc.boolean(),
    });
    return fc.tuple(arrival, arrival).map((arrivals) => ({
      mistakes: modelMistakes,
      reasons: modelReasons,
      presetName,
      customSettings: custom,
      arrivals,
    }));
  });
