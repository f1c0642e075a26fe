import { between, centerOf, createSketch, type SketchPoint } from '../../figure-drawing.ts';
import { greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { angleIs, lengthIs, lengthName } from './geometry-notation.ts';
import { countOption, degrees, degreesOption } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.002';

const exteriorAngle: QuestionTemplate = {
  key: 'triangle-exterior-angle',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const a = random.int(38, 95);
    const b = random.int(30, 80);
    const exterior = a + b;
    if (a === b || exterior < 85 || exterior > 145) return null;
    const cornerB: SketchPoint = [0, 0];
    const cornerC: SketchPoint = [6, 0];
    const beyond: SketchPoint = [9.5, 0];
    // Law of sines: the side AB of a triangle with BC = 6.
    const sideAB = (6 * Math.sin(radians(180 - exterior))) / Math.sin(radians(a));
    const cornerA: SketchPoint = [sideAB * Math.cos(radians(b)), sideAB * Math.sin(radians(b))];
    const sketch = createSketch();
    sketch.line([cornerA, cornerB, beyond]);
    sketch.line([cornerA, cornerC]);
    sketch.angle(cornerA, cornerB, cornerC, `${a}°`);
    sketch.angle(cornerB, cornerC, cornerA, 'x');
    sketch.angle(cornerC, cornerA, beyond, `${exterior}°`);
    const middle = centerOf([cornerA, cornerB, cornerC]);
    sketch.pointLabel(cornerA, 'A', middle);
    sketch.pointLabel(cornerB, 'B', middle);
    sketch.pointLabel(cornerC, 'C', [6, 1]);
    sketch.pointLabel(beyond, 'D', [8, 0]);
    return {
      form: 'single_choice',
      parameters: { a, exterior },
      stem: {
        tr: `ABC üçgeninde B, C ve D noktaları doğrusaldır. ${angleIs('BAC', degrees(a)).tr} ve ${angleIs('ACD', degrees(exterior)).tr} olduğuna göre, ${angleIs('ABC', 'x').tr} kaç derecedir?`,
        en: `ABC is a triangle, and the points B, C and D lie on one line. Given ${angleIs('BAC', degrees(a)).en} and ${angleIs('ACD', degrees(exterior)).en}, how many degrees is ${angleIs('ABC', 'x').en}?`,
      },
      figure: sketch.finish({
        tr: `BC kenarı C'den D'ye uzatılmış bir ABC üçgeni. BAC açısı ${a} derece, dıştaki ACD açısı ${exterior} derece, ABC açısı x ile gösteriliyor.`,
        en: `Triangle ABC with the side BC extended beyond C to D. Angle BAC is ${a} degrees, the exterior angle ACD is ${exterior} degrees, angle ABC is marked x.`,
      }),
      answer: degreesOption(b, 180),
      wrong: [
        { ...degreesOption(180 - exterior, 180), misconception: 'answered_other_quantity' },
        { ...degreesOption(180 - a, 180), misconception: 'supplement_given' },
        { ...degreesOption(a, 180), misconception: 'triangle_taken_as_isosceles' },
        { ...degreesOption(180 - b, 180), misconception: 'supplement_given' },
        { ...degreesOption(360 - a - exterior, 180), misconception: 'full_turn_for_triangle' },
        { ...degreesOption(exterior / 2, 180), misconception: 'triangle_taken_as_isosceles' },
        { ...degreesOption(b + 10, 180), misconception: 'arithmetic_slip' },
      ],
      rationale: [
        {
          tr: `Bir dış açı, kendisine komşu olmayan iki iç açının toplamına eşittir: ${inline(`${degrees(exterior)} = ${degrees(a)} + x`)}.`,
          en: `An exterior angle equals the sum of the two interior angles not next to it: ${inline(`${degrees(exterior)} = ${degrees(a)} + x`)}.`,
        },
        {
          tr: `Buradan ${inline(`x = ${degrees(exterior)} - ${degrees(a)} = ${degrees(b)}`)}.`,
          en: `So ${inline(`x = ${degrees(exterior)} - ${degrees(a)} = ${degrees(b)}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'ACD açısı, üçgenin bir dış açısıdır.',
          en: 'Angle ACD is an exterior angle of the triangle.',
        },
        {
          tr: 'Dış açı ile ona komşu olmayan iki iç açı arasındaki bağıntıyı kullan.',
          en: 'Use how an exterior angle relates to the two interior angles not next to it.',
        },
      ],
    };
  },
};

