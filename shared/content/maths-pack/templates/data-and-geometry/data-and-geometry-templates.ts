import type { QuestionTemplate } from '../../template.ts';
import { arrangements } from './arrangements.ts';
import { combinedEvents } from './combined-events.ts';
import { counting } from './counting.ts';
import { probability } from './probability.ts';

export const dataAndGeometryTemplates: readonly QuestionTemplate[] = [
  ...counting,
  ...arrangements,
  ...probability,
  ...combinedEvents,
];
