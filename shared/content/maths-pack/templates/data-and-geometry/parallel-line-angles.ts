import { createSketch, onCircle, type SketchPoint } from '../../figure-drawing.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { angleIs } from './geometry-notation.ts';
import { degrees, degreesOption } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.001';

/** The point where a ray from `from` in this direction (degrees anticlockwise) has come `drop` units lower. */
function lower(from: SketchPoint, directionDegrees: number, drop: number): SketchPoint {
  return onCircle(from, drop / Math.abs(Math.sin((directionDegrees * Math.PI) / 180)), directionDegrees);
}

const oneBend: QuestionTemplate = {
  key: 'angles-parallel-one-bend',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const opensTowardsRays = random.int(0, 1);
    // The bend lies to the right (angles at B and D acute, they add up) or to the left (all three make a full turn).
    const [first, second] = opensTowardsRays === 0 ? [random.int(26, 68), random.int(26, 68)] : [0, 0];
    const b = opensTowardsRays === 0 ? first : random.int(105, 150);
    const d = opensTowardsRays === 0 ? second : random.int(105, 150);
    const bend = opensTowardsRays === 0 ? b + d : 360 - b - d;
    if (b === d || bend < 40 || bend > 150) return null;
    const cornerB: SketchPoint = [0, 4];
    const cornerC = lower(cornerB, -b, 2);
    const cornerD = lower(cornerC, 180 + d, 2);
    const reach = Math.max(cornerB[0], cornerC[0], cornerD[0]) + 2.5;
    const [endA, endE]: [SketchPoint, SketchPoint] = [
      [reach, 4],
      [reach, 0],
    ];
    const sketch = createSketch();
    sketch.arrow(cornerB, endA);
    sketch.arrow(cornerD, endE);
    sketch.line([cornerB, cornerC, cornerD]);
    sketch.angle(cornerB, endA, cornerC, `${b}°`);
    sketch.angle(cornerD, endE, cornerC, `${d}°`);
    sketch.angle(cornerC, cornerB, cornerD, 'x');
    sketch.pointLabel(endA, 'A', [reach - 1, 4]);
    sketch.pointLabel(cornerB, 'B', [reach, 3]);
    sketch.pointLabel(cornerC, 'C', opensTowardsRays === 0 ? [-5, 2] : [reach, 2]);
    sketch.pointLabel(cornerD, 'D', [reach, 1]);
    sketch.pointLabel(endE, 'E', [reach - 1, 0]);
    const parallel = inline('[BA \\parallel [DE');
    const rightStep =
      opensTowardsRays === 0
        ? `x = ${degrees(b)} + ${degrees(d)} = ${degrees(bend)}`
        : `x = ${degrees(360)} - ${degrees(b)} - ${degrees(d)} = ${degrees(bend)}`;
    return {
      form: 'single_choice',
      parameters: { opensTowardsRays, b, d },
      stem: {
        tr: `Şekilde ${parallel}, ${angleIs('ABC', degrees(b)).tr} ve ${angleIs('CDE', degrees(d)).tr} veriliyor. Buna göre, ${angleIs('BCD', 'x').tr} kaç derecedir?`,
        en: `In the figure the rays BA and DE are parallel, ${angleIs('ABC', degrees(b)).en} and ${angleIs('CDE', degrees(d)).en}. How many degrees is ${angleIs('BCD', 'x').en}?`,
      },
      figure: sketch.finish({
        tr: `B ve D noktalarından sağa doğru birbirine paralel BA ve DE ışınları çiziliyor. B ve D noktaları, ${opensTowardsRays === 0 ? 'sağlarında' : 'sollarında'} ve iki ışının arasında bulunan C noktasıyla birleştiriliyor. ABC açısı ${b} derece, CDE açısı ${d} derece, BCD açısı x ile gösteriliyor.`,
        en: `Parallel rays BA and DE run to the right from B and D. Both points are joined to C, which lies between the rays ${opensTowardsRays === 0 ? 'to the right' : 'to the left'} of B and D. Angle ABC is ${b} degrees, angle CDE is ${d} degrees, angle BCD is marked x.`,
      }),
      answer: degreesOption(bend),
      wrong: [
        { ...degreesOption(180 - bend), misconception: 'supplement_given' },
        opensTowardsRays === 0
          ? { ...degreesOption(360 - b - d), misconception: 'rule_of_other_figure' }
          : { ...degreesOption(b + d - 180), misconception: 'rule_of_other_figure' },
        { ...degreesOption(Math.abs(b - d)), misconception: 'angles_subtracted' },
        { ...degreesOption(Math.max(b, d)), misconception: 'taken_as_alternate_angles' },
        { ...degreesOption(180 - Math.abs(b - d)), misconception: 'angles_subtracted' },
        { ...degreesOption((b + d) / 2), misconception: 'angles_averaged' },
        { ...degreesOption(Math.min(b, d)), misconception: 'taken_as_alternate_angles' },
      ],
      rationale: [
        {
          tr: `C noktasından ışınlara bir paralel çizilir; bu paralel BCD açısını iki parçaya ayırır.`,
          en: `Draw a parallel to the rays through C; it splits angle BCD into two parts.`,
        },
        opensTowardsRays === 0
          ? {
              tr: `İç ters açılardan parçalar ${inline(degrees(b))} ve ${inline(degrees(d))} olur.`,
              en: `By alternate angles the parts are ${inline(degrees(b))} and ${inline(degrees(d))}.`,
            }
          : {
              tr: `Karşı durumlu açılar bütünler olduğundan parçalar ${inline(degrees(180 - b))} ve ${inline(degrees(180 - d))} olur.`,
              en: `Co-interior angles add up to ${inline(degrees(180))}, so the parts are ${inline(degrees(180 - b))} and ${inline(degrees(180 - d))}.`,
            },
        { tr: `Buradan ${inline(rightStep)}.`, en: `So ${inline(rightStep)}.` },
      ],
      hints: [
        {
          tr: 'Kırılma noktasından, verilen ışınlara paralel bir doğru çiz.',
          en: 'Draw a line through the bend, parallel to the given rays.',
        },
        opensTowardsRays === 0
          ? {
              tr: 'Oluşan iki parçanın her biri, verilen açılardan biriyle iç terstir.',
              en: 'Each of the two parts is the alternate angle of one of the given angles.',
            }
          : {
              tr: 'Oluşan iki parçanın her biri, verilen açılardan biriyle karşı durumludur.',
              en: 'Each of the two parts and one of the given angles are co-interior.',
            },
      ],
    };
  },
};

