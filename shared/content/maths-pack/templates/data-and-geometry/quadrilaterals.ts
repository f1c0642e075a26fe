import { createSketch, type SketchPoint } from '../../figure-drawing.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { lengthIs } from './geometry-notation.ts';
import { countOption } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.003';

const rectangleArea: QuestionTemplate = {
  key: 'rectangle-area-from-perimeter',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    const short = random.int(3, 15);
    const extra = random.int(2, 12);
    const long = short + extra;
    const perimeter = 2 * (short + long);
    const area = short * long;
    const [around, more] = [inline(String(perimeter)), inline(String(extra))];
    // What comes out when the whole perimeter is taken for one long and one short side.
    const tooShort = (perimeter - extra) / 2;
    const stem = random.pick([
      {
        tr: `Dikdörtgen biçimindeki bir bahçenin çevresi ${around} metredir. Uzun kenarı kısa kenarından ${more} metre uzun olan bu bahçenin alanı kaç metrekaredir?`,
        en: `The perimeter of a rectangular garden is ${around} metres, and its long side is ${more} metres longer than its short side. How many square metres is the area of the garden?`,
      },
      {
        tr: `Dikdörtgen biçimindeki bir salonun tabanını çevreleyen süpürgeliğin uzunluğu ${around} metredir. Tabanın uzun kenarı kısa kenarından ${more} metre uzun olduğuna göre, tabanın alanı kaç metrekaredir?`,
        en: `The skirting all around the floor of a rectangular hall is ${around} metres long. The long side of the floor is ${more} metres longer than the short side. How many square metres is the floor?`,
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { perimeter, extra },
      stem,
      answer: countOption(area),
      wrong: [
        { ...countOption(tooShort * (tooShort + extra)), misconception: 'perimeter_not_halved' },
        { ...countOption((perimeter / 4) ** 2), misconception: 'rectangle_taken_as_square' },
        { ...countOption(short * extra), misconception: 'difference_taken_as_side' },
        { ...countOption(short * short), misconception: 'rectangle_taken_as_square' },
        { ...countOption((perimeter / 2) * extra), misconception: 'difference_taken_as_side' },
        { ...countOption(short + long), misconception: 'stopped_too_early' },
        { ...countOption(long), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Kısa kenara ${inline('x')} denirse çevre: ${inline(`2(x + x + ${extra}) = ${perimeter}`)}, yani ${inline(`2x + ${extra} = ${perimeter / 2}`)}.`,
          en: `Call the short side ${inline('x')}; the perimeter is ${inline(`2(x + x + ${extra}) = ${perimeter}`)}, that is ${inline(`2x + ${extra} = ${perimeter / 2}`)}.`,
        },
        {
          tr: `Kısa kenar ${inline(`x = ${short}`)}, uzun kenar ${inline(`${short} + ${extra} = ${long}`)} metre bulunur.`,
          en: `The short side is ${inline(`x = ${short}`)} metres, the long one ${inline(`${short} + ${extra} = ${long}`)} metres.`,
        },
        {
          tr: `Alan: ${inline(`${short} \\cdot ${long} = ${area}`)} metrekare.`,
          en: `Area: ${inline(`${short} \\cdot ${long} = ${area}`)} square metres.`,
        },
      ],
      hints: [
        {
          tr: 'Önce iki kenarı bul; alan bu iki kenarın çarpımıdır.',
          en: 'Find the two sides first; the area is their product.',
        },
        {
          tr: `Bir uzun ve bir kısa kenarın toplamı ${inline(String(perimeter / 2))} metredir.`,
          en: `One long and one short side together are ${inline(String(perimeter / 2))} metres.`,
        },
      ],
    };
  },
};

const isoscelesTrapezoid: QuestionTemplate = {
  key: 'trapezoid-isosceles-area',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 70,
  generate(random) {
    const [x = 3, y = 4, leg = 5] = random.pick([
      [3, 4, 5],
      [4, 3, 5],
      [6, 8, 10],
      [8, 6, 10],
      [5, 12, 13],
      [9, 12, 15],
      [8, 15, 17],
    ]);
    const top = random.int(3, 14);
    const bottom = top + 2 * x;
    const area = ((top + bottom) * y) / 2;
    const [a, b, c, d]: [SketchPoint, SketchPoint, SketchPoint, SketchPoint] = [
      [0, 0],
      [bottom, 0],
      [x + top, y],
      [x, y],
    ];
    const sketch = createSketch();
    sketch.polygon([a, b, c, d]);
    const middle: SketchPoint = [bottom / 2, y / 2];
    sketch.pointLabel(a, 'A', middle);
    sketch.pointLabel(b, 'B', middle);
    sketch.pointLabel(c, 'C', middle);
    sketch.pointLabel(d, 'D', middle);
    sketch.sideLabel(a, b, String(bottom), middle);
    sketch.sideLabel(d, c, String(top), middle);
    sketch.sideLabel(a, d, String(leg), middle);
    sketch.sideLabel(b, c, String(leg), middle);
    return {
      form: 'single_choice',
      parameters: { top, bottom, leg },
      stem: {
        tr: `ABCD ikizkenar yamuğunda ${inline('[AB] \\parallel [DC]')}, ${lengthIs('AB', bottom).tr}, ${lengthIs('DC', top).tr} ve ${inline(`|AD| = |BC| = ${leg}`)} cm olduğuna göre, yamuğun alanı kaç santimetrekaredir?`,
        en: `ABCD is an isosceles trapezoid with AB parallel to DC, ${lengthIs('AB', bottom).en}, ${lengthIs('DC', top).en} and ${inline(`AD = BC = ${leg}`)} cm. How many square centimetres is its area?`,
      },
      figure: sketch.finish({
        tr: `ABCD ikizkenar yamuğu: alt taban AB ${bottom} cm, üst taban DC ${top} cm, yan kenarlar AD ve BC ${leg} cm.`,
        en: `Isosceles trapezoid ABCD: lower base AB ${bottom} cm, upper base DC ${top} cm, legs AD and BC ${leg} cm.`,
      }),
      answer: countOption(area),
      wrong: [
        { ...countOption(((top + bottom) * leg) / 2), misconception: 'leg_taken_as_height' },
        { ...countOption((top + bottom) * y), misconception: 'half_forgotten_in_trapezoid' },
        { ...countOption(bottom * y), misconception: 'trapezoid_taken_as_rectangle' },
        { ...countOption(top * y), misconception: 'trapezoid_taken_as_rectangle' },
        { ...countOption((top + bottom) * leg), misconception: 'leg_taken_as_height' },
        { ...countOption(top + bottom + 2 * leg), misconception: 'perimeter_for_area' },
        { ...countOption(y), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `D ve C köşelerinden inen yükseklikler alt tabanın iki ucundan eş parçalar ayırır; her biri ${inline(`\\frac{${bottom} - ${top}}{2} = ${x}`)} cm.`,
          en: `The heights from D and C cut off two equal parts of the lower base: ${inline(`\\frac{${bottom} - ${top}}{2} = ${x}`)} cm.`,
        },
        {
          tr: `Pisagor teoremi: ${inline(`h^{2} = ${leg}^{2} - ${x}^{2} = ${y * y}`)}; ${inline(`h = ${y}`)} cm.`,
          en: `Pythagoras: ${inline(`h^{2} = ${leg}^{2} - ${x}^{2} = ${y * y}`)}; ${inline(`h = ${y}`)} cm.`,
        },
        {
          tr: `Alan: ${inline(`\\frac{(${bottom} + ${top}) \\cdot ${y}}{2} = ${area}`)} santimetrekare.`,
          en: `Area: ${inline(`\\frac{(${bottom} + ${top}) \\cdot ${y}}{2} = ${area}`)} square centimetres.`,
        },
      ],
      hints: [
        {
          tr: 'Alan için tabanlar ve yükseklik gerekir; yükseklik verilmemiş.',
          en: 'The area needs the bases and the height; the height is not given.',
        },
        {
          tr: 'Üst tabanın uçlarından alt tabana dikmeler indir; yanlarda iki eş dik üçgen oluşur.',
          en: 'Drop perpendiculars from the ends of the upper base; two equal right triangles appear at the sides.',
        },
      ],
    };
  },
};

export const quadrilaterals: readonly QuestionTemplate[] = [rectangleArea, isoscelesTrapezoid];
