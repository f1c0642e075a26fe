import type { QuestionTemplate } from '../../template.ts';
import { ageProblems } from './age-problems.ts';
import { agePuzzles } from './age-puzzles.ts';
import { basicOperations } from './basic-operations.ts';
import { divisibility } from './divisibility.ts';
import { divisibilityStories } from './divisibility-stories.ts';
import { exponents } from './exponents.ts';
import { fractionStories } from './fraction-stories.ts';
import { fractions } from './fractions.ts';
import { numberPuzzles } from './number-puzzles.ts';
import { percent } from './percent.ts';
import { percentTrade } from './percent-trade.ts';
import { powerPuzzles } from './power-puzzles.ts';
import { ratio } from './ratio.ts';
import { ratioChains } from './ratio-chains.ts';
import { rootRules } from './root-rules.ts';
import { roots } from './roots.ts';
import { workProblems } from './work-problems.ts';
import { workPuzzles } from './work-puzzles.ts';

export const numberTemplates: readonly QuestionTemplate[] = [
  ...basicOperations,
  ...numberPuzzles,
  ...divisibility,
  ...divisibilityStories,
  ...fractions,
  ...fractionStories,
  ...exponents,
  ...powerPuzzles,
  ...roots,
  ...rootRules,
  ...ratio,
  ...ratioChains,
  ...percent,
  ...percentTrade,
  ...ageProblems,
  ...agePuzzles,
  ...workProblems,
  ...workPuzzles,
];
