import { createDraftReader } from '../draft-reader.ts';
import type { SplitPack } from '../entry-reader.ts';
import { guessLanguage } from '../guess-language.ts';
import { readGiftQuestion } from './read-gift-question.ts';
import { splitGift } from './split-gift.ts';

/** A GIFT file, question by question. */
export function openGift(text: string, fileName: string): SplitPack {
  const { slices, categories } = splitGift(text);
  const reader = createDraftReader({
    fileName,
    sourceFormat: 'moodle-gift',
    language: guessLanguage(text),
    ignoredFields: [],
    readDraft: (entryText, index) => readGiftQuestion(entryText, categories[index] ?? []),
  });
  return { slices, reader };
}

/** Marks that GIFT has and other text rarely: a named question, a category, answers in braces. */
export function isGift(text: string): boolean {
  return (
    /^[^\S\n]*(?:::[^\n]*::|\$CATEGORY:)/m.test(text) ||
    /(?<!\\)\{\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*[#}]|\})/i.test(text)
  );
}
