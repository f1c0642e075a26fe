import { createSketch, onCircle, type SketchPoint } from '../../figure-drawing.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { angleIs, lengthIs } from './geometry-notation.ts';
import { decimalOption, degrees, piOption } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.004';
const center: SketchPoint = [0, 0];

const wheelTurns: QuestionTemplate = {
  key: 'circle-wheel-turns',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    const radius = 5 * random.int(4, 7);
    const turns = 10 * random.int(2, 50);
    const centimetres = 6 * radius * turns;
    const metres = centimetres / 100;
    if (!Number.isInteger(metres)) return null;
    const [r, n] = [inline(String(radius)), inline(String(turns))];
    const stem = random.pick([
      {
        tr: `Yarıçapı ${r} cm olan bir bisiklet tekerleği ${n} tam tur döndüğünde bisiklet kaç metre yol alır? (${inline('\\pi')} yerine ${inline('3')} alınız.)`,
        en: `How many metres does a bicycle move when its wheel of radius ${r} cm makes ${n} full turns? (Use ${inline('3')} for ${inline('\\pi')}.)`,
      },
      {
        tr: `Bir yol ölçüm arabasının tekerleğinin yarıçapı ${r} cm'dir. Tekerlek yol boyunca ${n} tur attığına göre, yolun uzunluğu kaç metredir? (${inline('\\pi')} yerine ${inline('3')} alınız.)`,
        en: `The wheel of a surveyor's measuring cart has radius ${r} cm. It makes ${n} turns along a road. How many metres long is the road? (Use ${inline('3')} for ${inline('\\pi')}.)`,
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { radius, turns },
      stem,
      answer: decimalOption(metres),
      wrong: [
        { ...decimalOption(metres / 2), misconception: 'radius_for_diameter' },
        { ...decimalOption(centimetres), misconception: 'unit_not_converted' },
        { ...decimalOption(centimetres / 10), misconception: 'unit_converted_by_ten' },
        { ...decimalOption(metres * 2), misconception: 'diameter_for_radius' },
        { ...decimalOption((3 * radius * radius * turns) / 100), misconception: 'area_for_perimeter' },
        { ...decimalOption((6 * radius) / 100), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Tekerleğin çevresi: ${inline(`2 \\pi r = 2 \\cdot 3 \\cdot ${radius} = ${6 * radius}`)} cm.`,
          en: `Circumference of the wheel: ${inline(`2 \\pi r = 2 \\cdot 3 \\cdot ${radius} = ${6 * radius}`)} cm.`,
        },
        {
          tr: `Alınan yol: ${inline(`${turns} \\cdot ${6 * radius} = ${centimetres}`)} cm.`,
          en: `Distance: ${inline(`${turns} \\cdot ${6 * radius} = ${centimetres}`)} cm.`,
        },
        {
          tr: `Metreye çevrilir: ${inline(`${centimetres} : 100 = ${metres}`)} m.`,
          en: `In metres: ${inline(`${centimetres} \\div 100 = ${metres}`)} m.`,
        },
      ],
      hints: [
        {
          tr: 'Tekerlek bir tam tur döndüğünde çevresi kadar yol alınır.',
          en: 'With one full turn the wheel moves on by its circumference.',
        },
        {
          tr: 'Yarıçap santimetre olarak verilmiş, yol metre olarak soruluyor.',
          en: 'The radius is given in centimetres, the distance is asked for in metres.',
        },
      ],
    };
  },
};

const sectorArea: QuestionTemplate = {
  key: 'circle-sector-area',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const radius = random.int(3, 18);
    const angle = random.pick([30, 40, 45, 50, 60, 72, 80, 90, 100, 108, 120, 135, 140, 144, 150, 160]);
    const area = (radius * radius * angle) / 360;
    if (!Number.isInteger(area)) return null;
    const start = 90 - angle / 2;
    const steps = 24;
    const rim = Array.from({ length: steps + 1 }, (_, step) => onCircle(center, 5, start + (angle * step) / steps));
    const [b, a] = [onCircle(center, 5, start), onCircle(center, 5, start + angle)];
    const sketch = createSketch();
    sketch.polygon([center, ...rim], true);
    sketch.circle(center, 5);
    sketch.dot(center);
    sketch.angle(center, a, b, `${angle}°`);
    sketch.pointLabel(a, 'A', center);
    sketch.pointLabel(b, 'B', center);
    sketch.pointLabel(center, 'O', [0, 5]);
    sketch.sideLabel(center, b, String(radius), a);
    return {
      form: 'single_choice',
      parameters: { radius, angle },
      stem: {
        tr: `O merkezli dairede ${lengthIs('OB', radius).tr} ve ${angleIs('AOB', degrees(angle)).tr} olduğuna göre, boyalı daire diliminin alanı kaç santimetrekaredir?`,
        en: `In the circle with centre O, ${lengthIs('OB', radius).en} and ${angleIs('AOB', degrees(angle)).en}. How many square centimetres is the area of the shaded sector?`,
      },
      figure: sketch.finish({
        tr: `O merkezli daire; OA ve OB yarıçapları arasındaki dilim boyalı. OB ${radius} cm, AOB açısı ${angle} derece.`,
        en: `A circle with centre O; the sector between the radii OA and OB is shaded. OB is ${radius} cm, angle AOB is ${angle} degrees.`,
      }),
      answer: piOption(area),
      wrong: [
        { ...piOption((2 * radius * angle) / 360), misconception: 'arc_for_sector' },
        { ...piOption(2 * area), misconception: 'half_turn_as_whole' },
        { ...piOption(radius * radius), misconception: 'stopped_too_early' },
        { ...piOption((radius * radius * (360 - angle)) / 360), misconception: 'angle_of_other_arc' },
        { ...piOption((radius * angle) / 360), misconception: 'radius_not_squared' },
        { ...piOption(4 * area), misconception: 'diameter_for_radius' },
      ],
      rationale: [
        {
          tr: `Dairenin alanı: ${inline(`\\pi \\cdot ${radius}^{2} = ${radius * radius}\\pi`)} santimetrekare.`,
          en: `Area of the whole circle: ${inline(`\\pi \\cdot ${radius}^{2} = ${radius * radius}\\pi`)} square centimetres.`,
        },
        {
          tr: `Dilim, dairenin ${inline(`\\frac{${angle}}{360}`)} kadarıdır: ${inline(`${radius * radius}\\pi \\cdot \\frac{${angle}}{360} = ${piLatex(area)}`)}.`,
          en: `The sector is ${inline(`\\frac{${angle}}{360}`)} of it: ${inline(`${radius * radius}\\pi \\cdot \\frac{${angle}}{360} = ${piLatex(area)}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Dilim, bütün dairenin ne kadarıdır? Merkez açısına bak.',
          en: 'What share of the whole circle is the sector? Look at its central angle.',
        },
        {
          tr: `Tam açı ${inline(degrees(360))} olduğuna göre pay ${inline(String(angle))}, payda ${inline('360')} olan kesri kullan.`,
          en: `A full turn is ${inline(degrees(360))}, so use the fraction with ${inline(String(angle))} over ${inline('360')}.`,
        },
      ],
    };
  },
};

const ringFromChord: QuestionTemplate = {
  key: 'circle-ring-from-tangent-chord',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 85,
  generate(random) {
    const half = random.int(3, 25);
    const chord = 2 * half;
    const inner = random.pick([0.7, 0.9, 1.2]) * half;
    const outer = Math.hypot(inner, half);
    const [a, b, touch]: [SketchPoint, SketchPoint, SketchPoint] = [
      [-half, -inner],
      [half, -inner],
      [0, -inner],
    ];
    const sketch = createSketch();
    sketch.circle(center, outer);
    sketch.circle(center, inner);
    sketch.line([a, b]);
    sketch.dot(center);
    sketch.dot(touch);
    sketch.pointLabel(a, 'A', center);
    sketch.pointLabel(b, 'B', center);
    sketch.pointLabel(touch, 'T', center);
    sketch.pointLabel(center, 'O', touch);
    const told = random.pick([
      {
        tr: `O merkezli iki çemberden büyüğünün ${inline('[AB]')} kirişi, küçük çembere T noktasında teğettir. ${lengthIs('AB', chord).tr} olduğuna göre, iki çember arasındaki halkanın alanı kaç santimetrekaredir?`,
        en: `Two circles have the same centre O. The chord AB of the larger one touches the smaller one at T. Given ${lengthIs('AB', chord).en}, how many square centimetres is the area of the ring between the circles?`,
      },
      {
        tr: `O merkezli iki çember arasında kalan halka biçimindeki levhada, büyük çemberin ${inline('[AB]')} kirişi küçük çembere T noktasında değmektedir. ${lengthIs('AB', chord).tr} ölçüldüğüne göre, levhanın alanı kaç santimetrekaredir?`,
        en: `A plate has the form of the ring between two circles with the same centre O. A chord AB of the larger circle touches the smaller one at T and measures ${inline(String(chord))} cm. How many square centimetres is the area of the plate?`,
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { chord },
      stem: { tr: told.tr, en: told.en },
      figure: sketch.finish({
        tr: `O merkezli iç içe iki çember. Büyük çemberin AB kirişi küçük çembere T noktasında teğet; AB ${chord} cm. Yarıçaplar verilmemiştir.`,
        en: `Two circles with the same centre O. The chord AB of the larger one touches the smaller one at T; AB is ${chord} cm. The radii are not given.`,
      }),
      answer: piOption(half * half),
      wrong: [
        { ...piOption(chord * chord), misconception: 'chord_not_halved' },
        { ...piOption(chord), misconception: 'circumference_for_area' },
        { ...piOption((half * half) / 2), misconception: 'half_taken_without_reason' },
        { ...piOption(2 * half * half), misconception: 'chord_square_halved_once' },
        { ...piOption(half), misconception: 'radius_not_squared' },
        { ...piOption(2 * chord), misconception: 'circumference_for_area' },
      ],
      rationale: [
        {
          tr: `Teğet, değme noktasındaki yarıçapa diktir; OT kirişi ortalar: ${lengthIs('AT', `\\frac{${chord}}{2} = ${half}`).tr}.`,
          en: `A tangent is perpendicular to the radius at T, and OT bisects the chord: ${lengthIs('AT', `\\frac{${chord}}{2} = ${half}`).en}.`,
        },
        {
          tr: `Büyük yarıçap ${inline('R')}, küçük yarıçap ${inline('r')} ise OTA dik üçgeninde ${inline(`R^{2} - r^{2} = ${half}^{2} = ${half * half}`)}.`,
          en: `With radii ${inline('R')} and ${inline('r')}, the right triangle OTA gives ${inline(`R^{2} - r^{2} = ${half}^{2} = ${half * half}`)}.`,
        },
        {
          tr: `Halkanın alanı: ${inline(`\\pi R^{2} - \\pi r^{2} = ${half * half}\\pi`)}.`,
          en: `Area of the ring: ${inline(`\\pi R^{2} - \\pi r^{2} = ${half * half}\\pi`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Yarıçapları tek tek bulman gerekmez; karelerinin farkı yeter.',
          en: 'You need not find each radius; the difference of their squares is enough.',
        },
        {
          tr: 'Merkezi T ve A noktalarıyla birleştir; oluşan üçgen nasıl bir üçgendir?',
          en: 'Join the centre to T and to A; what kind of triangle appears?',
        },
      ],
    };
  },
};

function piLatex(factor: number): string {
  return factor === 1 ? '\\pi' : `${factor}\\pi`;
}

export const circleMeasures: readonly QuestionTemplate[] = [wheelTurns, sectorArea, ringFromChord];
