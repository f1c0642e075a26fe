/** What the list of questions shows, as part of its address: going back keeps it. */
import type { QuestionSearch } from '../../../shared/model/question-search.ts';

export const questionKinds = ['single_choice', 'multiple_answers', 'true_false', 'numeric', 'short_text'] as const;
export const difficulties = [1, 2, 3] as const;

export interface QuestionAddress {
  readonly packs?: readonly string[];
  readonly topics?: readonly string[];
  readonly kinds?: QuestionSearch['kinds'];
  readonly difficulties?: QuestionSearch['difficulties'];
  readonly text?: string;
  readonly retired?: true;
}

/** Takes from an address what can be meant; the rest is left out. */
export function readQuestionAddress(search: Record<string, unknown>): QuestionAddress {
  const packs = texts(search.packs);
  const topics = texts(search.topics);
  const kinds = questionKinds.filter((kind) => texts(search.kinds).includes(kind));
  const grades = difficulties.filter(
    (each) => Array.isArray(search.difficulties) && search.difficulties.includes(each),
  );
  return {
    ...(packs.length > 0 && { packs }),
    ...(topics.length > 0 && { topics }),
    ...(kinds.length > 0 && { kinds }),
    ...(grades.length > 0 && { difficulties: grades }),
    ...(typeof search.text === 'string' && search.text !== '' && { text: search.text.slice(0, 200) }),
    ...(search.retired === true && { retired: true as const }),
  };
}

export function toQuestionSearch(address: QuestionAddress): Omit<QuestionSearch, 'offset' | 'limit'> {
  return {
    packIds: address.packs ?? [],
    topicUids: address.topics ?? [],
    kinds: address.kinds ?? [],
    difficulties: address.difficulties ?? [],
    isRetired: address.retired === true,
    text: address.text ?? '',
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((entry): entry is string => typeof entry === 'string' && entry !== '')
    : [];
}
