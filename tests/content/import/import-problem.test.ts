import { expect, test } from 'vitest';
import en from '../../../renderer/locales/en/import-problems.json' with { type: 'json' };
import tr from '../../../renderer/locales/tr/import-problems.json' with { type: 'json' };
import { reasonsOfProblems } from '../../../shared/content/import/import-problem.ts';

test('every problem has a sentence in both languages that quotes the same, and every reason says what to do', () => {
  const quoted = (sentence: string | undefined) => (sentence?.match(/\{\{\w+\}\}/g) ?? []).sort();
  const sentences: { readonly en: Record<string, string>; readonly tr: Record<string, string> } = {
    en: en.sentences,
    tr: tr.sentences,
  };
  expect(Object.keys(sentences.en).sort()).toEqual(Object.keys(reasonsOfProblems).sort());
  for (const problem of Object.keys(reasonsOfProblems)) {
    expect(quoted(sentences.tr[problem]), problem).toEqual(quoted(sentences.en[problem]));
    expect(sentences.tr[problem], problem).not.toBe(sentences.en[problem]);
  }
  const reasons = [...new Set(Object.values(reasonsOfProblems))].sort();
  expect(Object.keys(en.advice).sort()).toEqual(reasons);
  expect(Object.keys(tr.advice).sort()).toEqual(reasons);
});
