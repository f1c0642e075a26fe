/** A question while it is being written: everything may be missing until it is saved. */
import type { LocalizedText } from '../../../shared/content/localized-text.ts';
import { type QuestionContent, questionContentSchema } from '../../../shared/content/question.ts';
import { parseNumericAnswer } from '../../../shared/study/parse-numeric-answer.ts';

type Kind = QuestionContent['kind'];
type ChoiceQuestion = Extract<QuestionContent, { choices: unknown }>;
type Choice = ChoiceQuestion['choices'][number];

export interface DraftChoice {
  readonly key: string;
  readonly text: LocalizedText;
  readonly isRight: boolean;
  readonly mistakeCode: string | null;
  readonly feedback: LocalizedText | null;
}

export interface QuestionDraft {
  readonly kind: Kind;
  readonly topicUid: string | null;
  readonly difficulty: QuestionContent['difficulty'];
  /** Seconds, as typed. */
  readonly expectedSeconds: number | string;
  readonly textFormat: QuestionContent['textFormat'];
  /** What it shares with other questions; empty when it stands alone. */
  readonly stimulus: LocalizedText;
  readonly stem: LocalizedText;
  readonly figure: QuestionContent['figure'] | null;
  readonly choices: readonly DraftChoice[];
  /** As typed: a whole number, a fraction or a decimal. */
  readonly value: string;
  readonly tolerance: string;
  readonly unit: string;
  readonly accepted: readonly string[];
  readonly isCaseSensitive: boolean;
  readonly rationale: readonly LocalizedText[];
  readonly hints: readonly LocalizedText[];
  /** Known wrong answers of a typed question: kept as they were, the form does not show them. */
  readonly knownWrong: {
    readonly numeric: Extract<QuestionContent, { kind: 'numeric' }>['numeric']['knownWrong'];
    readonly shortText: Extract<QuestionContent, { kind: 'short_text' }>['shortText']['knownWrong'];
  };
}

export const mostChoices = 12;
/** The two choices of a true/false question, in every language the app speaks. */
const trueOrFalse: readonly LocalizedText[] = [
  { tr: 'Doğru', en: 'True' },
  { tr: 'Yanlış', en: 'False' },
];
const keys = 'ABCDEFGHIJKL';

/** Places in the form that can be wrong, and what is wrong there: keys of `problems` in the texts. */
export type DraftProblems = Partial<
  Record<'topic' | 'stem' | 'expected' | 'choices' | 'value' | 'tolerance' | 'accepted' | 'whole', DraftProblem>
>;
export type DraftProblem =
  | 'noTopic'
  | 'noStem'
  | 'noTime'
  | 'emptyChoice'
  | 'noRightChoice'
  | 'twoRightChoices'
  | 'sameChoices'
  | 'noNumber'
  | 'twoNumbers'
  | 'noTolerance'
  | 'nothingAccepted'
  | 'tooLong';

export function emptyDraft(): QuestionDraft {
  return {
    kind: 'single_choice',
    topicUid: null,
    difficulty: 2,
    expectedSeconds: 60,
    textFormat: 'plain',
    stimulus: {},
    stem: {},
    figure: null,
    choices: Array.from({ length: 5 }, (_, index) => newChoice(index)),
    value: '',
    tolerance: '0',
    unit: '',
    accepted: [],
    isCaseSensitive: false,
    rationale: [],
    hints: [],
    knownWrong: { numeric: [], shortText: [] },
  };
}

export function draftOf(content: QuestionContent): QuestionDraft {
  const common = {
    ...emptyDraft(),
    kind: content.kind,
    topicUid: content.topicUid,
    difficulty: content.difficulty,
    expectedSeconds: content.expectedSeconds,
    textFormat: content.textFormat,
    stimulus: content.stimulus ?? {},
    stem: content.stem,
    figure: content.figure ?? null,
    rationale: content.rationale,
    hints: content.hints,
  };
  if ('choices' in content) {
    return {
      ...common,
      choices: content.choices.map(({ key, text, isRight, mistakeCode, feedback }) => ({
        key,
        text,
        isRight,
        mistakeCode: mistakeCode ?? null,
        feedback: feedback ?? null,
      })),
    };
  }
  if (content.kind === 'numeric') {
    const { value, tolerance, unit, knownWrong } = content.numeric;
    return {
      ...common,
      value: String(value),
      tolerance: String(tolerance),
      unit: unit ?? '',
      knownWrong: { ...common.knownWrong, numeric: knownWrong },
    };
  }
  const { accepted, isCaseSensitive, knownWrong } = content.shortText;
  return { ...common, accepted, isCaseSensitive, knownWrong: { ...common.knownWrong, shortText: knownWrong } };
}

/** Another kind keeps what both have. */
export function withKind(draft: QuestionDraft, kind: Kind): QuestionDraft {
  if (kind === 'true_false') {
    const choices = trueOrFalse.map((text, index) => ({ ...newChoice(index), text, isRight: index === 0 }));
    return { ...draft, kind, choices };
  }
  const choices = draft.kind === 'true_false' ? emptyDraft().choices : draft.choices;
  const firstRight = choices.findIndex(({ isRight }) => isRight);
  return {
    ...draft,
    kind,
    choices:
      kind === 'single_choice'
        ? choices.map((choice, index) => ({ ...choice, isRight: index === firstRight }))
        : choices,
  };
}

