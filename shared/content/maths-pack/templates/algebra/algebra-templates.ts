import type { QuestionTemplate } from '../../template.ts';
import { linearEquations } from './linear-equations.ts';

export const algebraTemplates: readonly QuestionTemplate[] = [...linearEquations];
