import { absoluteValueAnswers } from './absolute-value-answers.ts';
import { factoringAnswers } from './factoring-answers.ts';
import { functionAnswers } from './function-answers.ts';
import type { IndependentAnswers } from './independent-answer.ts';
import { inequalityAnswers } from './inequality-answers.ts';
import { linearEquationsAnswers } from './linear-equations-answers.ts';
import { mixtureAnswers } from './mixture-answers.ts';
import { polynomialAnswers } from './polynomial-answers.ts';
import { quadraticAnswers } from './quadratic-answers.ts';
import { setAnswers } from './set-answers.ts';
import { speedAnswers } from './speed-answers.ts';

export const algebraAnswers: IndependentAnswers = {
  ...linearEquationsAnswers,
  ...factoringAnswers,
  ...inequalityAnswers,
  ...absoluteValueAnswers,
  ...polynomialAnswers,
  ...quadraticAnswers,
  ...mixtureAnswers,
  ...speedAnswers,
  ...setAnswers,
  ...functionAnswers,
};
