import { createSketch, type SketchPoint } from '../../figure-drawing.ts';
import { inline, signed } from '../../math-notation.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { OptionDraft, QuestionTemplate } from '../../template.ts';
import { drawAxes, plainPoint } from './coordinate-sketch.ts';
import { linearForm, pointLatex } from './line-notation.ts';

const topicUid = 'TR.MAT.GEO.005';

const distance: QuestionTemplate = {
  key: 'analytic-distance-of-points',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const [across = 3, up = 4, length = 5] = random.pick([
      [3, 4, 5],
      [4, 3, 5],
      [6, 8, 10],
      [8, 6, 10],
      [5, 12, 13],
      [12, 5, 13],
      [9, 12, 15],
      [12, 9, 15],
    ]);
    const x1 = random.nonZeroInt(-6, 4);
    const y1 = random.nonZeroInt(-6, 4);
    const x2 = x1 + across * random.pick([1, -1]);
    const y2 = y1 + up * random.pick([1, -1]);
    if (x2 === 0 || y2 === 0) return null;
    const [a, b]: [SketchPoint, SketchPoint] = [
      [x1, y1],
      [x2, y2],
    ];
    const sketch = createSketch();
    sketch.line([a, b]);
    sketch.dot(a);
    sketch.dot(b);
    drawAxes(sketch, [a, b]);
    sketch.pointLabel(a, `A${plainPoint(a)}`, b);
    sketch.pointLabel(b, `B${plainPoint(b)}`, a);
    const [dx, dy] = [x2 - x1, y2 - y1];
    return {
      form: 'single_choice',
      parameters: { x1, y1, x2, y2 },
      stem: {
        tr: `Dik koordinat düzleminde ${inline(`A${pointLatex(a)}`)} ve ${inline(`B${pointLatex(b)}`)} noktaları arasındaki uzaklık kaç birimdir?`,
        en: `What is the distance, in units, between the points ${inline(`A${pointLatex(a)}`)} and ${inline(`B${pointLatex(b)}`)} of the coordinate plane?`,
      },
      figure: sketch.finish({
        tr: `Koordinat düzleminde A${plainPoint(a)} ve B${plainPoint(b)} noktaları bir doğru parçasıyla birleştirilmiş.`,
        en: `The points A${plainPoint(a)} and B${plainPoint(b)} of the coordinate plane, joined by a segment.`,
      }),
      answer: rootOption(length * length),
      wrong: [
        { ...rootOption((Math.abs(dx) + Math.abs(dy)) ** 2), misconception: 'differences_added' },
        { ...rootOption((x1 + x2) ** 2 + (y1 + y2) ** 2), misconception: 'coordinates_added' },
        { ...rootOption(length ** 4), misconception: 'root_not_taken_in_pythagoras' },
        { ...rootOption(Math.abs(dx * dx - dy * dy)), misconception: 'squares_subtracted' },
        { ...rootOption(Math.max(Math.abs(dx), Math.abs(dy)) ** 2), misconception: 'one_direction_only' },
        { ...rootOption(Math.min(Math.abs(dx), Math.abs(dy)) ** 2), misconception: 'one_direction_only' },
      ],
      rationale: [
        {
          tr: `Farklar: ${inline(`${x2} - ${bracketed(x1)} = ${dx}`)} ve ${inline(`${y2} - ${bracketed(y1)} = ${dy}`)}.`,
          en: `Differences: ${inline(`${x2} - ${bracketed(x1)} = ${dx}`)} and ${inline(`${y2} - ${bracketed(y1)} = ${dy}`)}.`,
        },
        {
          tr: `Uzaklık: ${inline(`\\sqrt{${bracketed(dx)}^{2} + ${bracketed(dy)}^{2}} = \\sqrt{${length * length}} = ${length}`)}.`,
          en: `Distance: ${inline(`\\sqrt{${bracketed(dx)}^{2} + ${bracketed(dy)}^{2}} = \\sqrt{${length * length}} = ${length}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'İki nokta arasındaki uzaklık, eksenlere paralel kenarları olan bir dik üçgenin hipotenüsüdür.',
          en: 'The distance is the hypotenuse of a right triangle with sides parallel to the axes.',
        },
        {
          tr: 'Apsislerin farkı ile ordinatların farkı bu üçgenin dik kenarlarıdır; negatif sayıyı çıkarırken işarete dikkat et.',
          en: 'The differences of the coordinates are its legs; mind the sign when subtracting a negative number.',
        },
      ],
    };
  },
};

