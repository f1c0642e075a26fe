/** From a template and a seed to a question: the same seed gives the same question on every machine. */
import type { Choice, LocalizedText, QuestionContent } from '../question.ts';
import type { Bilingual } from './bilingual.ts';
import { misconceptions } from './misconceptions.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import type { OptionDraft, OptionValue, QuestionDraft, QuestionTemplate, WrongOption } from './template.ts';

/** TYT questions have five choices: the answer and four others. */
const wrongChoiceCount = 4;
/** Degenerate draws are rare (well under 1 in 2); reaching this many in a row means a broken template. */
const maximumDraws = 200;
const choiceKeys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] as const;

export interface DrawnQuestion {
  readonly content: QuestionContent;
  readonly draft: QuestionDraft;
}

/** Throws when the template gives no usable draft in 200 draws, which is a bug of the template. */
export function drawQuestion(template: QuestionTemplate, seed: string): DrawnQuestion {
  for (let attempt = 0; attempt < maximumDraws; attempt += 1) {
    const random = createSeededRandom(`${template.key}/${template.revision}/${seed}/${attempt}`);
    const draft = template.generate(random);
    if (draft === null) continue;
    const content = assembleContent(template, draft, random);
    if (content !== null) return { content, draft };
  }
  throw new Error(`template ${template.key} gave no usable question in ${maximumDraws} draws`);
}

function assembleContent(
  template: QuestionTemplate,
  draft: QuestionDraft,
  random: SeededRandom,
): QuestionContent | null {
  const common = {
    topicUid: template.topicUid,
    difficulty: template.difficulty,
    expectedSeconds: template.expectedSeconds,
    textFormat: 'plain' as const,
    stem: { ...draft.stem },
    ...(draft.figure === undefined ? {} : { figure: draft.figure }),
    rationale: draft.rationale.map((step) => ({ ...step })),
    hints: draft.hints.map((hint) => ({ ...hint })),
  };
  switch (draft.form) {
    case 'numeric':
      return {
        kind: 'numeric',
        ...common,
        numeric: {
          value: draft.answer.value,
          tolerance: draft.tolerance,
          ...(draft.unit === undefined ? {} : { unit: draft.unit }),
          knownWrong: distinctWrongNumbers(draft.answer.value, draft.tolerance, draft.wrong),
        },
      };
    case 'true_false': {
      const wrongMark = wrongChoiceMark(draft.misconception);
      const choice = (key: string, text: Bilingual, isRight: boolean): Choice => ({
        key,
        text: { ...text },
        isRight,
        ...(isRight ? {} : wrongMark),
      });
      return {
        kind: 'true_false',
        ...common,
        choices: [
          choice('a', { tr: 'Doğru', en: 'True' }, draft.isTrue),
          choice('b', { tr: 'Yanlış', en: 'False' }, !draft.isTrue),
        ],
      };
    }
    case 'multiple_answers': {
      if (!areDistinct(draft.options)) return null;
      const choices = random
        .shuffle(draft.options)
        .map((option, index) => toChoice(option, index, misconceptionOf(option)));
      return { kind: 'multiple_answers', ...common, choices };
    }
    case 'single_choice': {
      const wrong = firstDistinct(draft.answer, draft.wrong);
      if (wrong.length < wrongChoiceCount) return null;
      const options: (OptionDraft & Partial<Pick<WrongOption, 'misconception'>>)[] = random.shuffle([
        draft.answer,
        ...wrong,
      ]);
      const choices = options.map((option, index) => toChoice(option, index, option.misconception));
      return { kind: 'single_choice', ...common, choices };
    }
  }
}

function toChoice(option: OptionDraft, index: number, misconception: WrongOption['misconception'] | undefined): Choice {
  const key = choiceKeys[index];
  if (key === undefined) throw new Error(`a question has at most ${choiceKeys.length} choices`);
  const text: LocalizedText =
    typeof option.text === 'string' ? { tr: option.text, en: option.text } : { ...option.text };
  return {
    key,
    text,
    isRight: misconception === undefined,
    ...(misconception === undefined ? {} : wrongChoiceMark(misconception)),
  };
}

/** Undefined for a right option; a wrong one without a misconception is a bug of the template. */
function misconceptionOf(option: {
  readonly isRight: boolean;
  readonly misconception?: WrongOption['misconception'];
}): WrongOption['misconception'] | undefined {
  if (option.isRight) return undefined;
  if (option.misconception === undefined) throw new Error('a wrong option without a misconception');
  return option.misconception;
}

function wrongChoiceMark(misconception: WrongOption['misconception']): Pick<Choice, 'mistakeCode' | 'feedback'> {
  const { mistakeCode, feedback } = misconceptions[misconception];
  return { mistakeCode, feedback: { ...feedback } };
}

function firstDistinct(answer: OptionDraft, candidates: readonly WrongOption[]): WrongOption[] {
  const kept: WrongOption[] = [];
  for (const candidate of candidates) {
    if (kept.length === wrongChoiceCount) break;
    if (!isUsable(candidate.value)) continue;
    if ([answer, ...kept].every((other) => !areSameValue(other.value, candidate.value))) kept.push(candidate);
  }
  return kept;
}

function distinctWrongNumbers(
  answer: number,
  tolerance: number,
  candidates: readonly { readonly value: number; readonly misconception: WrongOption['misconception'] }[],
): { value: number; mistakeCode: string }[] {
  const kept: { value: number; mistakeCode: string }[] = [];
  for (const { value, misconception } of candidates) {
    if (!Number.isFinite(value) || Math.abs(value - answer) <= tolerance || areSameValue(value, answer)) continue;
    if (kept.some((other) => areSameValue(other.value, value))) continue;
    kept.push({ value, mistakeCode: misconceptions[misconception].mistakeCode });
  }
  return kept;
}

function areDistinct(options: readonly OptionDraft[]): boolean {
  return options.every(
    (option, index) =>
      isUsable(option.value) && options.slice(0, index).every((other) => !areSameValue(other.value, option.value)),
  );
}

function isUsable(value: OptionValue): boolean {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'number' ? Number.isFinite(value) : value.every(Number.isFinite);
}

/** Equal for a reader: numbers within 1e-9 of their size, lists element by element, texts letter by letter. */
export function areSameValue(a: OptionValue, b: OptionValue): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
  if (typeof a === 'string' || typeof b === 'string' || typeof a === 'number' || typeof b === 'number') return a === b;
  return a.length === b.length && a.every((element, index) => areSameValue(element, b[index] ?? Number.NaN));
}
