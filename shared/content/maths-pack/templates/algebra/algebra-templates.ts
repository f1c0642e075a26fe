import type { QuestionTemplate } from '../../template.ts';
import { linearEquationStory } from './linear-equation-story.ts';
import { linearEquations } from './linear-equations.ts';

export const algebraTemplates: readonly QuestionTemplate[] = [...linearEquations, ...linearEquationStory];
