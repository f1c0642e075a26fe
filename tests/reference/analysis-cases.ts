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

const secondsTexts = [
  '0',
  '0.00',
  '0.5',
  '2.999',
  '3',
  '4.99',
  '5',
  '7.25',
  '12',
  '12.50',
  '33.333333',
  '61',
  '180',
  '180.01',
  '300',
  '86400',
];
const startMs = Date.UTC(2025, 2, 30);
const minuteMs = 60_000;

const oneCode = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...codes.slice(0, 3)) }, fc.constantFrom(...codes));
const seconds = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.constantFrom(...secondsTexts) },
  { weight: 3, arbitrary: fc.integer({ min: 100, max: 9000 }).map((value) => (value / 100).toFixed(2)) },
);
/** Few distinct moments, so that ties are common; some days apart, so that windows matter. */
const occurredAtMs = fc
  .tuple(fc.constantFrom(0, 0, 0, 1, 2, 40), fc.integer({ min: 0, max: 6 }))
  .map(([day, step]) => startMs + day * 24 * 60 * minuteMs + step * 10 * minuteMs);

const brokenValue = fc.constantFrom(null, 'fast', -1, 1e9, true, 0.5, [], {});
const validValue = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 0.25, 0.5, 0.9, 1.1, 2, 10, 50));
const customSettings = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom(null, 'soft', 7, ['panic_ratio']) },
  {
    weight: 6,
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
  .record({
    mistakes: fc.array(
      fc.record({ occurredAtMs, code: oneCode, seconds, norm: fc.constantFrom(null, null, null, '10', '45.5', '90') }),
      {
        minLength: 1,
        maxLength: 16,
      },
    ),
    reasons: fc.array(fc.record({ of: fc.nat(), code: oneCode, notedStep: fc.integer({ min: 0, max: 2 }) }), {
      maxLength: 6,
    }),
    presetName: fc.constantFrom(null, null, 'normal', 'soft', 'aggressive', 'no_such_preset'),
    customSettings,
  })
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