const twoBends: QuestionTemplate = {
  key: 'angles-parallel-two-bends',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 80,
  generate(random) {
    // Slopes of the three pieces against the rays; each inner angle is the sum of two neighbouring slopes.
    const [one, two, three] = [random.int(28, 60), random.int(28, 55), random.int(28, 60)];
    const c = one + two;
    const d = two + three;
    if (new Set([one, two, three, c, d]).size < 5) return null;
    const cornerB: SketchPoint = [0, 6];
    const cornerC = lower(cornerB, -one, 2);
    const cornerD = lower(cornerC, 180 + two, 2);
    const cornerE = lower(cornerD, -three, 2);
    const reach = Math.max(cornerB[0], cornerC[0], cornerD[0], cornerE[0]) + 1;
    const leftmost = Math.min(cornerB[0], cornerC[0], cornerD[0], cornerE[0]) - 1;
    const endA: SketchPoint = [reach, 6];
    const endF: SketchPoint = [leftmost, 0];
    const sketch = createSketch();
    sketch.arrow(cornerB, endA);
    sketch.arrow(cornerE, endF);
    sketch.line([cornerB, cornerC, cornerD, cornerE]);
    sketch.angle(cornerB, endA, cornerC, `${one}°`);
    sketch.angle(cornerC, cornerB, cornerD, `${c}°`);
    sketch.angle(cornerD, cornerC, cornerE, `${d}°`);
    sketch.angle(cornerE, cornerD, endF, 'x');
    sketch.pointLabel(endA, 'A', [reach - 1, 6]);
    sketch.pointLabel(cornerB, 'B', [reach, 5.5]);
    sketch.pointLabel(cornerC, 'C', [leftmost, 4]);
    sketch.pointLabel(cornerD, 'D', [reach, 2]);
    sketch.pointLabel(cornerE, 'E', [leftmost, 0.5]);
    sketch.pointLabel(endF, 'F', [leftmost + 1, 0]);
    const parallel = inline('[BA \\parallel [EF');
    return {
      form: 'single_choice',
      parameters: { b: one, c, d },
      stem: {
        tr: `Şekilde ${parallel}, ${angleIs('ABC', degrees(one)).tr}, ${angleIs('BCD', degrees(c)).tr} ve ${angleIs('CDE', degrees(d)).tr} veriliyor. Buna göre, ${angleIs('DEF', 'x').tr} kaç derecedir?`,
        en: `In the figure the rays BA and EF are parallel, ${angleIs('ABC', degrees(one)).en}, ${angleIs('BCD', degrees(c)).en} and ${angleIs('CDE', degrees(d)).en}. How many degrees is ${angleIs('DEF', 'x').en}?`,
      },
      figure: sketch.finish({
        tr: `B noktasından sağa giden BA ışını, E noktasından sola giden EF ışınına paraleldir. B ile E noktaları C ve D noktalarında kırılan bir çizgiyle birleşiyor: C sağda, D soldadır. ABC açısı ${one}, BCD açısı ${c}, CDE açısı ${d} derece; DEF açısı x ile gösteriliyor.`,
        en: `Ray BA runs to the right from B and is parallel to ray EF, which runs to the left from E. A bent line joins B to E, with a bend C on the right and a bend D on the left. Angle ABC is ${one}, angle BCD ${c}, angle CDE ${d} degrees; angle DEF is marked x.`,
      }),
      answer: degreesOption(three),
      wrong: [
        { ...degreesOption(one + c - d), misconception: 'sides_matched_wrongly' },
        { ...degreesOption(two), misconception: 'stopped_too_early' },
        { ...degreesOption(180 - three), misconception: 'supplement_given' },
        { ...degreesOption(one), misconception: 'taken_as_alternate_angles' },
        { ...degreesOption(c + d - one), misconception: 'sides_matched_wrongly' },
        { ...degreesOption(d - one), misconception: 'angles_subtracted' },
        { ...degreesOption(360 - one - c - d), misconception: 'full_turn_for_straight' },
      ],
      rationale: [
        {
          tr: `C noktasından çizilen paralel, ${inline(degrees(c))}'lik açıyı ${inline(degrees(one))} ve ${inline(`${degrees(c)} - ${degrees(one)} = ${degrees(two)}`)} olarak ayırır.`,
          en: `A parallel through C splits ${inline(degrees(c))} into ${inline(degrees(one))} and ${inline(`${degrees(c)} - ${degrees(one)} = ${degrees(two)}`)}.`,
        },
        {
          tr: `D noktasından çizilen paralel, ${inline(degrees(d))}'lik açıyı ${inline(degrees(two))} ve ${inline(`${degrees(d)} - ${degrees(two)} = ${degrees(three)}`)} olarak ayırır.`,
          en: `A parallel through D splits ${inline(degrees(d))} into ${inline(degrees(two))} and ${inline(`${degrees(d)} - ${degrees(two)} = ${degrees(three)}`)}.`,
        },
        {
          tr: `Son parça ile ${inline('x')} iç ters açılardır: ${inline(`x = ${degrees(three)}`)}.`,
          en: `The last part and ${inline('x')} are alternate angles: ${inline(`x = ${degrees(three)}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Her kırılma noktasından ışınlara bir paralel çiz.',
          en: 'Draw a parallel to the rays through each bend.',
        },
        {
          tr: 'Yukarıdan başla: C noktasındaki açının üst parçası, B noktasındaki açıyla iç terstir.',
          en: 'Start at the top: the upper part of the angle at C is the alternate angle of the one at B.',
        },
      ],
    };
  },
};

export const parallelLineAngles: readonly QuestionTemplate[] = [oneBend, twoBends];
