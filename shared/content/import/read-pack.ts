/**
 * Reads a file of questions, whatever its format, into parts that a host can store one after the other.
 *
 * Order of the parts: a `topic` comes before the first question that lies in it, each entry of the file gives exactly
 * one `question` or `refusal`, and a single `end` closes the pack.
 */
import type { Outcome } from '../../errors/outcome.ts';
import type { RefusedEntry } from '../../host/study-host-calls.ts';
import type { LocalizedText, QuestionContent } from '../question.ts';

export type PackSourceFormat = 'endstp-pack' | 'json-lines' | 'json-array';

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

export type PackPart =
  | { readonly kind: 'topic'; readonly topic: PackTopic }
  | {
      readonly kind: 'question';
      readonly line: number | null;
      readonly entry: number;
      readonly question: PackQuestion;
    }
  | { readonly kind: 'refusal'; readonly refusal: RefusedEntry }
  | {
      readonly kind: 'end';
      /** What is known after the last entry: languages, licence and credit may have come from the entries. */
      readonly metadata: PackMetadata;
      readonly questionCount: number;
      readonly refusedCount: number;
      /** Fields that the format does not know, such as `questions[].colour`; each once, the first 50. */
      readonly ignoredFields: readonly string[];
    };

export interface OpenedPack {
  readonly metadata: PackMetadata;
  readonly totalEntryCount: number;
  readonly parts: AsyncGenerator<PackPart, void, void>;
}

export interface ReadPackOptions {
  /** Awaited every 100 entries, so that a host can let other work through; parsing itself never waits. */
  readonly pause?: () => Promise<void>;
}

/**
 * Opens a pack. Fails as a whole with PACK_TOO_LARGE, PACK_EMPTY, PACK_FORMAT_UNKNOWN or PACK_UNREADABLE (with `line`
 * and `problem`); otherwise the bad entries are refused one by one and the good ones come through.
 */
export type ReadPack = (bytes: Uint8Array, fileName: string, options?: ReadPackOptions) => Outcome<OpenedPack>;
