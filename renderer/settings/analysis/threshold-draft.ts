import type {
  AnalysisSettingKey,
  AnalysisSettings,
  FullAnalysisSettings,
  SettingSpec,
} from '../../../shared/study/analysis-settings.ts';

/** What stands in the fields: text as it is typed, empty for the preset's value. A switch has its value. */
export type ThresholdDraft = Readonly<Partial<Record<AnalysisSettingKey, string | boolean>>>;

export function draftOf(customSettings: AnalysisSettings): ThresholdDraft {
  return Object.fromEntries(
    Object.entries(customSettings).map(([key, value]) => [key, typeof value === 'boolean' ? value : String(value)]),
  );
}

/** A number as a person writes it: with a point or a comma. NaN for what is none. */
export function readNumber(text: string): number {
  const trimmed = text.trim();
  return /^[0-9]*[.,]?[0-9]+$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : Number.NaN;
}

/** Whether a field holds what its setting may be; an empty one does. */
export function isUsable(value: string | boolean | undefined, { isWhole, lowest, highest }: SettingSpec): boolean {
  if (value === undefined || value === '' || typeof value === 'boolean') return true;
  const number = readNumber(value);
  if (Number.isNaN(number) || lowest === null || highest === null) return false;
  return number >= lowest && number <= highest && (!isWhole || Number.isInteger(number));
}

/** The values that differ from the preset's. Null while a field holds something that cannot be. */
export function settingsOf(
  draft: ThresholdDraft,
  specs: readonly SettingSpec[],
  preset: FullAnalysisSettings,
): AnalysisSettings | null {
  if (specs.some((spec) => !isUsable(draft[spec.key], spec))) return null;
  const own = specs.flatMap(({ key }): [AnalysisSettingKey, number | boolean][] => {
    const value = draft[key];
    if (value === undefined || value === '') return [];
    const setting = typeof value === 'boolean' ? value : readNumber(value);
    return setting === preset[key] ? [] : [[key, setting]];
  });
  return Object.fromEntries(own);
}
