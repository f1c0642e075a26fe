import { createSketch, type SketchPoint } from '../../figure-drawing.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { lengthIs } from './geometry-notation.ts';
import { countOption } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.003';

const rhombusPerimeter: QuestionTemplate = {
  key: 'rhombus-perimeter-from-diagonals',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const [m = 3, n = 4, side = 5] = random.pick([
      [3, 4, 5],
      [6, 8, 10],
      [9, 12, 15],
      [12, 16, 20],
      [15, 20, 25],
      [5, 12, 13],
      [10, 24, 26],
      [15, 36, 39],
      [8, 15, 17],
      [7, 24, 25],
      [20, 21, 29],
    ]);
    const isLyingDown = random.int(0, 1) === 1;
    const [ac, bd] = isLyingDown ? [2 * n, 2 * m] : [2 * m, 2 * n];
    const [a, b, c, d, middle]: [SketchPoint, SketchPoint, SketchPoint, SketchPoint, SketchPoint] = [
      [-ac / 2, 0],
      [0, -bd / 2],
      [ac / 2, 0],
      [0, bd / 2],
      [0, 0],
    ];
    const sketch = createSketch();
    sketch.polygon([a, b, c, d]);
    sketch.line([a, c], true);
    sketch.line([b, d], true);
    sketch.rightAngle(middle, c, d);
    sketch.pointLabel(a, 'A', middle);
    sketch.pointLabel(b, 'B', middle);
    sketch.pointLabel(c, 'C', middle);
    sketch.pointLabel(d, 'D', middle);
    return {
      form: 'single_choice',
      parameters: { ac, bd },
      stem: {
        tr: `ABCD eşkenar dörtgeninin köşegenleri ${lengthIs('AC', ac).tr} ve ${lengthIs('BD', bd).tr} olduğuna göre, dörtgenin çevresi kaç santimetredir?`,
        en: `The diagonals of the rhombus ABCD are ${lengthIs('AC', ac).en} and ${lengthIs('BD', bd).en}. How many centimetres is its perimeter?`,
      },
      figure: sketch.finish({
        tr: `Köşegenleri dik kesişen ABCD eşkenar dörtgeni; köşegenler AC ${ac} cm, BD ${bd} cm.`,
        en: `Rhombus ABCD whose diagonals cross at a right angle; diagonals AC ${ac} cm, BD ${bd} cm.`,
      }),
      answer: countOption(4 * side),
      wrong: [
        { ...countOption(8 * side), misconception: 'diagonals_not_halved' },
        { ...countOption((ac * bd) / 2), misconception: 'area_for_perimeter' },
        { ...countOption(2 * (ac + bd)), misconception: 'diagonals_taken_as_sides' },
        { ...countOption(side), misconception: 'stopped_too_early' },
        { ...countOption(ac + bd), misconception: 'squares_dropped_in_pythagoras' },
        { ...countOption(2 * side), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Eşkenar dörtgende köşegenler birbirini dik ortalar: yarıları ${inline(String(ac / 2))} cm ve ${inline(String(bd / 2))} cm.`,
          en: `The diagonals of a rhombus bisect each other at right angles: their halves are ${inline(String(ac / 2))} cm and ${inline(String(bd / 2))} cm.`,
        },
        {
          tr: `Bir kenar: ${inline(`\\sqrt{${ac / 2}^{2} + ${bd / 2}^{2}} = ${side}`)} cm.`,
          en: `One side: ${inline(`\\sqrt{${ac / 2}^{2} + ${bd / 2}^{2}} = ${side}`)} cm.`,
        },
        {
          tr: `Çevre: ${inline(`4 \\cdot ${side} = ${4 * side}`)} cm.`,
          en: `Perimeter: ${inline(`4 \\cdot ${side} = ${4 * side}`)} cm.`,
        },
      ],
      hints: [
        {
          tr: 'Köşegenler eşkenar dörtgeni dört eş dik üçgene ayırır.',
          en: 'The diagonals split a rhombus into four equal right triangles.',
        },
        {
          tr: 'Bu üçgenlerin dik kenarları köşegenlerin yarısıdır.',
          en: 'The legs of these triangles are half the diagonals.',
        },
      ],
    };
  },
};

const triangleInRectangle: QuestionTemplate = {
  key: 'rectangle-triangle-inside',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    const width = random.int(8, 16);
    const height = random.int(6, 12);
    const be = random.int(2, height - 2);
    const df = random.int(2, width - 2);
    const corners = [width * be, (height - be) * (width - df), df * height];
    const [nearB = 0, nearC = 0, nearD = 0] = corners.map((doubled) => doubled / 2);
    const total = width * height;
    const area = total - nearB - nearC - nearD;
    if (!corners.every((doubled) => doubled % 2 === 0) || be * 2 === height || df * 2 === width) return null;
    const [a, b, c, d, e, f]: [SketchPoint, SketchPoint, SketchPoint, SketchPoint, SketchPoint, SketchPoint] = [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
      [width, be],
      [df, height],
    ];
    const middle: SketchPoint = [width / 2, height / 2];
    const sketch = createSketch();
    sketch.polygon([a, b, c, d]);
    sketch.polygon([a, e, f], true);
    sketch.pointLabel(a, 'A', middle);
    sketch.pointLabel(b, 'B', middle);
    sketch.pointLabel(c, 'C', middle);
    sketch.pointLabel(d, 'D', middle);
    sketch.pointLabel(e, 'E', [0, be]);
    sketch.pointLabel(f, 'F', [df, 0]);
    sketch.sideLabel(a, b, String(width), middle);
    sketch.sideLabel(a, d, String(height), middle);
    sketch.sideLabel(b, e, String(be), middle);
    sketch.sideLabel(d, f, String(df), middle);
    return {
      form: 'numeric',
      parameters: { width, height, be, df },
      stem: {
        tr: `ABCD dikdörtgeninde E noktası ${inline('[BC]')}, F noktası ${inline('[CD]')} üzerindedir. ${lengthIs('AB', width).tr}, ${lengthIs('AD', height).tr}, ${lengthIs('BE', be).tr} ve ${lengthIs('DF', df).tr} olduğuna göre, boyalı AEF üçgeninin alanı kaç santimetrekaredir?`,
        en: `In rectangle ABCD the point E lies on BC and F on CD. Given ${lengthIs('AB', width).en}, ${lengthIs('AD', height).en}, ${lengthIs('BE', be).en} and ${lengthIs('DF', df).en}, how many square centimetres is the area of the shaded triangle AEF?`,
      },
      figure: sketch.finish({
        tr: `ABCD dikdörtgeni: AB ${width} cm, AD ${height} cm. E, BC kenarında B'ye ${be} cm; F, CD kenarında D'ye ${df} cm uzaklıkta. AEF üçgeni boyalı.`,
        en: `Rectangle ABCD: AB ${width} cm, AD ${height} cm. E is on BC, ${be} cm from B; F is on CD, ${df} cm from D. Triangle AEF is shaded.`,
      }),
      answer: { value: area },
      tolerance: 0,
      unit: 'cm²',
      wrong: [
        { value: total / 2, misconception: 'half_of_rectangle_assumed' },
        { value: area + nearC, misconception: 'corner_triangle_forgotten' },
        { value: area + nearB, misconception: 'corner_triangle_forgotten' },
        { value: area + nearD, misconception: 'corner_triangle_forgotten' },
        { value: nearB + nearC + nearD, misconception: 'complement_given' },
        { value: total - width * be - (height - be) * (width - df) - df * height, misconception: 'half_forgotten' },
        { value: total - nearB - nearD - (be * df) / 2, misconception: 'given_part_for_the_rest' },
      ],
      rationale: [
        {
          tr: `Dikdörtgenin alanı: ${inline(`${width} \\cdot ${height} = ${total}`)}.`,
          en: `Area of the rectangle: ${inline(`${width} \\cdot ${height} = ${total}`)}.`,
        },
        {
          tr: `Kalan parçalar: ${lengthIs('EC', `${height} - ${be} = ${height - be}`).tr} ve ${lengthIs('CF', `${width} - ${df} = ${width - df}`).tr}.`,
          en: `The remaining parts: ${lengthIs('EC', `${height} - ${be} = ${height - be}`).en} and ${lengthIs('CF', `${width} - ${df} = ${width - df}`).en}.`,
        },
        {
          tr: `ABE, ECF ve ADF dik üçgenlerinin alanları: ${inline(`\\frac{${width} \\cdot ${be}}{2} = ${nearB}`)}, ${inline(`\\frac{${height - be} \\cdot ${width - df}}{2} = ${nearC}`)}, ${inline(`\\frac{${height} \\cdot ${df}}{2} = ${nearD}`)}.`,
          en: `Areas of the right triangles ABE, ECF and ADF: ${inline(`\\frac{${width} \\cdot ${be}}{2} = ${nearB}`)}, ${inline(`\\frac{${height - be} \\cdot ${width - df}}{2} = ${nearC}`)}, ${inline(`\\frac{${height} \\cdot ${df}}{2} = ${nearD}`)}.`,
        },
        {
          tr: `Boyalı alan: ${inline(`${total} - ${nearB} - ${nearC} - ${nearD} = ${area}`)}.`,
          en: `Shaded area: ${inline(`${total} - ${nearB} - ${nearC} - ${nearD} = ${area}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Boyalı üçgenin alanını doğrudan bulmak zor; boyalı olmayan parçalara bak.',
          en: 'The shaded triangle is hard to measure directly; look at the parts that are not shaded.',
        },
        {
          tr: 'Boyalı olmayan üç parça da dik üçgendir.',
          en: 'All three parts that are not shaded are right triangles.',
        },
        {
          tr: 'Köşe C için önce EC ve CF uzunluklarını bul.',
          en: 'For the corner C find the lengths EC and CF first.',
        },
      ],
    };
  },
};

export const quadrilateralParts: readonly QuestionTemplate[] = [rhombusPerimeter, triangleInRectangle];
