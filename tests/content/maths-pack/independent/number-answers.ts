import { ageAndWorkAnswers } from './age-and-work-answers.ts';
import { fractionAnswers } from './fraction-answers.ts';
import type { IndependentAnswers } from './independent-answer.ts';
import { integerAnswers } from './integer-answers.ts';
import { powerAnswers } from './power-answers.ts';
import { proportionAnswers } from './proportion-answers.ts';

export const numberAnswers: IndependentAnswers = {
  ...integerAnswers,
  ...fractionAnswers,
  ...powerAnswers,
  ...proportionAnswers,
  ...ageAndWorkAnswers,
};