const rightTriangleArea: QuestionTemplate = {
  key: 'triangle-right-area-from-hypotenuse',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const [m = 3, n = 4, h = 5] = random.pick([
      [3, 4, 5],
      [5, 12, 13],
      [8, 15, 17],
      [7, 24, 25],
    ]);
    const scale = random.int(1, h === 5 ? 6 : 2);
    const isSwapped = random.int(0, 1) === 1;
    const leg = scale * (isSwapped ? n : m);
    const other = scale * (isSwapped ? m : n);
    const hypotenuse = scale * h;
    const cornerA: SketchPoint = [0, 0];
    const cornerB: SketchPoint = [0, Math.min(leg, other)];
    const cornerC: SketchPoint = [Math.max(leg, other), 0];
    const [givenEnds, otherEnds] = leg < other ? ['AB', 'AC'] : ['AC', 'AB'];
    const sketch = createSketch();
    sketch.polygon([cornerA, cornerB, cornerC]);
    sketch.rightAngle(cornerA, cornerB, cornerC);
    sketch.pointLabel(cornerA, 'A', [1, 1]);
    sketch.pointLabel(cornerB, 'B', [1, 0]);
    sketch.pointLabel(cornerC, 'C', [0, 1]);
    if (givenEnds === 'AB') sketch.sideLabel(cornerA, cornerB, String(leg), cornerC);
    else sketch.sideLabel(cornerA, cornerC, String(leg), cornerB);
    sketch.sideLabel(cornerB, cornerC, String(hypotenuse), cornerA);
    return {
      form: 'single_choice',
      parameters: { leg, hypotenuse },
      stem: {
        tr: `${angleIs('BAC', degrees(90)).tr} olan ABC dik üçgeninde ${lengthIs(givenEnds, leg).tr} ve ${lengthIs('BC', hypotenuse).tr} veriliyor. Buna göre, üçgenin alanı kaç santimetrekaredir?`,
        en: `In the right triangle ABC with ${angleIs('BAC', degrees(90)).en}, ${lengthIs(givenEnds, leg).en} and ${lengthIs('BC', hypotenuse).en}. How many square centimetres is the area of the triangle?`,
      },
      figure: sketch.finish({
        tr: `A köşesinde dik açısı olan ABC üçgeni; ${givenEnds} kenarı ${leg} cm, BC kenarı ${hypotenuse} cm.`,
        en: `Triangle ABC with a right angle at A; side ${givenEnds} is ${leg} cm, side BC is ${hypotenuse} cm.`,
      }),
      answer: countOption((leg * other) / 2),
      wrong: [
        { ...countOption((leg * hypotenuse) / 2), misconception: 'hypotenuse_as_height' },
        { ...countOption(leg * other), misconception: 'half_forgotten' },
        { ...countOption((leg * (hypotenuse - leg)) / 2), misconception: 'squares_dropped_in_pythagoras' },
        { ...countOption(other), misconception: 'stopped_too_early' },
        { ...countOption(leg + other + hypotenuse), misconception: 'perimeter_for_area' },
        { ...countOption((other * hypotenuse) / 2), misconception: 'hypotenuse_as_height' },
        { ...countOption(leg * hypotenuse), misconception: 'half_forgotten' },
      ],
      rationale: [
        {
          tr: `Pisagor teoremi: ${inline(`${hypotenuse}^{2} = ${leg}^{2} + |${otherEnds}|^{2}`)}; buradan ${lengthIs(otherEnds, other).tr}.`,
          en: `Pythagoras: ${inline(`${hypotenuse}^{2} = ${leg}^{2} + ${otherEnds}^{2}`)}, so ${lengthIs(otherEnds, other).en}.`,
        },
        {
          tr: `Alan, dik kenarların çarpımının yarısıdır: ${inline(`\\frac{${leg} \\cdot ${other}}{2} = ${(leg * other) / 2}`)}.`,
          en: `The area is half the product of the legs: ${inline(`\\frac{${leg} \\cdot ${other}}{2} = ${(leg * other) / 2}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Alan için iki dik kenar gerekir; biri bilinmiyor.',
          en: 'The area needs both legs; one of them is unknown.',
        },
        {
          tr: `Bilinmeyen dik kenarı Pisagor teoremiyle bul; ${lengthName('BC').tr} hipotenüstür.`,
          en: `Find the unknown leg with the theorem of Pythagoras; ${lengthName('BC').en} is the hypotenuse.`,
        },
      ],
    };
  },
};

