import type { QuestionTemplate } from '../../template.ts';
import { angles } from './angles.ts';
import { arrangements } from './arrangements.ts';
import { clockAngles } from './clock-angles.ts';
import { combinedEvents } from './combined-events.ts';
import { counting } from './counting.ts';
import { parallelLineAngles } from './parallel-line-angles.ts';
import { probability } from './probability.ts';
import { statistics } from './statistics.ts';
import { statisticsOfGroups } from './statistics-of-groups.ts';
import { triangleRelations } from './triangle-relations.ts';
import { triangles } from './triangles.ts';

export const dataAndGeometryTemplates: readonly QuestionTemplate[] = [
  ...counting,
  ...arrangements,
  ...probability,
  ...combinedEvents,
  ...statistics,
  ...statisticsOfGroups,
  ...angles,
  ...parallelLineAngles,
  ...clockAngles,
  ...triangles,
  ...triangleRelations,
];
