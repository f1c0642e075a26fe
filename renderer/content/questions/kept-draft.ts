/** What is being written outlives a reload of this window, until it is saved or thrown away. */
import { emptyDraft, type QuestionDraft } from './question-draft.ts';

const keyOf = (name: string) => `end-stp:question-draft:${name}`;

export function readKeptDraft(name: string): QuestionDraft | null {
  const kept = sessionStorage.getItem(keyOf(name));
  // Only this page writes there, in this session; the app may have been renewed meanwhile, and know more fields.
  return kept === null ? null : { ...emptyDraft(), ...(JSON.parse(kept) as QuestionDraft) };
}

export function keepDraft(name: string, draft: QuestionDraft): void {
  sessionStorage.setItem(keyOf(name), JSON.stringify(draft));
}

export function dropDraft(name: string): void {
  sessionStorage.removeItem(keyOf(name));
}