const onOneLine: QuestionTemplate = {
  key: 'analytic-three-points-on-a-line',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const [x1, y1] = [random.int(-5, 4), random.int(-5, 5)];
    const [stepX, stepY] = [random.int(1, 4), random.nonZeroInt(-4, 4)];
    const [first, second] = [random.int(1, 2), random.int(3, 4)];
    const missedBy = random.pick([0, 0, 0, 1, -1, 2]);
    const [x2, y2] = [x1 + first * stepX, y1 + first * stepY];
    const [x3, y3] = [x1 + second * stepX, y1 + second * stepY + missedBy];
    const isTrue = missedBy === 0;
    const [a, b, c] = [
      [x1, y1],
      [x2, y2],
      [x3, y3],
    ].map((point) => pointLatex(point as [number, number]));
    const [riseAB, runAB, riseBC, runBC] = [y2 - y1, x2 - x1, y3 - y2, x3 - x2];
    return {
      form: 'true_false',
      parameters: { x1, y1, x2, y2, x3, y3 },
      stem: {
        tr: `Dik koordinat düzleminde ${inline(`A${a}`)}, ${inline(`B${b}`)} ve ${inline(`C${c}`)} noktaları doğrusaldır. Bu ifade doğru mudur?`,
        en: `The points ${inline(`A${a}`)}, ${inline(`B${b}`)} and ${inline(`C${c}`)} of the coordinate plane lie on one line. Is this statement true?`,
      },
      isTrue,
      misconception: isTrue ? 'collinear_needs_equal_steps' : 'collinear_by_eye',
      rationale: [
        {
          tr: `AB doğrusunun eğimi: ${inline(`\\frac{${y2} - ${bracketed(y1)}}{${x2} - ${bracketed(x1)}} = \\frac{${riseAB}}{${runAB}}`)}.`,
          en: `Slope of the line AB: ${inline(`\\frac{${y2} - ${bracketed(y1)}}{${x2} - ${bracketed(x1)}} = \\frac{${riseAB}}{${runAB}}`)}.`,
        },
        {
          tr: `BC doğrusunun eğimi: ${inline(`\\frac{${y3} - ${bracketed(y2)}}{${x3} - ${bracketed(x2)}} = \\frac{${riseBC}}{${runBC}}`)}.`,
          en: `Slope of the line BC: ${inline(`\\frac{${y3} - ${bracketed(y2)}}{${x3} - ${bracketed(x2)}} = \\frac{${riseBC}}{${runBC}}`)}.`,
        },
        isTrue
          ? { tr: 'Eğimler eşit olduğundan ifade doğrudur.', en: 'The slopes are equal, so the statement is true.' }
          : {
              tr: 'Eğimler farklı olduğundan ifade yanlıştır.',
              en: 'The slopes differ, so the statement is false.',
            },
      ],
      hints: [
        {
          tr: 'Üç nokta doğrusalsa hangi iki nokta alınırsa alınsın eğim aynı çıkar.',
          en: 'If three points lie on one line, any two of them give the same slope.',
        },
        {
          tr: 'AB ve BC doğrularının eğimlerini karşılaştır.',
          en: 'Compare the slopes of AB and BC.',
        },
      ],
    };
  },
};

