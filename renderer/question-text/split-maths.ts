/** One stretch of a question's text: words, or LaTeX that stood between \( \) or \[ \]. */
export type TextSegment =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'maths';
      /** The LaTeX without its delimiters. */
      readonly source: string;
      readonly isDisplay: boolean;
      /** As it was written, delimiters included. */
      readonly original: string;
    };

/** Longer than any formula a person writes; KaTeX takes 100 ms and more for such a text, so it is left as it is. */
const longestMathsCharacters = 4000;

/**
 * Splits text at its maths. A delimiter without its partner is text, and so is an opening one that is followed by
 * another before it is closed. `\\` is skipped as a pair: the `\\[` of a line break with a distance opens nothing.
 * Linear in the length of the text. The `original`s and `text`s joined give the text back.
 */
export function splitMaths(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let textStart = 0;
  let opening: { readonly at: number; readonly isDisplay: boolean } | null = null;
  for (let at = text.indexOf('\\'); at !== -1 && at + 1 < text.length; at = text.indexOf('\\', at + 2)) {
    const sign = text[at + 1];
    if (sign === '(' || sign === '[') opening = { at, isDisplay: sign === '[' };
    const closesIt = opening !== null && sign === (opening.isDisplay ? ']' : ')');
    if (!closesIt || opening === null) continue;
    const original = text.slice(opening.at, at + 2);
    const source = original.slice(2, -2);
    if (source.trim() !== '' && source.length <= longestMathsCharacters) {
      if (opening.at > textStart) segments.push({ kind: 'text', text: text.slice(textStart, opening.at) });
      segments.push({ kind: 'maths', source, isDisplay: opening.isDisplay, original });
      textStart = at + 2;
    }
    opening = null;
  }
  if (textStart < text.length) segments.push({ kind: 'text', text: text.slice(textStart) });
  return segments;
}
