import type { QuestionTemplate } from '../../template.ts';
import { analyticLineTriangles } from './analytic-line-triangles.ts';
import { analyticLines } from './analytic-lines.ts';
import { analyticPoints } from './analytic-points.ts';
import { angles } from './angles.ts';
import { arrangements } from './arrangements.ts';
import { circleAnglesAndChords } from './circle-angles-and-chords.ts';
import { circleMeasures } from './circle-measures.ts';
import { circleSecants } from './circle-secants.ts';
import { clockAngles } from './clock-angles.ts';
import { combinedEvents } from './combined-events.ts';
import { counting } from './counting.ts';
import { parallelLineAngles } from './parallel-line-angles.ts';
import { probability } from './probability.ts';
import { quadrilateralParts } from './quadrilateral-parts.ts';
import { quadrilateralProperties } from './quadrilateral-properties.ts';
import { quadrilaterals } from './quadrilaterals.ts';
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
  ...quadrilaterals,
  ...quadrilateralParts,
  ...quadrilateralProperties,
  ...circleAnglesAndChords,
  ...circleMeasures,
  ...circleSecants,
  ...analyticPoints,
  ...analyticLines,
  ...analyticLineTriangles,
];
