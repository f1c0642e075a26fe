import { expect, test } from 'vitest';
import { textInLanguage } from '../../shared/content/localized-text.ts';

test.each([
  ['the language asked for', { tr: 'evet', en: 'yes' }, 'en', { language: 'en', text: 'yes' }],
  ['the first one when it is missing', { de: 'ja', en: 'yes' }, 'tr', { language: 'de', text: 'ja' }],
  ['the first that is not blank', { tr: ' ', de: '', en: 'yes' }, 'tr', { language: 'en', text: 'yes' }],
  ['nothing when there is nothing', { tr: ' ' }, 'tr', { language: 'tr', text: '' }],
  ['no property of every object', { tr: 'evet' }, 'constructor', { language: 'tr', text: 'evet' }],
])('a text is shown in %s', (_, text, language, shown) => {
  expect(textInLanguage(text, language)).toEqual(shown);
});
