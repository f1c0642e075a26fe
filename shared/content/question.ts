/**
 * The question model: what a student sees and how an answer is judged.
 *
 * A `QuestionContent` is immutable once stored: its version id is derived from it (`question-version-id.ts`).
 * Text is plain text or a small safe subset of HTML; maths stands between \( \) (inline) and \[ \] (display) as LaTeX.
 */
import { z } from 'zod';
import { figureSchema } from './figure.ts';
import type { LocalizedText } from './localized-text.ts';
import { localizedTextSchema } from './localized-text-schema.ts';
import type { knownMistakeCodes } from './mistake-codes.ts';
import { pictureSchema } from './picture.ts';

/** Same limits as `global_topic_uid` in SQL. */
export const topicUidSchema = z.string().trim().min(1).max(100);
export const mistakeCodeSchema = z.string().trim().min(1).max(50);

const choiceSchema = z.object({
  /** Stable within the version; what a response names. */
  key: z.string().min(1).max(20),
  text: localizedTextSchema,
  isRight: z.boolean(),
  /** Code of the misconception that leads here, where known. Only on wrong choices. */
  mistakeCode: mistakeCodeSchema.optional(),
  /** Why somebody picks this, shown after the answer. */
  feedback: localizedTextSchema.optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

const commonShape = {
  topicUid: topicUidSchema,
  /** 1 easy, 2 medium, 3 hard. */
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  expectedSeconds: z.number().positive().max(7200),
  /** `html` text is sanitised before it is shown; `plain` text is escaped. */
  textFormat: z.enum(['plain', 'html']),
  /** What several questions share: a passage, a table, premises. Shown above the stem of each. */
  stimulus: localizedTextSchema.optional(),
  stem: localizedTextSchema,
  /** A drawing, or a picture of a file. */
  figure: z.union([figureSchema, pictureSchema]).optional(),
  /** Worked solution, one entry a step. */
  rationale: z.array(localizedTextSchema).max(30),
  /** From general to specific. */
  hints: z.array(localizedTextSchema).max(10),
};

/** More than anybody weighs against each other; keys A to L. */
export const maximumChoices = 12;
const choiceShape = { choices: z.array(choiceSchema).min(2).max(maximumChoices) };

export const questionContentSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('single_choice'), ...commonShape, ...choiceShape }),
    z.object({ kind: z.literal('multiple_answers'), ...commonShape, ...choiceShape }),
    z.object({ kind: z.literal('true_false'), ...commonShape, ...choiceShape }),
    z.object({
      kind: z.literal('numeric'),
      ...commonShape,
      numeric: z.object({
        value: z.number(),
        /** Largest accepted absolute difference; 0 asks for the exact value. */
        tolerance: z.number().min(0),
        unit: z.string().max(40).optional(),
        /** Wrong values that a known misconception produces. */
        knownWrong: z.array(z.object({ value: z.number(), mistakeCode: mistakeCodeSchema })).max(20),
      }),
    }),
    z.object({
      kind: z.literal('short_text'),
      ...commonShape,
      shortText: z.object({
        accepted: z.array(z.string().min(1).max(500)).min(1).max(50),
        isCaseSensitive: z.boolean(),
        knownWrong: z.array(z.object({ text: z.string().min(1).max(500), mistakeCode: mistakeCodeSchema })).max(20),
      }),
    }),
  ])
  .superRefine((question, context) => {
    if (!('choices' in question)) return;
    const rightCount = question.choices.filter((choice) => choice.isRight).length;
    const keys = new Set(question.choices.map((choice) => choice.key));
    if (keys.size !== question.choices.length)
      context.addIssue({ code: 'custom', message: 'two choices have the same key' });
    if (rightCount === 0) context.addIssue({ code: 'custom', message: 'no choice is right' });
    if (question.kind !== 'multiple_answers' && rightCount > 1) {
      context.addIssue({ code: 'custom', message: 'more than one choice is right' });
    }
    if (question.kind === 'true_false' && question.choices.length !== 2) {
      context.addIssue({ code: 'custom', message: 'a true/false question has two choices' });
    }
    if (question.choices.some((choice) => choice.isRight && choice.mistakeCode !== undefined)) {
      context.addIssue({ code: 'custom', message: 'a right choice carries a mistake code' });
    }
  });
export type QuestionContent = z.infer<typeof questionContentSchema>;

/** What a student gave as answer. Choices are named by their key. */
export const answerResponseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choices'), choiceKeys: z.array(z.string().min(1).max(20)).min(1).max(12) }),
  z.object({ kind: z.literal('numeric'), text: z.string().min(1).max(100) }),
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(2000) }),
  z.object({ kind: z.literal('blank') }),
]);
export type AnswerResponse = z.infer<typeof answerResponseSchema>;

export type KnownMistakeCode = (typeof knownMistakeCodes)[number];

export type { LocalizedText };
