import type { DraftText } from './question-draft.ts';

/** In Moodle's short answers `*` stands for any text and `\*` for an asterisk. */
export function withoutAnyText(answers: readonly DraftText[]): readonly DraftText[] {
  return answers
    .filter(({ text }) => !/(?<!\\)\*/.test(text))
    .map((answer) => ({ ...answer, text: answer.text.replaceAll('\\*', '*') }));
}

/** An answer as Moodle wants it, whose asterisks mean themselves. */
export function asLiteralAnswer(text: string): string {
  return text.replaceAll('*', '\\*');
}
