import type { OptionValue } from '../../../../shared/content/maths-pack/template.ts';

/**
 * Works the answer out again from the drawn parameters in another way than the template does: brute force, a search,
 * a simulation of the story. For `true_false` the value is 1 or 0; for `multiple_answers` a canonical text a test
 * of its own compares.
 */
export type IndependentAnswer = (parameters: Readonly<Record<string, number>>) => OptionValue;
export type IndependentAnswers = Readonly<Record<string, IndependentAnswer>>;
