/** Numbers, times, days and names in the student's language. */

import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalizedText } from '../../shared/content/localized-text.ts';
import type { Language } from '../../shared/model/profile.ts';
import { useActiveProfile } from '../app/active-profile.tsx';
import { dateFormat } from '../app/date-format.ts';
import { useTopicName } from '../app/use-topic-name.ts';
import { nameMistakeCode } from '../practice/name-mistake-code.ts';

export interface InsightFormats {
  /** `1,234`. */
  count(value: number): string;
  /** `2.6`: one decimal. */
  decimal(value: number): string;
  /** `63%`, `%63`. */
  percent(share: number): string;
  /** `4.7 s`, `21 s`, `2 min 5 s`, `3 min`. */
  seconds(value: number): string;
  /** `3 Nov`; `day` is `2026-11-03`. */
  day(day: string): string;
  /** `Tuesday, 3 November`. */
  longDay(day: string): string;
  month(day: string): string;
  /** Short names, Monday first. */
  readonly weekdays: readonly string[];
}

export interface InsightWords extends InsightFormats {
  readonly language: Language;
  readonly t: TFunction<'insights'>;
  topic(topicUid: string, names: LocalizedText | null): string;
  code(code: string): string;
}

/** 2024-01-01 was a Monday. */
const aMonday = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

export function insightFormats(language: Language, t: TFunction<'insights'>): InsightFormats {
  const number = new Intl.NumberFormat(language);
  const oneDecimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const upToOne = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const smallPercent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = dateFormat(language, { ...options, timeZone: 'UTC' });
    return (day: string) => format.format(Date.parse(`${day}T00:00:00Z`));
  };
  const weekday = dateFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return {
    count: (value) => number.format(value),
    decimal: (value) => oneDecimal.format(value),
    // Something is never shown as nothing.
    percent: (share) => (share > 0 && share < 0.01 ? smallPercent : percent).format(share),
    seconds: (value) => {
      if (value < 9.95) return t('units.seconds', { value: upToOne.format(value) });
      const whole = Math.round(value);
      if (whole < 120) return t('units.seconds', { value: number.format(whole) });
      const minutes = number.format(Math.floor(whole / 60));
      return whole % 60 === 0
        ? t('units.wholeMinutes', { minutes })
        : t('units.minutes', { minutes, seconds: whole % 60 });
    },
    day: dates({ day: 'numeric', month: 'short' }),
    longDay: dates({ weekday: 'long', day: 'numeric', month: 'long' }),
    month: dates({ month: 'short' }),
    weekdays: Array.from({ length: 7 }, (_, index) => weekday.format(aMonday + index * dayMs)),
  };
}

export function useInsightWords(): InsightWords {
  const { profile } = useActiveProfile();
  const { t } = useTranslation('insights');
  const { t: tPractice } = useTranslation('practice');
  const topic = useTopicName();
  const { language } = profile;
  return useMemo(
    () => ({
      ...insightFormats(language, t),
      language,
      t,
      topic,
      code: (code) => nameMistakeCode(tPractice, code),
    }),
    [language, t, tPractice, topic],
  );
}
