import { describe, expect, it } from 'vitest';
import { draftOf, isUsable, readNumber, settingsOf } from '../../renderer/settings/analysis/threshold-draft.ts';
import type { FullAnalysisSettings, SettingSpec } from '../../shared/study/analysis-settings.ts';

const ratio: SettingSpec = { key: 'panic_ratio', isWhole: false, lowest: 0, highest: 1 };
const repeat: SettingSpec = { key: 'stuck_repeat_threshold', isWhole: true, lowest: 2, highest: 20 };
const adaptive: SettingSpec = { key: 'use_adaptive_baseline', isWhole: false, lowest: null, highest: null };
const preset = { panic_ratio: 0.3, stuck_repeat_threshold: 3, use_adaptive_baseline: true } as FullAnalysisSettings;

describe('a threshold that is typed', () => {
  it.each([
    ['0.25', 0.25],
    ['0,25', 0.25],
    [' 7 ', 7],
    ['.5', 0.5],
  ])('%j is a number with a point or a comma', (text, number) => expect(readNumber(text)).toBe(number));

  it.each(['', '-1', '1e3', '1.000,5', '3 s', 'NaN', 'Infinity', '0x10'])('%j is no number', (text) =>
    expect(readNumber(text)).toBeNaN(),
  );

  it.each([
    ['0', ratio, true],
    ['1', ratio, true],
    ['1.01', ratio, false],
    ['', ratio, true],
    ['2', repeat, true],
    ['1', repeat, false],
    ['20', repeat, true],
    ['2.5', repeat, false],
    ['two', repeat, false],
  ])('%j is held against the limits of its setting', (text, spec, isGood) => expect(isUsable(text, spec)).toBe(isGood));
});

describe('the settings of a form', () => {
  const specs = [ratio, repeat, adaptive];
  it('are what differs from the preset: an empty field and the same value are not', () => {
    expect(settingsOf({ panic_ratio: '0,30', stuck_repeat_threshold: '' }, specs, preset)).toEqual({});
    expect(settingsOf({ panic_ratio: '0,5', use_adaptive_baseline: false }, specs, preset)).toEqual({
      panic_ratio: 0.5,
      use_adaptive_baseline: false,
    });
  });

  it('are none while a field holds what cannot be', () => {
    expect(settingsOf({ panic_ratio: '2' }, specs, preset)).toBeNull();
  });

  it('come back as they were stored', () => {
    const stored = { panic_ratio: 0.125, use_adaptive_baseline: false };
    expect(settingsOf(draftOf(stored), specs, preset)).toEqual(stored);
  });
});
