/** Judges a response against the content that was shown. Pure: no clock, no database. */
import type { AnswerResponse, Choice, QuestionContent } from '../content/question.ts';
import { parseNumericAnswer } from './parse-numeric-answer.ts';

export type Grade =
  | { readonly outcome: 'right' }
  /** `mistakeCode` is that of the distractor where it is known, else UNCLASSIFIED; BLANK for a blank answer. */
  | { readonly outcome: 'wrong' | 'blank'; readonly mistakeCode: string };

/** Relative slack for numbers that binary fractions cannot hold, such as 1/3 written as 0.333…; not a tolerance. */
const roundingSlack = 1e-9;

/** Null when the response cannot belong to this question (another kind, a choice it does not have). */
export function gradeAnswer(content: QuestionContent, response: AnswerResponse): Grade | null {
  if (response.kind === 'blank') return { outcome: 'blank', mistakeCode: 'BLANK' };
  if ('choices' in content) {
    return response.kind === 'choices' ? gradeChoices(content.kind, content.choices, response.choiceKeys) : null;
  }
  if (content.kind === 'numeric') {
    return response.kind === 'numeric' ? gradeNumber(content.numeric, response.text) : null;
  }
  return response.kind === 'text' ? gradeText(content.shortText, response.text) : null;
}

function gradeChoices(
  kind: QuestionContent['kind'],
  choices: readonly Choice[],
  chosenKeys: readonly string[],
): Grade | null {
  const keys = new Set(chosenKeys);
  if (kind !== 'multiple_answers' && keys.size !== 1) return null;
  const chosen = choices.filter((choice) => keys.has(choice.key));
  if (chosen.length !== keys.size) return null;
  if (choices.every((choice) => choice.isRight === keys.has(choice.key))) return { outcome: 'right' };
  return wrong(chosen.find((choice) => !choice.isRight && choice.mistakeCode !== undefined)?.mistakeCode);
}

type NumericContent = Extract<QuestionContent, { kind: 'numeric' }>['numeric'];

function gradeNumber(numeric: NumericContent, text: string): Grade {
  if (text.trim() === '') return { outcome: 'blank', mistakeCode: 'BLANK' };
  const readings = parseNumericAnswer(text, numeric.unit);
  if (readings.some((value) => isNear(value, numeric.value, numeric.tolerance))) return { outcome: 'right' };
  const known = numeric.knownWrong.find((entry) => readings.some((value) => isNear(value, entry.value, 0)));
  return wrong(known?.mistakeCode);
}

function isNear(value: number, target: number, tolerance: number): boolean {
  return Math.abs(value - target) <= tolerance + roundingSlack * Math.max(1, Math.abs(target));
}

type ShortTextContent = Extract<QuestionContent, { kind: 'short_text' }>['shortText'];

function gradeText(shortText: ShortTextContent, text: string): Grade {
  if (text.trim() === '') return { outcome: 'blank', mistakeCode: 'BLANK' };
  const isSame = (candidate: string) => isSameText(candidate, text, shortText.isCaseSensitive);
  if (shortText.accepted.some(isSame)) return { outcome: 'right' };
  return wrong(shortText.knownWrong.find((entry) => isSame(entry.text))?.mistakeCode);
}

function isSameText(a: string, b: string, isCaseSensitive: boolean): boolean {
  const [left, right] = [tidy(a), tidy(b)];
  if (isCaseSensitive) return left === right;
  // I/ı and İ/i are pairs in Turkish, I/i in English: a student may type either way.
  return (
    left.toLocaleLowerCase('tr') === right.toLocaleLowerCase('tr') ||
    left.toLocaleLowerCase('en') === right.toLocaleLowerCase('en')
  );
}

function tidy(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ');
}

function wrong(mistakeCode: string | undefined): Grade {
  return { outcome: 'wrong', mistakeCode: mistakeCode ?? 'UNCLASSIFIED' };
}
