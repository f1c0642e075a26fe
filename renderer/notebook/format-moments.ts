import type { Language } from '../../shared/model/profile.ts';
import { dateFormat } from '../app/date-format.ts';

/** "2 Mar 2026", by the language. */
export function formatDay(iso: string, language: Language): string {
  return dateFormat(language, { dateStyle: 'medium' }).format(new Date(iso));
}

/** "2 Mar 2026, 14:05", by the language. */
export function formatMoment(iso: string, language: Language): string {
  return dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** "today", "tomorrow", "Thursday" within a week, else "12 Mar 2026"; days of the local calendar. */
export function formatComingDay(
  iso: string,
  language: Language,
  words: { readonly today: string; readonly tomorrow: string },
): string {
  const day = new Date(iso);
  const now = new Date();
  const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
  const days = Math.round((midnight(day) - midnight(now)) / (24 * 60 * 60 * 1000));
  if (days <= 0) return words.today;
  if (days === 1) return words.tomorrow;
  if (days < 7) return dateFormat(language, { weekday: 'long' }).format(day);
  return formatDay(iso, language);
}
