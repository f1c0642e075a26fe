import { v5 as uuidV5 } from 'uuid';
import type { QuestionContent } from '../question.ts';
import { canonicalJson } from '../question-version-id.ts';
import { good, type Judgement, refused } from './judge-question.ts';

/** Any fixed UUID: only equality within one file is asked for. */
const fingerprintNamespace = 'b3f2f6a0-9d0c-4a43-8a53-6f0f5f8f7c11';

/** Remembers the questions of one file and recognises the second of two equal ones. */
export class DuplicateFinder {
  readonly #entryOfKey = new Map<string, number>();
  readonly #entryOfQuestion = new Map<string, number>();

  /**
   * Refuses a key that was there before, and a question that asks the same in the same topic with the same answers,
   * in whatever order; steps and hints may differ.
   */
  add(externalKey: string, content: QuestionContent, entry: number): Judgement<null> {
    const sameKey = this.#entryOfKey.get(externalKey);
    if (sameKey !== undefined) return refused('key_twice', externalKey, sameKey);
    const fingerprint = fingerprintOf(content);
    const sameQuestion = this.#entryOfQuestion.get(fingerprint);
    if (sameQuestion !== undefined) return refused('question_twice', '', sameQuestion);
    this.#entryOfKey.set(externalKey, entry);
    this.#entryOfQuestion.set(fingerprint, entry);
    return good(null);
  }
}

function fingerprintOf(content: QuestionContent): string {
  const { kind, topicUid, stimulus, stem, figure } = content;
  const answers =
    'choices' in content
      ? content.choices.map(({ text, isRight }) => canonicalJson({ text, isRight })).sort()
      : content.kind === 'numeric'
        ? content.numeric
        : content.shortText;
  return uuidV5(canonicalJson({ kind, topicUid, stimulus, stem, figure, answers }), fingerprintNamespace);
}
