import type { IndependentAnswers } from './independent-answer.ts';

export const numberAnswers: IndependentAnswers = {};
