import type { IndependentAnswers } from './independent-answer.ts';
import { linearEquationsAnswers } from './linear-equations-answers.ts';

export const algebraAnswers: IndependentAnswers = { ...linearEquationsAnswers };
