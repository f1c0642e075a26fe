import type { Language } from '../../shared/model/profile.ts';

/** "30 seconds", "5 minutes", "23 hours": what somebody has to wait, in its largest unit, rounded up. */
export function wordDuration(seconds: number, language: Language): string {
  const [value, unit] =
    seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit: String(unit), unitDisplay: 'long' }).format(
    Math.ceil(Number(value)),
  );
}
