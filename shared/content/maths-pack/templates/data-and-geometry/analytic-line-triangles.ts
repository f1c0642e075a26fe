import { createSketch, type SketchPoint } from '../../figure-drawing.ts';
import { inline, signedTerm, term } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { drawAxes } from './coordinate-sketch.ts';
import { linearForm, pointLatex } from './line-notation.ts';
import { countOption } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.005';

const triangleWithAxes: QuestionTemplate = {
  key: 'analytic-triangle-with-axes',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const a = random.int(1, 6);
    const b = random.int(1, 6) * random.pick([1, -1]);
    const x = random.int(2, 12);
    const c = a * x;
    const y = c / b;
    if (!Number.isInteger(y) || Math.abs(y) < 2 || Math.abs(y) > 14 || (x * y) % 2 !== 0) return null;
    if (Math.abs(x / y) > 3 || Math.abs(y / x) > 2) return null;
    const area = Math.abs(x * y) / 2;
    const [origin, foot, top]: [SketchPoint, SketchPoint, SketchPoint] = [
      [0, 0],
      [x, 0],
      [0, y],
    ];
    const beyond = (from: SketchPoint, to: SketchPoint): SketchPoint => [
      to[0] + (to[0] - from[0]) * 0.2,
      to[1] + (to[1] - from[1]) * 0.2,
    ];
    const ends = [beyond(top, foot), beyond(foot, top)];
    const sketch = createSketch();
    sketch.polygon([origin, foot, top], true);
    sketch.line(ends);
    drawAxes(sketch, ends);
    sketch.pointLabel(ends[0] ?? foot, 'd', top);
    const equation = `${term(a, 'x')} ${signedTerm(b, 'y')} = ${c}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem: {
        tr: `Denklemi ${inline(equation)} olan d doğrusu ile koordinat eksenleri arasında kalan boyalı üçgenin alanı kaç birimkaredir?`,
        en: `The line d has the equation ${inline(equation)}. How many square units is the area of the shaded triangle between the line and the coordinate axes?`,
      },
      figure: sketch.finish({
        tr: `Koordinat düzleminde iki ekseni kesen d doğrusu; doğru ile eksenler arasındaki üçgen boyalı. Doğrunun denklemi ${plainEquation(equation)}.`,
        en: `A line d that crosses both axes of the coordinate plane; the triangle between line and axes is shaded. Its equation is ${plainEquation(equation)}.`,
      }),
      answer: countOption(area),
      wrong: [
        { ...countOption(2 * area), misconception: 'half_forgotten' },
        { ...countOption(Math.abs(a * b) / 2), misconception: 'coefficients_as_intercepts' },
        { ...countOption((c * c) / 2), misconception: 'constant_as_both_intercepts' },
        { ...countOption(Math.abs(a * b)), misconception: 'coefficients_as_intercepts' },
        { ...countOption(Math.abs(x) + Math.abs(y)), misconception: 'intercepts_added' },
        { ...countOption((Math.abs(c) * Math.abs(y)) / 2), misconception: 'constant_as_both_intercepts' },
        { ...countOption(area / 2), misconception: 'arithmetic_slip' },
      ],
      rationale: [
        {
          tr: `${inline('y = 0')} için ${inline(`x = ${x}`)}; doğru x eksenini ${inline(pointLatex([x, 0]))} noktasında keser.`,
          en: `For ${inline('y = 0')}, ${inline(`x = ${x}`)}: the line meets the x axis at ${inline(pointLatex([x, 0]))}.`,
        },
        {
          tr: `${inline('x = 0')} için ${inline(`y = ${y}`)}; doğru y eksenini ${inline(pointLatex([0, y]))} noktasında keser.`,
          en: `For ${inline('x = 0')}, ${inline(`y = ${y}`)}: the line meets the y axis at ${inline(pointLatex([0, y]))}.`,
        },
        {
          tr: `Alan: ${inline(`\\frac{${x} \\cdot ${Math.abs(y)}}{2} = ${area}`)} birimkare.`,
          en: `Area: ${inline(`\\frac{${x} \\cdot ${Math.abs(y)}}{2} = ${area}`)} square units.`,
        },
      ],
      hints: [
        {
          tr: 'Üçgenin iki kenarı eksenlerin üzerindedir; köşeleri bul.',
          en: 'Two sides of the triangle lie on the axes; find its corners.',
        },
        {
          tr: `Doğrunun eksenleri kestiği noktalar için önce ${inline('y = 0')}, sonra ${inline('x = 0')} yaz.`,
          en: `For the points on the axes put ${inline('y = 0')} first and then ${inline('x = 0')}.`,
        },
      ],
    };
  },
};

const triangleBetweenLines: QuestionTemplate = {
  key: 'analytic-triangle-between-lines',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 100,
  generate(random) {
    const rising = random.int(1, 5);
    const falling = random.int(1, 5);
    const k = random.int(1, 4);
    const left = random.int(-11, 5);
    // Chosen so that both lines pass through a whole point above the x axis.
    const apexX = left + falling * k;
    const apexY = rising * falling * k;
    const right = apexX + rising * k;
    const area = ((right - left) * apexY) / 2;
    if (rising === falling || apexY > 20 || right - left < 4 || !Number.isInteger(area) || left === 0 || right === 0) {
      return null;
    }
    if (apexY / (right - left) > 1.8) return null;
    const [foot, apex, end]: [SketchPoint, SketchPoint, SketchPoint] = [
      [left, 0],
      [apexX, apexY],
      [right, 0],
    ];
    const share = 0.18;
    const over = (from: SketchPoint): SketchPoint => [
      apexX + (apexX - from[0]) * share,
      apexY + (apexY - from[1]) * share,
    ];
    const sketch = createSketch();
    sketch.polygon([foot, apex, end], true);
    sketch.line([foot, over(foot)]);
    sketch.line([end, over(end)]);
    drawAxes(sketch, [foot, end, over(foot), over(end)]);
    sketch.pointLabel(over(foot), 'd₁', foot);
    sketch.pointLabel(over(end), 'd₂', end);
    const [first, second] = [linearForm(rising, -rising * left), linearForm(-falling, falling * right)];
    return {
      form: 'numeric',
      parameters: { rising, falling, firstConstant: -rising * left, secondConstant: falling * right },
      stem: {
        tr: `${inline(`d_1: y = ${first}`)} ve ${inline(`d_2: y = ${second}`)} doğruları ile x ekseninin sınırladığı boyalı üçgenin alanı kaç birimkaredir?`,
        en: `How many square units is the area of the shaded triangle bounded by the lines ${inline(`d_1: y = ${first}`)} and ${inline(`d_2: y = ${second}`)} and the x axis?`,
      },
      figure: sketch.finish({
        tr: `Koordinat düzleminde yükselen d1 ve alçalan d2 doğruları x ekseninin üstünde kesişiyor; iki doğru ile x ekseni arasındaki üçgen boyalı. d1: y = ${plainEquation(first)}, d2: y = ${plainEquation(second)}.`,
        en: `The rising line d1 and the falling line d2 meet above the x axis; the triangle between both lines and the x axis is shaded. d1: y = ${plainEquation(first)}, d2: y = ${plainEquation(second)}.`,
      }),
      answer: { value: area },
      tolerance: 0,
      wrong: [
        { value: 2 * area, misconception: 'half_forgotten' },
        { value: (Math.abs(right + left) * apexY) / 2, misconception: 'base_with_wrong_sign' },
        { value: ((right - left) * apexX) / 2, misconception: 'coordinates_swapped' },
        { value: (Math.abs(falling * right + rising * left) * Math.abs(apexX)) / 2, misconception: 'other_axis_taken' },
        { value: apexY, misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `x eksenini kestikleri noktalar (${inline('y = 0')}): ${inline(pointLatex([left, 0]))} ve ${inline(pointLatex([right, 0]))}; taban ${inline(`${right} - ${left < 0 ? `(${left})` : left} = ${right - left}`)} birim.`,
          en: `They meet the x axis (${inline('y = 0')}) at ${inline(pointLatex([left, 0]))} and ${inline(pointLatex([right, 0]))}; the base is ${inline(`${right} - ${left < 0 ? `(${left})` : left} = ${right - left}`)} units.`,
        },
        {
          tr: `Kesişim: ${inline(`${first} = ${second}`)} eşitliğinden ${inline(`x = ${apexX}`)}, ${inline(`y = ${apexY}`)}; yükseklik ${inline(String(apexY))} birim.`,
          en: `Intersection: ${inline(`${first} = ${second}`)} gives ${inline(`x = ${apexX}`)}, ${inline(`y = ${apexY}`)}; the height is ${inline(String(apexY))} units.`,
        },
        {
          tr: `Alan: ${inline(`\\frac{${right - left} \\cdot ${apexY}}{2} = ${area}`)} birimkare.`,
          en: `Area: ${inline(`\\frac{${right - left} \\cdot ${apexY}}{2} = ${area}`)} square units.`,
        },
      ],
      hints: [
        {
          tr: 'Taban x ekseni üzerindedir: doğruların bu ekseni kestiği noktaları bul.',
          en: 'The base lies on the x axis: find where the lines meet this axis.',
        },
        {
          tr: 'Yükseklik, doğruların kesiştiği noktanın ordinatıdır.',
          en: 'The height is the second coordinate of the point where the lines meet.',
        },
        {
          tr: 'Kesişim noktası için iki doğrunun denklemini eşitle.',
          en: 'For that point set the two expressions equal.',
        },
      ],
    };
  },
};

/** An equation for those who hear it: the minus sign of print. */
function plainEquation(latex: string): string {
  return latex.replaceAll('-', '−');
}

export const analyticLineTriangles: readonly QuestionTemplate[] = [triangleWithAxes, triangleBetweenLines];
