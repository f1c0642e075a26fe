import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../shared/errors/error-codes.ts';
import { keyInCode, languages, namespaces, pluralFormOf, textsOf } from './read-catalogue.ts';

function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^}\s,]+)[^}]*\}\}/g)].map((match) => match[1] ?? ''))].sort();
}

describe.each(namespaces)('texts of %s', (namespace) => {
  const turkish = textsOf('tr', namespace);
  const english = textsOf('en', namespace);

  it('are there in both languages, none of them blank', () => {
    // Plural forms differ between languages in general; they are compared below.
    const keys = (texts: ReadonlyMap<string, string>) => [...new Set([...texts.keys()].map(keyInCode))].sort();
    expect(keys(turkish)).toEqual(keys(english));
    for (const texts of [turkish, english]) {
      for (const [key, text] of texts) expect(text, key).toBe(text.trim().replaceAll(/\s+/g, ' '));
      expect([...texts].filter(([, text]) => text === '')).toEqual([]);
    }
  });

  it('have every plural form of their language, and no other', () => {
    for (const language of languages) {
      const texts = textsOf(language, namespace);
      const forms = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
      const pluralKeys = [...texts.keys()].filter((key) => pluralFormOf(key) !== null);
      const plurals = new Map(
        pluralKeys.map((key) => [keyInCode(key), pluralKeys.filter((other) => keyInCode(other) === keyInCode(key))]),
      );
      for (const [key, found] of plurals) {
        expect(found.map(pluralFormOf).sort(), `${language} ${key}`).toEqual(forms);
        // A text cannot be both: with and without plural forms.
        expect(texts.has(key), key).toBe(false);
      }
    }
  });

  it('name the same placeholders in both languages and in all plural forms', () => {
    const expected = new Map<string, string[]>();
    for (const texts of [turkish, english]) {
      for (const [key, text] of texts) {
        // "Open the reflex" need not say how many there are.
        const placeholders = placeholdersOf(text).filter((name) => name !== 'count' || pluralFormOf(key) === null);
        const first = expected.get(keyInCode(key)) ?? placeholders;
        expected.set(keyInCode(key), first);
        expect(placeholders, key).toEqual(first);
      }
    }
  });
});

describe('texts of expected failures', () => {
  it.each(errorCodes)('%s says what happened, why, and what to do, in both languages', (code) => {
    for (const language of languages) {
      const texts = textsOf(language, 'errors');
      for (const part of ['title', 'explanation', 'action']) {
        expect(texts.get(`${code}.${part}`) ?? '', `${language} ${code}.${part}`).toMatch(/\p{L}{2}/u);
      }
    }
  });

  it('speak of no code that does not exist', () => {
    const codes = new Set([...textsOf('tr', 'errors').keys()].map((key) => key.split('.')[0]));
    expect([...codes].filter((code) => !errorCodes.some((known) => known === code))).toEqual([]);
  });
});

describe('Turkish texts', () => {
  const all = namespaces.flatMap((namespace) => [...textsOf('tr', namespace)]);

  it('never glue a suffix to a placeholder, whose last sound nobody knows beforehand', () => {
    expect(all.filter(([, text]) => /\}\}['’]?[a-zçğıöşü]/u.test(text))).toEqual([]);
  });

  it('put the percent sign before the number', () => {
    expect(all.filter(([, text]) => /(\d|\}\})\s?%/.test(text))).toEqual([]);
  });
});
