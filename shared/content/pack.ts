/** What a file of questions consists of, whatever its format. */

import type { RefusedEntry } from './import/refused-entry.ts';
import type { LocalizedText } from './localized-text.ts';
import type { PictureMediaType } from './picture.ts';
import type { QuestionContent } from './question.ts';

export type PackSourceFormat =
  | 'endstp-pack'
  | 'json-lines'
  | 'json-array'
  | 'moodle-gift'
  | 'moodle-xml'
  | 'qti'
  | 'csv';

export interface PackMetadata {
  readonly packUid: string;
  readonly packVersion: string;
  readonly displayNames: LocalizedText;
  readonly descriptions: LocalizedText | null;
  /** Empty until the `end` part where the file itself does not say. */
  readonly languages: readonly string[];
  readonly licence: string | null;
  readonly credit: string | null;
  readonly sourceFormat: PackSourceFormat;
}

export interface PackTopic {
  readonly topicUid: string;
  readonly parentUid: string | null;
  readonly names: LocalizedText;
}

export interface PackQuestion {
  /** Stable name of the question within its pack; see `questionIdOf`. */
  readonly externalKey: string;
  readonly content: QuestionContent;
}

/** A picture of a question that follows. */
export interface MediaFile {
  /** Hexadecimal. */
  readonly sha256: string;
  readonly mediaType: PictureMediaType;
  readonly bytes: Uint8Array;
}

export type PackPart =
  | { readonly kind: 'topic'; readonly topic: PackTopic }
  | {
      readonly kind: 'question';
      readonly line: number | null;
      readonly entry: number;
      readonly question: PackQuestion;
    }
  | { readonly kind: 'refusal'; readonly refusal: RefusedEntry }
  | { readonly kind: 'media'; readonly media: MediaFile }
  | {
      readonly kind: 'end';
      /** What is known after the last entry: languages, licence and credit may have come from the entries. */
      readonly metadata: PackMetadata;
      readonly questionCount: number;
      readonly refusedCount: number;
      /** Fields that the format does not know, such as `questions[].colour`; each once, the first 50. */
      readonly ignoredFields: readonly string[];
    };
