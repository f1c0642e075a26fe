import { z } from 'zod';
import { questionContentSchema, topicUidSchema } from '../content/question.ts';
import { moveTopic, retireQuestion } from '../study/questions/change-questions.ts';
import { readQuestion, readQuestionFacets, searchQuestions } from '../study/questions/find-questions.ts';
import { saveOwnQuestion } from '../study/questions/save-own-question.ts';
import { checkInput, toOutcome } from './call-outcome.ts';
import type { NoticeHub } from './notice-hub.ts';
import type { QuestionCalls } from './question-calls.ts';
import type { StudyHostSurroundings } from './study-host-surroundings.ts';

const mostPerPage = 200;
const mostFilters = 500;
const uuid = z.uuid();

const schemas = {
  searchQuestions: z.object({
    packIds: z.array(uuid).max(mostFilters),
    topicUids: z.array(topicUidSchema).max(mostFilters),
    kinds: z.array(z.enum(['single_choice', 'multiple_answers', 'true_false', 'numeric', 'short_text'])),
    difficulties: z.array(z.union([z.literal(1), z.literal(2), z.literal(3)])),
    isRetired: z.boolean(),
    text: z.string().max(200),
    offset: z.int().min(0),
    limit: z.int().min(1).max(mostPerPage),
  }),
  ofQuestion: z.object({ questionId: uuid }),
  saveOwnQuestion: z.object({ questionId: uuid.nullable(), content: questionContentSchema }),
  retireQuestion: z.object({ questionId: uuid, isRetired: z.boolean() }),
  moveTopic: z.object({ packId: uuid, fromTopicUid: topicUidSchema, toTopicUid: topicUidSchema }),
};

export function createQuestionCalls(surroundings: StudyHostSurroundings, notices: NoticeHub): QuestionCalls {
  const { database, assertWritable, exclusively, onUnjournaledChange } = surroundings;

  /** Questions are in no journal: a change is made safe as a whole before the call answers. */
  async function change<T>(work: () => Promise<T>): Promise<T> {
    assertWritable?.();
    const result = await exclusively(work);
    await onUnjournaledChange?.();
    notices.send('tablesChanged', { studentId: null, tables: ['question_packs', 'topics'] });
    return result;
  }

  return {
    searchQuestions: (input) =>
      toOutcome('searchQuestions', surroundings, () =>
        searchQuestions(database, checkInput(schemas.searchQuestions, input)),
      ),
    readQuestionFacets: () => toOutcome('readQuestionFacets', surroundings, () => readQuestionFacets(database)),
    readQuestion: (input) =>
      toOutcome('readQuestion', surroundings, () =>
        readQuestion(database, checkInput(schemas.ofQuestion, input).questionId),
      ),
    saveOwnQuestion: (input) =>
      toOutcome('saveOwnQuestion', surroundings, () => {
        const question = checkInput(schemas.saveOwnQuestion, input);
        return change(() => saveOwnQuestion(database, question));
      }),
    retireQuestion: (input) =>
      toOutcome('retireQuestion', surroundings, async () => {
        const { questionId, isRetired } = checkInput(schemas.retireQuestion, input);
        await change(() => retireQuestion(database, questionId, isRetired));
        return null;
      }),
    moveTopic: (input) =>
      toOutcome('moveTopic', surroundings, () => {
        const query = checkInput(schemas.moveTopic, input);
        return change(async () => ({ movedCount: await moveTopic(database, query) }));
      }),
  };
}
