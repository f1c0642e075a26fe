import type { QuestionTemplate } from '../../template.ts';

export const numberTemplates: readonly QuestionTemplate[] = [];
