import type { KnownMistakeCode } from '../../question.ts';
import type { Bilingual } from '../bilingual.ts';

/** One way of thinking that leads to a wrong answer. */
export interface Misconception {
  /** What it counts as (migration 005). */
  readonly mistakeCode: KnownMistakeCode;
  /** The sentence a student reads after choosing the answer it leads to: what was done and what to do instead. */
  readonly feedback: Bilingual;
}
