/** Texts of GIFT: each may start with a mark of its format such as `[html]`. */
import { hasTags, looksLikeHtml } from '../html-text.ts';
import { type DraftText, draftTextOrNull } from '../question-draft.ts';
import { unescapeGift } from './gift-scanner.ts';

/** How texts of this question are written, when a text does not say so itself. */
export type GiftFormat = 'html' | 'moodle' | 'plain' | 'markdown';

export const giftFormatMark = /^\s*\[(html|moodle|plain|markdown)\]/i;

/** Moodle's own format is what a text without a mark is in. */
export function giftFormatOf(written: string): GiftFormat {
  const name = giftFormatMark.exec(written)?.[1]?.toLowerCase();
  return name === 'html' || name === 'plain' || name === 'markdown' ? name : 'moodle';
}

/** A text with its own mark such as `[html]`, or in the format of its question. */
export function readGiftText(written: string, format: GiftFormat): DraftText {
  const kind = giftFormatMark.test(written) ? giftFormatOf(written) : format;
  const text = unescapeGift(written.replace(giftFormatMark, '')).trim();
  if (kind === 'markdown') return { text: text.replace(/(\*\*|__)(?=\S)([^*_\n]+)\1/g, '$2'), isHtml: false };
  // Moodle's own format takes tags too, but its texts are mostly plain.
  return { text, isHtml: kind === 'html' ? looksLikeHtml(text) : kind === 'moodle' && hasTags(text) };
}

/** Null for feedback that says nothing. */
export function giftTextOrNull(written: string, format: GiftFormat): DraftText | null {
  const { text, isHtml } = readGiftText(written, format);
  return draftTextOrNull(text, isHtml);
}
