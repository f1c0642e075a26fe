import { countingAnswers } from './counting-answers.ts';
import type { IndependentAnswers } from './independent-answer.ts';
import { probabilityAnswers } from './probability-answers.ts';

export const dataAndGeometryAnswers: IndependentAnswers = {
  ...countingAnswers,
  ...probabilityAnswers,
};
