import type { QuestionTemplate } from './template.ts';
import { algebraTemplates } from './templates/algebra/algebra-templates.ts';
import { dataAndGeometryTemplates } from './templates/data-and-geometry/data-and-geometry-templates.ts';
import { numberTemplates } from './templates/numbers/number-templates.ts';

/** Every template of the shipped maths pack. */
export const allTemplates: readonly QuestionTemplate[] = [
  ...numberTemplates,
  ...algebraTemplates,
  ...dataAndGeometryTemplates,
];

const templatesByKey = new Map(allTemplates.map((template) => [template.key, template]));

/** The template with this key, or undefined when the pack no longer has it. */
export function findTemplate(key: string): QuestionTemplate | undefined {
  return templatesByKey.get(key);
}
