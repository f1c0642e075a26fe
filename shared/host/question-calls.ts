/** The calls behind browsing questions, and behind writing one's own. */
import type { LocalizedText, QuestionContent } from '../content/question.ts';
import type { Outcome } from '../errors/outcome.ts';

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

export interface QuestionCalls {
  searchQuestions(search: QuestionSearch): Promise<Outcome<QuestionPage>>;
  readQuestionFacets(): Promise<Outcome<QuestionFacets>>;
  /** NOT_FOUND when the question went with its pack, or is a template. */
  readQuestion(query: { questionId: string }): Promise<Outcome<QuestionDetail>>;
  /**
   * Writes a question of one's own, or a new version of it: answers keep the version they were given to. INVALID_INPUT for a
   * question of another pack and for a topic that is not there.
   */
  saveOwnQuestion(question: OwnQuestion): Promise<Outcome<{ readonly questionId: string }>>;
  /** A retired question is asked no more; its answers stay. INVALID_INPUT for a template. */
  retireQuestion(query: { questionId: string; isRetired: boolean }): Promise<Outcome<null>>;
  /** Lays all questions of a topic of one pack into another topic, each as a new version. */
  moveTopic(query: {
    packId: string;
    fromTopicUid: string;
    toTopicUid: string;
  }): Promise<Outcome<{ readonly movedCount: number }>>;
}