const parallelSegment: QuestionTemplate = {
  key: 'triangle-parallel-segment',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 55,
  generate(random) {
    const [upper, lower] = [random.int(1, 6), random.int(1, 6)];
    const scale = random.int(2, 5);
    const step = random.int(Math.ceil(0.6 * scale), Math.floor(1.7 * scale));
    if (greatestCommonDivisor(upper, lower) !== 1) return null;
    const [ad, db, de] = [upper * scale, lower * scale, upper * step];
    const whole = ad + db;
    const bc = (upper + lower) * step;
    const share = ad / whole;
    // Neither part too short, the triangle neither too flat nor too narrow to draw.
    if (ad === db || share < 0.28 || share > 0.7 || bc > 1.7 * whole || bc < 0.6 * whole || bc === whole) return null;
    const overhang = bc * random.pick([0.3, 0.45, 0.6]);
    const cornerA: SketchPoint = [overhang, Math.sqrt(Math.max(whole ** 2 - overhang ** 2, 0))];
    if (cornerA[1] < bc * 0.4) return null;
    const [cornerB, cornerC]: [SketchPoint, SketchPoint] = [
      [0, 0],
      [bc, 0],
    ];
    const pointD = between(cornerA, cornerB, ad / whole);
    const pointE = between(cornerA, cornerC, ad / whole);
    const sketch = createSketch();
    sketch.polygon([cornerA, cornerB, cornerC]);
    sketch.line([pointD, pointE]);
    sketch.pointLabel(cornerA, 'A', [cornerA[0], 0]);
    sketch.pointLabel(cornerB, 'B', [bc / 2, 1]);
    sketch.pointLabel(cornerC, 'C', [bc / 2, 1]);
    sketch.pointLabel(pointD, 'D', pointE);
    sketch.pointLabel(pointE, 'E', pointD);
    sketch.sideLabel(cornerA, pointD, String(ad), cornerC);
    sketch.sideLabel(pointD, cornerB, String(db), cornerC);
    sketch.sideLabel(pointD, pointE, String(de), cornerA);
    return {
      form: 'single_choice',
      parameters: { ad, db, de },
      stem: {
        tr: `ABC üçgeninde ${inline('[DE] \\parallel [BC]')}, ${lengthIs('AD', ad).tr}, ${lengthIs('DB', db).tr} ve ${lengthIs('DE', de).tr} veriliyor. Buna göre, ${lengthName('BC').tr} kaç santimetredir?`,
        en: `In triangle ABC the segment DE is parallel to BC, ${lengthIs('AD', ad).en}, ${lengthIs('DB', db).en} and ${lengthIs('DE', de).en}. How many centimetres is ${lengthName('BC').en}?`,
      },
      figure: sketch.finish({
        tr: `ABC üçgeninde D noktası AB, E noktası AC kenarı üzerindedir ve DE, BC'ye paraleldir. AD ${ad} cm, DB ${db} cm, DE ${de} cm.`,
        en: `Triangle ABC with D on side AB and E on side AC; DE is parallel to BC. AD is ${ad} cm, DB is ${db} cm, DE is ${de} cm.`,
      }),
      answer: countOption(bc),
      wrong: [
        { ...countOption((de * db) / ad), misconception: 'part_to_part_in_similarity' },
        { ...countOption(de + db), misconception: 'additive_similarity' },
        { ...countOption((de * whole) / db), misconception: 'part_to_part_in_similarity' },
        { ...countOption(2 * de), misconception: 'taken_as_midsegment' },
        { ...countOption((de * ad) / db), misconception: 'similarity_inverted' },
        { ...countOption(de + (de * whole) / ad), misconception: 'arithmetic_slip' },
        { ...countOption(whole), misconception: 'answered_other_quantity' },
        { ...countOption(de + whole), misconception: 'additive_similarity' },
      ],
      rationale: [
        {
          tr: `Paralellikten ADE ile ABC üçgenleri benzerdir; ${lengthIs('AB', `${ad} + ${db} = ${whole}`).tr}.`,
          en: `Because of the parallels, triangles ADE and ABC are similar; ${lengthIs('AB', `${ad} + ${db} = ${whole}`).en}.`,
        },
        {
          tr: `Benzerlik oranı: ${inline(`\\frac{|AD|}{|AB|} = \\frac{|DE|}{|BC|}`)}, yani ${inline(`\\frac{${ad}}{${whole}} = \\frac{${de}}{|BC|}`)}.`,
          en: `Ratio of similarity: ${inline(`\\frac{AD}{AB} = \\frac{DE}{BC}`)}, that is ${inline(`\\frac{${ad}}{${whole}} = \\frac{${de}}{BC}`)}.`,
        },
        {
          tr: `Buradan ${lengthIs('BC', bc).tr} bulunur.`,
          en: `So ${lengthIs('BC', bc).en}.`,
        },
      ],
      hints: [
        { tr: 'Şekilde birbirine benzeyen iki üçgen ara.', en: 'Look for two similar triangles in the figure.' },
        {
          tr: `${lengthName('BC').tr} kenarı büyük üçgene aittir; oranda büyük üçgenin kenarı ${lengthName('AB').tr} kullanılır.`,
          en: `${lengthName('BC').en} belongs to the large triangle; its partner in the ratio is ${lengthName('AB').en}.`,
        },
      ],
    };
  },
};

function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}

export const triangles: readonly QuestionTemplate[] = [exteriorAngle, rightTriangleArea, parallelSegment];
