import { fromDecimal, isLess, type Rational } from './rational.ts';

/** The settings of the analysis, as the rules name them. Times in seconds. */
export interface ModelSettings {
  readonly panicRatio: Rational;
  readonly panicAbsoluteMin: Rational;
  readonly panicAbsoluteMax: Rational;
  readonly stuckRepeatThreshold: number;
  readonly stuckTimeWindowHours: number;
  readonly trendWindowSize: number;
  readonly trendRecentCount: number;
  readonly trendPastCount: number;
  readonly trendSignificanceThreshold: Rational;
  readonly improvementRewardMultiplier: Rational;
  readonly worseningSafetyMultiplier: Rational;
  readonly minimumDataForTrend: number;
  readonly baselineTestCount: number;
  readonly improvementTargetRatio: Rational;
  readonly useAdaptiveBaseline: boolean;
}

type Layer = Readonly<Record<string, unknown>>;

/** Key -> lowest and highest valid value, and whether it must be whole. In the order of the preset table. */
const ranges = {
  panic_ratio: ['0', '1', false],
  panic_absolute_min: ['0', '600', false],
  panic_absolute_max: ['1', '7200', false],
  stuck_repeat_threshold: ['2', '20', true],
  stuck_time_window_hours: ['1', '720', true],
  trend_window_size: ['2', '50', true],
  trend_recent_count: ['1', '25', true],
  trend_past_count: ['1', '25', true],
  trend_significance_threshold: ['0', '4', false],
  improvement_reward_multiplier: ['0', '10', false],
  worsening_safety_multiplier: ['0', '10', false],
  minimum_data_for_trend: ['1', '50', true],
  baseline_test_count: ['1', '50', true],
  improvement_target_ratio: ['0.1', '1.5', false],
} satisfies Readonly<Record<string, readonly [lowest: string, highest: string, isWhole: boolean]>>;

export const numericSettingKeys = Object.keys(ranges);

const presets: Readonly<Record<string, Layer>> = {
  aggressive: layerOf(0.2, 3, 120, 3, 12, 5, 2, 3, 0.2, 1.8, 0.6, 2, 3, 0.9),
  normal: layerOf(0.3, 5, 180, 3, 24, 5, 2, 3, 0.3, 1.5, 0.7, 3, 5, 0.95),
  soft: layerOf(0.4, 8, 240, 4, 48, 7, 3, 4, 0.5, 1.3, 0.8, 4, 7, 0.97),
};

function layerOf(...values: readonly number[]): Layer {
  return {
    ...Object.fromEntries(values.map((value, index) => [numericSettingKeys[index] ?? '', value])),
    use_adaptive_baseline: true,
  };
}

/** Each key on its own: the highest layer that has a valid value for it. */
export function settingsInForce(presetName: string | null, customSettings: unknown): ModelSettings {
  const layers = [customSettings, presets[presetName ?? ''] ?? presets.normal, presets.normal];
  const pick = (key: string): unknown =>
    layers.map((layer) => settingOf(layer, key)).find((value) => isValid(key, value));
  const number = (key: string) => Number(pick(key));
  const exact = (key: string) => fromDecimal(String(pick(key)));
  return {
    panicRatio: exact('panic_ratio'),
    panicAbsoluteMin: exact('panic_absolute_min'),
    panicAbsoluteMax: exact('panic_absolute_max'),
    stuckRepeatThreshold: number('stuck_repeat_threshold'),
    stuckTimeWindowHours: number('stuck_time_window_hours'),
    trendWindowSize: number('trend_window_size'),
    trendRecentCount: number('trend_recent_count'),
    trendPastCount: number('trend_past_count'),
    trendSignificanceThreshold: exact('trend_significance_threshold'),
    improvementRewardMultiplier: exact('improvement_reward_multiplier'),
    worseningSafetyMultiplier: exact('worsening_safety_multiplier'),
    minimumDataForTrend: number('minimum_data_for_trend'),
    baselineTestCount: number('baseline_test_count'),
    improvementTargetRatio: exact('improvement_target_ratio'),
    useAdaptiveBaseline: pick('use_adaptive_baseline') === true,
  };
}

function settingOf(layer: unknown, key: string): unknown {
  return typeof layer === 'object' && layer !== null && !Array.isArray(layer) ? (layer as Layer)[key] : undefined;
}

function isValid(key: string, value: unknown): boolean {
  if (key === 'use_adaptive_baseline') {
    return typeof value === 'boolean';
  }
  const range = Object.entries(ranges).find(([name]) => name === key)?.[1];
  if (typeof value !== 'number' || range === undefined) {
    return false;
  }
  const [lowest, highest, isWhole] = range;
  const exactValue = fromDecimal(String(value));
  return (
    !isLess(exactValue, fromDecimal(lowest)) &&
    !isLess(fromDecimal(highest), exactValue) &&
    (!isWhole || Number.isInteger(value))
  );
}
