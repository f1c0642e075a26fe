import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { lineEquation, normalLine, pointLatex } from './line-notation.ts';

const topicUid = 'TR.MAT.GEO.005';

const lineThroughPoint: QuestionTemplate = {
  key: 'analytic-parallel-or-perpendicular-line',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 65,
  generate(random) {
    const isPerpendicular = random.int(0, 1);
    const [a, b] = [random.int(1, 5), random.nonZeroInt(-5, 5)];
    const c = random.nonZeroInt(-9, 9);
    const [p, q] = [random.nonZeroInt(-5, 5), random.nonZeroInt(-5, 5)];
    const given = normalLine(a, b, c);
    // Coefficients of x and y of a parallel and of a perpendicular line.
    const [parallel, perpendicular]: [[number, number], [number, number]] = [
      [a, b],
      [b, -a],
    ];
    const [right, other] = isPerpendicular === 1 ? [perpendicular, parallel] : [parallel, perpendicular];
    const through = ([u, v]: readonly [number, number], x: number, y: number) => normalLine(u, v, -(u * x + v * y));
    const answer = through(right, p, q);
    const option = (line: readonly [number, number, number]) => ({ text: inline(lineEquation(line)), value: line });
    if (Math.abs(a) === Math.abs(b) || a * p + b * q + c === 0 || given[0] !== a || Math.abs(answer[2]) > 40)
      return null;
    const [rightA, rightB] = right;
    const slope = (numerator: number, denominator: number) => {
      const isNegative = numerator * denominator < 0;
      const [top, bottom] = [Math.abs(numerator), Math.abs(denominator)];
      return `${isNegative ? '-' : ''}${bottom === 1 ? top : `\\frac{${top}}{${bottom}}`}`;
    };
    const point = inline(pointLatex([p, q]));
    return {
      form: 'single_choice',
      parameters: { isPerpendicular, a, b, c, p, q },
      stem: {
        tr: `${point} noktasından geçen ve ${inline(lineEquation(given))} doğrusuna ${isPerpendicular === 1 ? 'dik' : 'paralel'} olan doğrunun denklemi aşağıdakilerden hangisidir?`,
        en: `Which equation belongs to the line through ${point} that is ${isPerpendicular === 1 ? 'perpendicular' : 'parallel'} to the line ${inline(lineEquation(given))}?`,
      },
      answer: option(answer),
      wrong: [
        { ...option(through(other, p, q)), misconception: 'parallel_and_perpendicular_swapped' },
        { ...option(through([rightA, -rightB], p, q)), misconception: 'slope_sign_wrong' },
        { ...option(through(right, -p, -q)), misconception: 'sign_slip' },
        { ...option(through(right, q, p)), misconception: 'coordinates_swapped' },
        { ...option(normalLine(rightA, rightB, c)), misconception: 'constant_kept' },
        { ...option(through([rightB, rightA], p, q)), misconception: 'coefficients_swapped' },
      ],
      rationale: [
        {
          tr: `Verilen doğrunun eğimi: ${inline(slope(-a, b))}.`,
          en: `Slope of the given line: ${inline(slope(-a, b))}.`,
        },
        isPerpendicular === 1
          ? {
              tr: `Dik doğruların eğimleri çarpımı ${inline('-1')} olduğundan istenen eğim: ${inline(slope(b, a))}.`,
              en: `Slopes of perpendicular lines multiply to ${inline('-1')}, so the slope wanted is ${inline(slope(b, a))}.`,
            }
          : {
              tr: `Paralel doğruların eğimleri eşittir; istenen eğim de ${inline(slope(-a, b))} olur.`,
              en: `Parallel lines have equal slopes, so the slope wanted is ${inline(slope(-a, b))} too.`,
            },
        {
          tr: `Noktanın koordinatları yerine yazılırsa ${inline(lineEquation(answer))} bulunur.`,
          en: `Putting in the coordinates of the point gives ${inline(lineEquation(answer))}.`,
        },
      ],
      hints: [
        {
          tr: 'Önce verilen doğrunun eğimini bul.',
          en: 'Find the slope of the given line first.',
        },
        isPerpendicular === 1
          ? {
              tr: `Dik doğrularda eğimlerin çarpımı ${inline('-1')} olur.`,
              en: `For perpendicular lines the slopes multiply to ${inline('-1')}.`,
            }
          : { tr: 'Paralel doğruların eğimleri eşittir.', en: 'Parallel lines have the same slope.' },
        {
          tr: 'Eğimi ve verilen noktayı kullanarak denklemi yaz.',
          en: 'Write the equation from the slope and the given point.',
        },
      ],
    };
  },
};

export const analyticLines: readonly QuestionTemplate[] = [lineThroughPoint];
