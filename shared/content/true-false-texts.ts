import type { LocalizedText } from './localized-text.ts';

/** The two choices of a true/false question whose author names none. */
export const trueText: LocalizedText = { tr: 'Doğru', en: 'True' };
export const falseText: LocalizedText = { tr: 'Yanlış', en: 'False' };
