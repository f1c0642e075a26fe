import type { IndependentAnswers } from './independent-answer.ts';

export const dataAndGeometryAnswers: IndependentAnswers = {};
