/** Questions as they are browsed and written. */
import type { LocalizedText } from '../content/localized-text.ts';
import type { QuestionContent } from '../content/question.ts';

/** Empty lists and an empty text leave everything. Templates of the built-in pack are no questions yet: they are never found. */
export interface QuestionSearch {
  readonly packIds: readonly string[];
  readonly topicUids: readonly string[];
  readonly kinds: readonly QuestionContent['kind'][];
  readonly difficulties: readonly QuestionContent['difficulty'][];
  /** True: those that are no longer asked; false: those that are. */
  readonly isRetired: boolean;
  /** Words that the stem must have, whatever their case and the dot of an i. */
  readonly text: string;
  /** How many found ones come before the first that is wanted. */
  readonly offset: number;
  /** 1 to 200. */
  readonly limit: number;
}

export interface FoundQuestion {
  readonly questionId: string;
  readonly packId: string;
  readonly topicUid: string;
  readonly topicNames: LocalizedText | null;
  readonly kind: QuestionContent['kind'];
  readonly difficulty: QuestionContent['difficulty'];
  readonly textFormat: QuestionContent['textFormat'];
  readonly stem: LocalizedText;
}

export interface QuestionPage {
  readonly questions: readonly FoundQuestion[];
  /** All that were found, on this page or not. */
  readonly totalCount: number;
}

/** What there is to filter by, with how many questions have it. */
export interface QuestionFacets {
  readonly packs: readonly { readonly packId: string; readonly names: LocalizedText; readonly count: number }[];
  readonly topics: readonly {
    readonly topicUid: string;
    readonly names: LocalizedText | null;
    readonly count: number;
  }[];
  readonly retiredCount: number;
}

export interface QuestionDetail {
  readonly questionId: string;
  readonly content: QuestionContent;
  readonly pack: { readonly id: string; readonly names: LocalizedText; readonly isOwn: boolean };
  readonly topicNames: LocalizedText | null;
  readonly isRetired: boolean;
  /** Answers that anybody on this computer gave to it, in any of its versions. */
  readonly answerCount: number;
  readonly rightCount: number;
  /** 1 for a question that was never edited. */
  readonly versionCount: number;
}

export interface OwnQuestion {
  /** Null: a new question. */
  readonly questionId: string | null;
  readonly content: QuestionContent;
}
