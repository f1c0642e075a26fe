/** Decides whether something that claims to be a question can be stored and asked. */
import type { z } from 'zod';
import { type QuestionContent, questionContentSchema } from '../question.ts';
import { findDamagedText } from './find-damaged-text.ts';
import type { ImportRefusalReason } from './import-problem.ts';
import { type ImportProblem, reasonsOfProblems } from './import-problem.ts';
import { pathText } from './path-text.ts';

export interface Refusal {
  readonly reason: ImportRefusalReason;
  readonly problem: ImportProblem;
  /** What the sentence for `problem` quotes; empty where it quotes nothing. */
  readonly detail: string;
  /** What `problem` counts by: the most that is taken, or the entry that was there first; null for the others. */
  readonly limit: number | null;
}
export type Judgement<T> = { readonly isGood: true; readonly value: T } | ({ readonly isGood: false } & Refusal);

export function good<T>(value: T): Judgement<T> {
  return { isGood: true, value };
}
export function refused(
  problem: ImportProblem,
  detail = '',
  limit: number | null = null,
): { readonly isGood: false } & Refusal {
  return { isGood: false, reason: reasonsOfProblems[problem], problem, detail, limit };
}

/** Messages of the question schema's own checks. */
const problemsOfMessages: Readonly<Record<string, ImportProblem>> = {
  'no choice is right': 'no_right_choice',
  'two choices have the same key': 'same_key_twice',
  'more than one choice is right': 'several_right',
  'a true/false question has two choices': 'true_false_choices',
  'a right choice carries a mistake code': 'right_choice_with_code',
  'no text in any language': 'empty_text',
};

/** Checks shape, text and choices; unknown fields are left out of the result. */
export function judgeQuestion(candidate: unknown): Judgement<QuestionContent> {
  const parsed = parseWith(questionContentSchema, candidate);
  if (!parsed.isGood) return parsed;
  const damage = findDamagedText(parsed.value);
  if (damage !== null) return refused('damaged_text', damage);
  const twins = findEqualChoices(parsed.value);
  return twins === null ? parsed : refused('equal_choices', twins);
}

/** Runs a schema and tells its first issue as a refusal, with its place such as `choices[2].text.tr`. */
export function parseWith<T>(schema: z.ZodType<T>, candidate: unknown): Judgement<T> {
  const result = schema.safeParse(candidate);
  if (result.success) return good(result.data);
  const [issue] = result.error.issues;
  if (issue === undefined) throw new Error('a failed parse names no issue', { cause: result.error });
  return refusalOf(issue, candidate);
}

function refusalOf(issue: z.core.$ZodIssue, candidate: unknown): { readonly isGood: false } & Refusal {
  const place = pathText(issue.path).slice(0, 300);
  const isAbsent = valueAt(candidate, issue.path) === undefined;
  switch (issue.code) {
    case 'custom':
      return refused(problemsOfMessages[issue.message] ?? 'field_invalid', place);
    case 'invalid_type':
    case 'invalid_union':
    case 'invalid_value':
      if (isAbsent) return refused('field_missing', place);
      return refused(issue.code === 'invalid_type' ? 'wrong_type' : 'unknown_value', place);
    case 'too_big':
      if (issue.origin === 'array') return refused('list_too_long', place, Number(issue.maximum));
      if (issue.origin === 'string') return refused('text_too_long', place, Number(issue.maximum));
      return refused('number_out_of_range', place);
    case 'too_small':
      if (issue.origin === 'array') return refused('list_too_short', place, Number(issue.minimum));
      return refused(issue.origin === 'string' ? 'empty_text' : 'number_out_of_range', place);
    default:
      return refused('field_invalid', place);
  }
}

function valueAt(candidate: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    candidate,
  );
}

/** As the choices are lettered on the screen. */
function choiceLetterAt(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

/** Two choices that a student could not tell apart, in any language that both have. */
function findEqualChoices(question: QuestionContent): string | null {
  if (!('choices' in question)) return null;
  const seen = new Map<string, number>();
  for (const [index, choice] of question.choices.entries()) {
    for (const [language, text] of Object.entries(choice.text)) {
      const shown = `${language}:${text.normalize('NFC').replace(/\s+/g, ' ').trim()}`;
      const earlier = seen.get(shown);
      if (earlier !== undefined)
        return `${choiceLetterAt(earlier)} = ${choiceLetterAt(index)}: ${text.trim().slice(0, 100)}`;
      seen.set(shown, index);
    }
  }
  return null;
}
