/**
 * Finds the questions of a GIFT file without understanding them, so that a broken one spoils only itself.
 *
 * A blank line ends a question. Inside the braces of the answers it does not, if what follows goes on with answers or
 * with the closing brace. A line that starts with `::` after the answers begins the next question, and so does one
 * inside answers that were never closed.
 */
import type { TextSlice } from '../text-slice.ts';
import { findUnescaped } from './gift-scanner.ts';

export interface SplitGift {
  readonly slices: readonly TextSlice[];
  /** For each slice the path of its category, from general to specific. */
  readonly categories: readonly (readonly string[])[];
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly text: string;
}

export function splitGift(text: string): SplitGift {
  const slices: TextSlice[] = [];
  const categories: (readonly string[])[] = [];
  let category: readonly string[] = [];
  let block = null as TextSlice | null;
  let [depth, hasAnswers] = [0, false];

  const close = (): void => {
    if (block !== null) {
      slices.push(block);
      categories.push(category);
    }
    block = null;
    [depth, hasAnswers] = [0, false];
  };

  for (const paragraph of paragraphsOf(text)) {
    if (depth === 0 || !goesOn(paragraph)) close();
    for (const line of paragraph) {
      const named = /^\s*\$CATEGORY:(.*)$/.exec(line.text)?.[1];
      if (named !== undefined) {
        close();
        category = readCategory(named);
        continue;
      }
      if (line.text.trimStart().startsWith('::') && (hasAnswers || depth > 0)) close();
      block = { start: block?.start ?? line.start, end: line.end, line: block?.line ?? line.number };
      for (let at = findUnescaped(line.text, '{}'); at !== -1; at = findUnescaped(line.text, '{}', at + 1)) {
        depth = Math.max(0, depth + (line.text[at] === '{' ? 1 : -1));
        hasAnswers ||= line.text[at] === '}' && depth === 0;
      }
    }
  }
  close();
  return { slices, categories };
}

/** Lines that are neither blank nor comments, grouped by the blank ones. */
function paragraphsOf(text: string): readonly (readonly Line[])[] {
  const paragraphs: Line[][] = [];
  let current: Line[] = [];
  let [start, number] = [0, 1];
  for (const match of text.matchAll(/\r\n?|\n|$/g)) {
    const line = { start, end: match.index, number, text: text.slice(start, match.index) };
    if (line.text.trim() === '') {
      if (current.length > 0) paragraphs.push(current);
      current = [];
    } else if (!isGiftComment(line.text)) current.push(line);
    [start, number] = [match.index + match[0].length, number + 1];
  }
  if (current.length > 0) paragraphs.push(current);
  return paragraphs;
}

export function isGiftComment(line: string): boolean {
  return line.trimStart().startsWith('//');
}

/** Whether a paragraph after open answers belongs to them. */
function goesOn(paragraph: readonly Line[]): boolean {
  const text = paragraph.map((line) => line.text).join('\n');
  if (/^\s*(?:::|\$CATEGORY:)/.test(text)) return false;
  const brace = findUnescaped(text, '{}');
  return brace === -1 ? /^\s*[=~#]/m.test(text) : text[brace] === '}';
}

/** `$course$/top/Maths/Roots` gives Maths and Roots; a slash that belongs to a name is written twice. */
export function readCategory(written: string): readonly string[] {
  return written
    .split(/(?<!\/)\/(?!\/)/)
    .map((name) => name.replaceAll('//', '/').trim())
    .filter((name) => name !== '' && name !== 'top' && !/^\$[^$]*\$$/.test(name));
}
