import type { TFunction } from 'i18next';
import type { Language } from '../../../shared/model/profile.ts';
import type { AnalysisPreset, FullAnalysisSettings } from '../../../shared/study/analysis-settings.ts';

const knownPresets = ['soft', 'normal', 'aggressive'] as const;
const presetOrder: readonly string[] = knownPresets;

/** Soft first, then as it gets sharper; those of an operator's own behind them. */
export function orderPresets(presets: readonly AnalysisPreset[]): readonly AnalysisPreset[] {
  const place = ({ presetName }: AnalysisPreset) => {
    const known = presetOrder.indexOf(presetName);
    return known < 0 ? knownPresets.length : known;
  };
  return presets.toSorted((one, other) => place(one) - place(other) || one.presetName.localeCompare(other.presetName));
}

export function namePreset(
  t: TFunction<'settings'>,
  preset: Pick<AnalysisPreset, 'presetName' | 'displayName'>,
): string {
  const known = knownPresets.find((name) => name === preset.presetName);
  return known === undefined ? (preset.displayName ?? preset.presetName) : t(`analysis.presets.${known}.name`);
}

/** For whom it is meant; empty for a preset that only its operator knows. */
export function leadOfPreset(t: TFunction<'settings'>, presetName: string): string {
  const known = knownPresets.find((name) => name === presetName);
  return known === undefined ? '' : t(`analysis.presets.${known}.lead`);
}

/** What the values mean for a student, one sentence for each kind of flag; computed, so that it is true of any preset. */
export function wordSettings(
  t: TFunction<'settings'>,
  settings: FullAnalysisSettings,
  language: Language,
): readonly string[] {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      maximumFractionDigits: 1,
    }).format(value);
  const slowSeconds = Number(settings.panic_absolute_max);
  return [
    t('analysis.words.quick', {
      seconds: unit(Number(settings.panic_absolute_min), 'second'),
      share: percent.format(Number(settings.panic_ratio)),
    }),
    t('analysis.words.slow', {
      time: slowSeconds < 60 ? unit(slowSeconds, 'second') : unit(slowSeconds / 60, 'minute'),
    }),
    t('analysis.words.repeat', {
      times: number.format(Number(settings.stuck_repeat_threshold)),
      hours: unit(Number(settings.stuck_time_window_hours), 'hour'),
    }),
    t('analysis.words.pace', { times: number.format(Number(settings.baseline_test_count)) }),
  ];
}
