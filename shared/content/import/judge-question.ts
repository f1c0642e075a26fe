/** Decides whether something that claims to be a question can be stored and asked. */
import type { z } from 'zod';
import type { ImportRefusalReason } from '../../host/study-host-calls.ts';
import { type QuestionContent, questionContentSchema } from '../question.ts';
import { findDamagedText } from './find-damaged-text.ts';
import { pathText } from './path-text.ts';

export interface Refusal {
  readonly reason: ImportRefusalReason;
  /** Where in the entry, and what is wrong there. */
  readonly detail: string;
}
export type Judgement<T> = { readonly isGood: true; readonly value: T } | ({ readonly isGood: false } & Refusal);

export function good<T>(value: T): Judgement<T> {
  return { isGood: true, value };
}
export function refused(reason: ImportRefusalReason, detail: string): { readonly isGood: false } & Refusal {
  return { isGood: false, reason, detail };
}

/** Messages of the question schema that have a reason of their own. */
const reasonsOfMessages: Readonly<Record<string, ImportRefusalReason>> = {
  'no choice is right': 'NO_RIGHT_ANSWER',
};

/** Checks shape, text and choices; unknown fields are left out of the result. */
export function judgeQuestion(candidate: unknown): Judgement<QuestionContent> {
  const parsed = parseWith(questionContentSchema, candidate);
  if (!parsed.isGood) return parsed;
  const damage = findDamagedText(parsed.value);
  if (damage !== null) return refused('DAMAGED_TEXT', damage);
  const twins = findEqualChoices(parsed.value);
  return twins === null ? parsed : refused('DUPLICATE_CHOICES', twins);
}

/** Runs a schema and words its first issue as a refusal: `choices[2].text.tr: ...`. */
export function parseWith<T>(schema: z.ZodType<T>, candidate: unknown): Judgement<T> {
  const result = schema.safeParse(candidate);
  if (result.success) return good(result.data);
  const [issue] = result.error.issues;
  if (issue === undefined) throw new Error('a failed parse names no issue', { cause: result.error });
  const place = pathText(issue.path);
  const detail = place === '' ? issue.message : `${place}: ${issue.message}`;
  return refused(reasonOf(issue, candidate), detail.slice(0, 500));
}

function reasonOf(issue: z.core.$ZodIssue, candidate: unknown): ImportRefusalReason {
  const isAbsent = valueAt(candidate, issue.path) === undefined;
  if (isAbsent && (issue.code === 'invalid_type' || issue.code === 'invalid_union' || issue.code === 'invalid_value')) {
    return 'MISSING_FIELD';
  }
  if (issue.code === 'too_big' && (issue.origin === 'array' || issue.origin === 'string')) return 'TOO_LARGE';
  return reasonsOfMessages[issue.message] ?? 'INVALID_FIELD';
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

/** Two choices that a student could not tell apart, in any language that both have. */
function findEqualChoices(question: QuestionContent): string | null {
  if (!('choices' in question)) return null;
  const seen = new Map<string, number>();
  for (const [index, choice] of question.choices.entries()) {
    for (const [language, text] of Object.entries(choice.text)) {
      const shown = `${language}:${text.normalize('NFC').replace(/\s+/g, ' ').trim()}`;
      const earlier = seen.get(shown);
      if (earlier !== undefined) return `choices[${earlier}] and choices[${index}]: ${text.trim().slice(0, 100)}`;
      seen.set(shown, index);
    }
  }
  return null;
}
