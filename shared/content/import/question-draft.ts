/** A question of a foreign format, understood but not yet put into the question model. */

export interface DraftText {
  readonly text: string;
  readonly isHtml: boolean;
}

export interface DraftChoice {
  readonly text: DraftText;
  readonly isRight: boolean;
  readonly feedback: DraftText | null;
}

/** An answer that one question can ask for. */
export type AskedAnswer =
  | { readonly kind: 'single_choice' | 'multiple_answers'; readonly choices: readonly DraftChoice[] }
  | {
      readonly kind: 'true_false';
      readonly isTrue: boolean;
      readonly feedbackOfRight: DraftText | null;
      readonly feedbackOfWrong: DraftText | null;
    }
  | {
      readonly kind: 'numeric';
      readonly value: number;
      readonly tolerance: number;
      readonly unit?: string;
      /** Values that the file names as wrong, without a mistake that would lead to them. */
      readonly knownWrong?: readonly number[];
    }
  | {
      readonly kind: 'short_text';
      readonly accepted: readonly DraftText[];
      readonly isCaseSensitive: boolean;
      readonly knownWrong?: readonly DraftText[];
    };

export interface MatchingPair {
  /** Blank: the partner is there to mislead and belongs to nothing. */
  readonly asked: DraftText;
  readonly partner: DraftText;
}

/** A matching comes to several questions; see `splitMatching`. */
export type DraftAnswer = AskedAnswer | { readonly kind: 'matching'; readonly pairs: readonly MatchingPair[] };

export interface QuestionDraft<Answer = DraftAnswer> {
  /** The name that the file gives the question; null when it gives none. */
  readonly name: string | null;
  /** Names of its topics within the file, from general to specific; may be empty. */
  readonly topicPath: readonly string[];
  /** Code of a language such as `tr`; null takes the language of the file. */
  readonly language: string | null;
  readonly difficulty: 1 | 2 | 3;
  /** Null derives it from the length of the text. */
  readonly expectedSeconds: number | null;
  /** What it shares with other questions of the file. */
  readonly stimulus?: DraftText;
  readonly stem: DraftText;
  /** Pictures that the file brings along, for those that the stem names. */
  readonly files?: EmbeddedFiles;
  readonly rationale: DraftText | null;
  readonly hints: readonly DraftText[];
  readonly answer: Answer;
}

/** Nothing to say: feedback of blanks counts as none. */
export function draftTextOrNull(text: string, isHtml: boolean): DraftText | null {
  return text.trim() === '' ? null : { text, isHtml };
}

/** Files that a question brings along, as base64 by their name. */
export type EmbeddedFiles = ReadonlyMap<string, string>;
