import { angleAndTriangleAnswers } from './angle-and-triangle-answers.ts';
import { coordinateAnswers } from './coordinate-answers.ts';
import { countingAnswers } from './counting-answers.ts';
import type { IndependentAnswers } from './independent-answer.ts';
import { planeFigureAnswers } from './plane-figure-answers.ts';
import { probabilityAnswers } from './probability-answers.ts';
import { statisticsAnswers } from './statistics-answers.ts';

export const dataAndGeometryAnswers: IndependentAnswers = {
  ...countingAnswers,
  ...probabilityAnswers,
  ...statisticsAnswers,
  ...angleAndTriangleAnswers,
  ...planeFigureAnswers,
  ...coordinateAnswers,
};
