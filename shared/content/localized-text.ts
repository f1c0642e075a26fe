/** Language code (BCP 47 primary subtag such as `tr`) to text; at least one language. */
export type LocalizedText = Record<string, string>;

/**
 * The text to show to somebody who reads `language`: in that language where there is one, else the first that is not
 * blank. `language` of the result is that of the text, for the `lang` attribute.
 */
export function textInLanguage(text: LocalizedText, language: string): { language: string; text: string } {
  const own = Object.hasOwn(text, language) ? text[language] : undefined;
  if (own !== undefined && own.trim() !== '') return { language, text: own };
  const [first] = Object.entries(text).filter(([, value]) => value.trim() !== '');
  return first === undefined ? { language, text: '' } : { language: first[0], text: first[1] };
}
