import type { LocalizedText } from '../../shared/content/localized-text.ts';
import type { Language } from '../../shared/host/study-host-calls.ts';

/** The text in the student's language, else in the first language it has. */
export function readLocalized(text: LocalizedText, language: Language): string {
  return text[language] ?? Object.values(text)[0] ?? '';
}
