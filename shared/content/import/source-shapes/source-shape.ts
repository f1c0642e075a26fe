/** What the readers of other people's JSON entries have in common. */

import type { PackTopic } from '../../pack.ts';
import type { LocalizedText } from '../../question.ts';
import type { Judgement } from '../judge-question.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** One entry, translated into the question model but not yet judged. */
export interface SourceEntry {
  /** Stable when the same entry is imported again with a corrected answer or explanation. */
  readonly externalKey: string;
  readonly content: object;
  /** The question's topic, after those above it. */
  readonly topics: readonly PackTopic[];
  readonly language: string;
  readonly licence: string | null;
  readonly credit: string | null;
  /** The part of the entry that was understood; the rest is reported as ignored. */
  readonly understood: object;
}

export interface SourceShape {
  /** Looks at the names of fields only, so that an entry with a bad value is refused for that value. */
  recognises(entry: JsonObject): boolean;
  read(entry: JsonObject): Judgement<SourceEntry>;
}

/** `A`, `B`, ... by position: how exam papers name choices. */
export function choiceKeyAt(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index + 1);
}

/** Line breaks as `\n`, no blanks at the ends of lines, no more than one empty line in a row. */
export function tidyLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const maximumSteps = 30;

/** One step a line; what goes beyond the thirty steps a question may have is joined to the last one. */
export function stepsOf(lines: readonly string[], language: string): readonly LocalizedText[] {
  const steps = lines.map(tidyLines).filter((line) => line !== '');
  const kept = steps.slice(0, maximumSteps - 1);
  const rest = steps.slice(maximumSteps - 1).join('\n');
  return [...kept, ...(rest === '' ? [] : [rest])].map((step) => ({ [language]: step }));
}
