import { good, type Judgement, refused } from './judge-question.ts';
import type { DraftAnswer, DraftText } from './question-draft.ts';

/** Three thirds written as 33.33333 are whole marks too. */
export const wholeMarks = 99;

export interface WeightedChoice {
  readonly text: DraftText;
  /** In percent of the marks; below 0 takes marks away. */
  readonly weight: number;
  readonly feedback: DraftText | null;
}

/**
 * Which choices are right, from their marks. One that earns whole marks makes a single choice, and those with part of
 * the marks are wrong then; parts that make up the whole, or several whole ones, ask for all of them together.
 * `isSingle` is what the file says of it, null when it does not. Refuses with NO_RIGHT_ANSWER.
 */
export function answerOfWeights(choices: readonly WeightedChoice[], isSingle: boolean | null): Judgement<DraftAnswer> {
  const whole = choices.filter(({ weight }) => weight >= wholeMarks);
  const earned = choices.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
  const isWholeTogether = isSingle !== true && earned >= wholeMarks;
  if (whole.length === 0 && !isWholeTogether) return refused('no_full_marks');
  const asksOne = isSingle ?? whole.length === 1;
  const isRight = ({ weight }: WeightedChoice) => (asksOne ? weight >= wholeMarks : weight > 0);
  const judged = choices.map((choice) => ({ text: choice.text, feedback: choice.feedback, isRight: isRight(choice) }));
  return good({ kind: asksOne ? 'single_choice' : 'multiple_answers', choices: judged });
}
