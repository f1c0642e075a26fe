import type { QuestionTemplate } from '../../template.ts';
import { absoluteValueEquations } from './absolute-value-equations.ts';
import { absoluteValueRanges } from './absolute-value-ranges.ts';
import { factoring } from './factoring.ts';
import { factoringPolynomials } from './factoring-polynomials.ts';
import { functionReasoning } from './function-reasoning.ts';
import { functions } from './functions.ts';
import { inequalities } from './inequalities.ts';
import { inequalitySquareRange } from './inequality-square-range.ts';
import { linearEquationStory } from './linear-equation-story.ts';
import { linearEquations } from './linear-equations.ts';
import { mixtureChanges } from './mixture-changes.ts';
import { mixtures } from './mixtures.ts';
import { polynomialUnknownCoefficients } from './polynomial-unknown-coefficients.ts';
import { polynomials } from './polynomials.ts';
import { quadraticApplications } from './quadratic-applications.ts';
import { quadraticEquations } from './quadratic-equations.ts';
import { setMembership } from './set-membership.ts';
import { setSurveys } from './set-surveys.ts';
import { sets } from './sets.ts';
import { speedJourneys } from './speed-journeys.ts';
import { speeds } from './speeds.ts';

export const algebraTemplates: readonly QuestionTemplate[] = [
  ...linearEquations,
  ...linearEquationStory,
  ...factoring,
  ...factoringPolynomials,
  ...inequalities,
  ...inequalitySquareRange,
  ...absoluteValueEquations,
  ...absoluteValueRanges,
  ...polynomials,
  ...polynomialUnknownCoefficients,
  ...quadraticEquations,
  ...quadraticApplications,
  ...mixtures,
  ...mixtureChanges,
  ...speeds,
  ...speedJourneys,
  ...sets,
  ...setSurveys,
  ...setMembership,
  ...functions,
  ...functionReasoning,
];