const pointsOnLine: QuestionTemplate = {
  key: 'analytic-which-points-on-line',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 45,
  generate(random) {
    const m = random.nonZeroInt(-4, 4);
    const n = random.nonZeroInt(-6, 6);
    const [u = 1, w = 2, t = -1, ...others] = random.shuffle([-4, -3, -2, -1, 1, 2, 3, 4, 5]);
    const at = (x: number): [number, number] => [x, m * x + n];
    const [first, ...more] = [u, ...others].slice(0, random.int(1, 3)).map(at);
    if (first === undefined) return null;
    const right = [first, ...more];
    const [wx, wy] = at(w);
    const candidates: { point: [number, number]; misconception?: MisconceptionKey }[] = [
      ...right.map((point) => ({ point })),
      { point: [wy, wx], misconception: 'coordinates_swapped' },
      { point: [t, m * t - n], misconception: 'sign_slip' },
      { point: [u, m * u], misconception: 'constants_dropped' },
    ];
    const isOn = ([x, y]: [number, number]) => y === m * x + n;
    if (candidates.some(({ point, misconception }) => isOn(point) === (misconception !== undefined))) return null;
    if (candidates.some(({ point: [x, y] }) => Math.abs(x) > 25 || Math.abs(y) > 25)) return null;
    const drawn = candidates.flatMap(({ point: [x, y] }, index) => [
      [`x${index}`, x],
      [`y${index}`, y],
    ]);
    const equation = `y = ${linearForm(m, n)}`;
    const [x, y] = first;
    const product = m === 1 || m === -1 ? `${m === 1 ? '' : '-'}${bracketed(x)}` : `${m} \\cdot ${bracketed(x)}`;
    const check = inline(`${product} ${signed(n)} = ${y}`);
    const all = right.map((point) => inline(pointLatex(point))).join(', ');
    return {
      form: 'multiple_answers',
      parameters: { m, n, count: candidates.length, ...Object.fromEntries(drawn) },
      stem: {
        tr: `Aşağıdaki noktalardan hangileri ${inline(equation)} doğrusu üzerindedir?`,
        en: `Which of these points lie on the line ${inline(equation)}?`,
      },
      options: candidates.map(({ point, misconception }) => ({
        text: inline(pointLatex(point)),
        value: point.join(','),
        isRight: misconception === undefined,
        ...(misconception === undefined ? {} : { misconception }),
      })),
      rationale: [
        {
          tr: `Noktanın apsisi denklemde yerine yazılır; sonuç ordinata eşitse nokta doğrunun üzerindedir. Örneğin ${inline(pointLatex(first))} için ${check}.`,
          en: `Put the first coordinate into the equation; the point is on the line if the second one comes out. For ${inline(pointLatex(first))}: ${check}.`,
        },
        right.length === 1
          ? {
              tr: `Öbür noktalar denklemi sağlamaz; doğru yanıt yalnızca ${all}.`,
              en: `The other points do not satisfy the equation; the only one is ${all}.`,
            }
          : {
              tr: `Denklemi sağlayan noktalar: ${all}. Öbürleri sağlamaz.`,
              en: `The points that satisfy the equation: ${all}. The others do not.`,
            },
      ],
      hints: [
        {
          tr: 'Bir nokta doğrunun üzerindeyse koordinatları denklemi sağlar.',
          en: 'If a point lies on the line, its coordinates satisfy the equation.',
        },
        {
          tr: `İlk sayı ${inline('x')}, ikinci sayı ${inline('y')} yerine yazılır.`,
          en: `The first number goes in for ${inline('x')}, the second for ${inline('y')}.`,
        },
      ],
    };
  },
};

/** The square root of a whole number in simplest form. */
function rootOption(square: number): OptionDraft {
  if (square === 0) return { text: '', value: Number.NaN };
  let outside = 1;
  let inside = square;
  for (let factor = 2; factor * factor <= inside; factor += 1) {
    while (inside % (factor * factor) === 0) {
      outside *= factor;
      inside /= factor * factor;
    }
  }
  const root = inside === 1 ? '' : `\\sqrt{${inside}}`;
  return {
    text: inline(root === '' ? String(outside) : `${outside === 1 ? '' : outside}${root}`),
    value: Math.sqrt(square),
  };
}

function bracketed(number: number): string {
  return number < 0 ? `(${number})` : String(number);
}

export const analyticPoints: readonly QuestionTemplate[] = [distance, onOneLine, pointsOnLine];
