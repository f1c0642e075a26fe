/**
 * What a parametric question template is. A template draws numbers from a seed and says what they make of a stem, an
 * answer, the wrong answers that named misconceptions lead to, a worked solution and hints.
 */

import type { Figure } from '../figure.ts';
import type { Bilingual } from './bilingual.ts';
import type { MisconceptionKey } from './misconceptions.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * What an option means, for telling options apart: a number, a list of numbers (a pair, a solution set in ascending
 * order, the coefficients of a polynomial from the highest power down) or a canonical text.
 */
export type OptionValue = number | readonly number[] | string;

export interface OptionDraft {
  /** One string when both languages write it alike (most maths does). */
  readonly text: string | Bilingual;
  readonly value: OptionValue;
}
export interface WrongOption extends OptionDraft {
  readonly misconception: MisconceptionKey;
}

interface DraftCommon {
  /** The drawn numbers, enough for a test to work the answer out again in another way. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly stem: Bilingual;
  readonly figure?: Figure;
  /** Step by step; each step one entry. */
  readonly rationale: readonly Bilingual[];
  /** From general to specific; at least two. The last one must not give the answer away. */
  readonly hints: readonly Bilingual[];
}

export type QuestionDraft =
  | (DraftCommon & {
      readonly form: 'single_choice';
      readonly answer: OptionDraft;
      /** In order of preference; the first four that differ from the answer and from each other are used. */
      readonly wrong: readonly WrongOption[];
    })
  | (DraftCommon & {
      readonly form: 'numeric';
      readonly answer: { readonly value: number };
      readonly tolerance: number;
      readonly unit?: string;
      readonly wrong: readonly { readonly value: number; readonly misconception: MisconceptionKey }[];
    })
  | (DraftCommon & {
      readonly form: 'true_false';
      readonly isTrue: boolean;
      /** What leads somebody to the wrong one of the two. */
      readonly misconception: MisconceptionKey;
    })
  | (DraftCommon & {
      readonly form: 'multiple_answers';
      /** Each option right, or wrong by a named misconception; at least one right and one wrong. */
      readonly options: readonly (OptionDraft & {
        readonly isRight: boolean;
        readonly misconception?: MisconceptionKey;
      })[];
    });

export interface QuestionTemplate {
  /** Unique in the pack and never reused, for example `linear-equation-brackets`. */
  readonly key: string;
  /** Raised when the template's text or numbers change. */
  readonly revision: number;
  readonly topicUid: string;
  readonly difficulty: 1 | 2 | 3;
  /** Time a well-prepared student takes; what a session's exam norm is made of. */
  readonly expectedSeconds: number;
  /** Null when the drawn numbers are degenerate (a zero divisor, too few distinct options): the caller draws again. */
  generate(random: SeededRandom): QuestionDraft | null;
}
