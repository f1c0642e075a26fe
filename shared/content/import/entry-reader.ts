/** What a format has to bring: how one entry becomes a question, and what the pack is called. */

import type { PackMetadata, PackQuestion, PackTopic } from '../pack.ts';
import type { LocalizedText, QuestionContent } from '../question.ts';
import type { Judgement } from './judge-question.ts';
import type { TextSlice } from './text-slice.ts';
import type { InspectedPicture } from './zip/inspect-picture.ts';

/** A picture file that a question shows; `readEntries` names it by its content. */
export interface ReadPicture extends InspectedPicture {
  readonly bytes: Uint8Array;
  readonly description: LocalizedText;
}

export interface ReadEntry {
  readonly externalKey: string;
  readonly content: QuestionContent;
  /** Becomes the figure of the content. */
  readonly picture?: ReadPicture;
  /** What the entry asks besides, in the same topics; a matching is several questions. */
  readonly furtherQuestions?: readonly PackQuestion[];
  /** Topics that the question needs, those above before those below. */
  readonly topics: readonly PackTopic[];
  readonly ignoredFields: readonly string[];
}

export interface EntryReader {
  /** Topics that the pack declares, whether or not a question lies in them. */
  readonly declaredTopics: readonly PackTopic[];
  /** Fields outside the entries that the format does not know. */
  readonly ignoredFields: readonly string[];
  /** What an entry may have where pictures stand inside of it; else `maximumEntryCharacters`. */
  readonly maximumEntryCharacters?: number;
  /** What is known so far; more may be known after the last entry. */
  describePack(): PackMetadata;
  /** Reads the text of one entry; `index` counts the entries of the file from 0. */
  readEntry(entryText: string, index: number): Judgement<ReadEntry>;
}

/** A file taken apart: where its entries stand, and who reads them. */
export interface SplitPack {
  readonly slices: readonly TextSlice[];
  readonly reader: EntryReader;
}
