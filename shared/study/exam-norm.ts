/** What a timed test is measured by: seconds a question, and the net of an exam that takes wrong answers off. */

export const shortestNormSeconds = 10;
export const longestNormSeconds = 600;

/**
 * Time for one question in exams of Turkey: duration over number of questions, as ÖSYM and MEB announced them for 2025.
 * TYT 165 min for 120 questions, AYT 180 min for 160, LGS 80 min for the 40 questions of its numerical part.
 */
export const examNorms = [
  { name: 'TYT', secondsPerQuestion: 82.5 },
  { name: 'AYT', secondsPerQuestion: 67.5 },
  { name: 'LGS', secondsPerQuestion: 120 },
] as const;

/** Wrong answers that cost one right answer, in TYT and AYT: guessing among five choices gains nothing. */
export const wrongAnswersPerRight = 4;

/** The net: right answers less a quarter of the wrong ones; blanks count nothing. May be negative. */
export function netOf(rightCount: number, wrongCount: number): number {
  return rightCount - wrongCount / wrongAnswersPerRight;
}

/** Seconds allowed for a whole test. */
export function allowedSeconds(questionCount: number, secondsPerQuestion: number): number {
  return Math.round(questionCount * secondsPerQuestion);
}
