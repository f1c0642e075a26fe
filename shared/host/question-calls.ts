/** The calls behind browsing questions, and behind writing one's own. */

import type { Outcome } from '../errors/outcome.ts';
import type {
  OwnQuestion,
  QuestionDetail,
  QuestionFacets,
  QuestionPage,
  QuestionSearch,
} from '../model/question-search.ts';

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
