import type { AnswerOutcome } from '../../model/answer.ts';
import type { ReviewRating } from '../../model/review.ts';

/** A right answer that took longer than this share of the expected time was hard work. */
const slowRatio = 1.5;
/** A right answer within this share of the expected time came by itself. */
const fastRatio = 0.5;
/** Rapid guessing (Wise & Ma 2012, NT10): under a tenth of the usual time, at most 10 s, nobody has read the question. */
const guessRatio = 0.1;
const longestGuessSeconds = 10;

/**
 * What an answer says of how well the question was known: wrong or blank is "again"; right is "good", but "hard" with a
 * hint or slow, and "easy" when fast. Right faster than the question can be read may be luck and counts as "good".
 */
export function deriveRating(answer: {
  readonly outcome: AnswerOutcome;
  readonly timeSpentSeconds: number;
  readonly expectedSeconds: number;
  readonly hintsUsed: number;
}): ReviewRating {
  const { outcome, timeSpentSeconds, expectedSeconds, hintsUsed } = answer;
  if (outcome !== 'right') return 1;
  if (hintsUsed > 0 || timeSpentSeconds > expectedSeconds * slowRatio) return 2;
  const isGuess = timeSpentSeconds < Math.min(longestGuessSeconds, expectedSeconds * guessRatio);
  return timeSpentSeconds < expectedSeconds * fastRatio && !isGuess ? 4 : 3;
}
