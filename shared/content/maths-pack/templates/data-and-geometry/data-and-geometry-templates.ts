import type { QuestionTemplate } from '../../template.ts';

export const dataAndGeometryTemplates: readonly QuestionTemplate[] = [];