export function withChoiceAdded(draft: QuestionDraft): QuestionDraft {
  const free = [...keys].findIndex((key) => draft.choices.every((choice) => choice.key !== key));
  return free < 0 ? draft : { ...draft, choices: [...draft.choices, newChoice(free)] };
}

export function withChoice(draft: QuestionDraft, key: string, changes: Partial<DraftChoice>): QuestionDraft {
  const isExclusive = changes.isRight === true && draft.kind !== 'multiple_answers';
  return {
    ...draft,
    choices: draft.choices.map((choice) =>
      choice.key === key ? { ...choice, ...changes } : isExclusive ? { ...choice, isRight: false } : choice,
    ),
  };
}

/** The text with one language changed; a blank one goes. */
export function withText(text: LocalizedText, language: string, words: string): LocalizedText {
  const { [language]: _, ...others } = text;
  return words === '' ? others : { ...others, [language]: words };
}

/** The question that a draft makes, or what is missing, by place in the form. */
export function contentOf(draft: QuestionDraft): { content: QuestionContent } | { problems: DraftProblems } {
  const problems: DraftProblems = {};
  const expectedSeconds = Number(draft.expectedSeconds);
  if (draft.topicUid === null) problems.topic = 'noTopic';
  if (!hasWords(draft.stem)) problems.stem = 'noStem';
  if (!(expectedSeconds > 0 && expectedSeconds <= 7200)) problems.expected = 'noTime';
  const answer = answerOf(draft, problems);
  if (Object.keys(problems).length > 0 || answer === null) return { problems };
  const parsed = questionContentSchema.safeParse({
    topicUid: draft.topicUid,
    difficulty: draft.difficulty,
    expectedSeconds,
    textFormat: draft.textFormat,
    ...(hasWords(draft.stimulus) ? { stimulus: draft.stimulus } : {}),
    stem: draft.stem,
    ...(draft.figure === null ? {} : { figure: draft.figure }),
    rationale: draft.rationale.filter(hasWords),
    hints: draft.hints.filter(hasWords),
    ...answer,
  });
  return parsed.success ? { content: parsed.data } : { problems: { whole: 'tooLong' } };
}

function answerOf(draft: QuestionDraft, problems: DraftProblems): object | null {
  const { kind } = draft;
  if (kind === 'numeric') {
    const [value, otherValue] = parseNumericAnswer(draft.value);
    const [tolerance] = parseNumericAnswer(draft.tolerance);
    if (value === undefined) problems.value = 'noNumber';
    // 1.234 is a thousand and more to one reader, a little over one to another.
    else if (otherValue !== undefined) problems.value = 'twoNumbers';
    if (tolerance === undefined || tolerance < 0) problems.tolerance = 'noTolerance';
    const unit = draft.unit.trim();
    return {
      kind,
      numeric: { value, tolerance, ...(unit === '' ? {} : { unit }), knownWrong: draft.knownWrong.numeric },
    };
  }
  if (kind === 'short_text') {
    const accepted = draft.accepted.map((each) => each.trim()).filter((each) => each !== '');
    if (accepted.length === 0) problems.accepted = 'nothingAccepted';
    const { isCaseSensitive, knownWrong } = draft;
    return { kind, shortText: { accepted, isCaseSensitive, knownWrong: knownWrong.shortText } };
  }
  const problem = problemOfChoices(draft);
  if (problem !== null) problems.choices = problem;
  return { kind, choices: filledChoices(draft).map(choiceOf) };
}

/** Choices left empty at the end are not meant; one that is marked right is. */
function filledChoices({ choices }: QuestionDraft): readonly DraftChoice[] {
  const last = choices.findLastIndex(({ text, isRight }) => hasWords(text) || isRight);
  return choices.slice(0, Math.max(2, last + 1));
}

function problemOfChoices(draft: QuestionDraft): DraftProblem | null {
  const choices = filledChoices(draft);
  if (choices.some(({ text }) => !hasWords(text))) return 'emptyChoice';
  const rightCount = choices.filter(({ isRight }) => isRight).length;
  if (rightCount === 0) return 'noRightChoice';
  if (rightCount > 1 && draft.kind !== 'multiple_answers') return 'twoRightChoices';
  const texts = choices.map(({ text }) => JSON.stringify(Object.entries(text).toSorted()));
  return new Set(texts).size < texts.length ? 'sameChoices' : null;
}

function choiceOf({ key, text, isRight, mistakeCode, feedback }: DraftChoice): Choice {
  return {
    key,
    text,
    isRight,
    ...(mistakeCode === null || isRight ? {} : { mistakeCode }),
    ...(feedback === null || !hasWords(feedback) ? {} : { feedback }),
  };
}

function newChoice(index: number): DraftChoice {
  return { key: keys[index] ?? String(index), text: {}, isRight: false, mistakeCode: null, feedback: null };
}

function hasWords(text: LocalizedText): boolean {
  return Object.values(text).some((words) => words.trim() !== '');
}
