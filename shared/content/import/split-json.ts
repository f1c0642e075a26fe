/**
 * Finds the entries of a JSON file without parsing them: where each starts and ends, and on which line. So a bad entry
 * spoils only itself, every refusal names its line, and a large file is parsed piece by piece.
 *
 * States: outside the list; inside it at an entry; inside a nested value of an entry (`depth` above the list's own).
 */
import { maximumNestingLevels } from './import-limits.ts';
import type { TextSlice } from './text-slice.ts';

export type JsonProblem =
  | 'ends_too_early'
  | 'string_not_closed'
  | 'bracket_does_not_match'
  | 'text_after_the_end'
  | 'nested_too_deep'
  | 'two_lists_of_questions'
  | 'not_a_list';

export type SplitJson =
  | {
      readonly isWhole: true;
      /** Everything but the entries, as JSON text with an empty list; null for a bare list. */
      readonly header: string | null;
      readonly entries: readonly TextSlice[];
    }
  | { readonly isWhole: false; readonly line: number; readonly entryCount: number; readonly problem: JsonProblem };

/**
 * Splits `{ ..., "LISTKEY": [entry, entry], ... }`, or a bare `[entry, entry]` when `listKey` is null. Brackets and
 * strings must be sound all through the file, because with one missing nobody can tell where the next entry starts;
 * anything else that is wrong inside an entry shows when that entry is parsed.
 */
export function splitJson(text: string, listKey: string | null): SplitJson {
  const entries: TextSlice[] = [];
  const closers: string[] = [];
  const listDepth = listKey === null ? 1 : 2;
  let [line, slice]: [number, { start: number; line: number } | null] = [1, null];
  let key: string | null = null;
  let listStart = -1;
  let listEnd = -1;
  let isInList = false;
  let isDone = false;

  const fail = (problem: JsonProblem): SplitJson => ({ isWhole: false, line, entryCount: entries.length, problem });
  const closeSlice = (end: number): void => {
    if (slice !== null) entries.push({ ...slice, end });
    slice = null;
  };

  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') line += 1;
    if (character === ' ' || character === '\n' || character === '\r' || character === '\t') continue;
    if (isDone) return fail('text_after_the_end');
    const isOnList = isInList && closers.length === listDepth;
    if (isOnList && slice === null && character !== ']') slice = { start: at, line };
    switch (character) {
      case '"': {
        if (closers.length === 0) return fail('not_a_list');
        const end = findStringEnd(text, at);
        if (end === null) return fail('string_not_closed');
        if (!isInList && closers.length === 1) key = text.slice(at, end + 1);
        at = end;
        break;
      }
      case '{':
      case '[':
        if (closers.length === 0 && (character === '[') !== (listKey === null)) return fail('not_a_list');
        closers.push(character === '{' ? '}' : ']');
        if (closers.length > maximumNestingLevels + listDepth) return fail('nested_too_deep');
        if (character === '[' && closers.length === listDepth && (listKey === null || isKey(key, listKey))) {
          if (listStart !== -1) return fail('two_lists_of_questions');
          [isInList, listStart] = [true, at];
        }
        break;
      case '}':
      case ']':
        if (closers.pop() !== character) return fail('bracket_does_not_match');
        if (isOnList) {
          closeSlice(at);
          [isInList, listEnd] = [false, at + 1];
        }
        isDone = closers.length === 0;
        break;
      case ',':
        if (isOnList) closeSlice(at);
        if (closers.length === 1) key = null;
        break;
      default:
        if (closers.length === 0) return fail('not_a_list');
    }
  }
  if (!isDone) return fail('ends_too_early');
  if (listKey === null) return { isWhole: true, header: null, entries };
  const header = listStart === -1 ? text : `${text.slice(0, listStart)}[]${text.slice(listEnd)}`;
  return { isWhole: true, header, entries };
}

/** Index of the closing quote; null when the line or the text ends first (a JSON string has no line break in it). */
function findStringEnd(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at;
    else if (code === 0x0a) return null;
  }
  return null;
}

/** The key as written may hold escapes. */
function isKey(written: string | null, name: string): boolean {
  if (written === null) return false;
  if (!written.includes('\\')) return written === `"${name}"`;
  try {
    return JSON.parse(written) === name;
  } catch {
    return false; // A broken escape: the header is parsed later, and refused there with its reason.
  }
}
