import { createSketch, onCircle, type SketchPoint } from '../../figure-drawing.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { angleIs, lengthIs, lengthName } from './geometry-notation.ts';
import { countOption, degrees, degreesOption } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.004';
const center: SketchPoint = [0, 0];

const inscribedAngle: QuestionTemplate = {
  key: 'circle-inscribed-angle',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const inscribed = random.int(36, 80);
    const central = 2 * inscribed;
    const asksCentral = random.int(0, 1);
    // Far enough from the lines OA and OB extended that no side of the angle at C runs through O.
    const aside = Math.min(25, inscribed - 22);
    const [a, b, c] = [-90 - inscribed, -90 + inscribed, 90 + random.int(-aside, aside)].map((direction) =>
      onCircle(center, 5, direction),
    );
    if (a === undefined || b === undefined || c === undefined) return null;
    const sketch = createSketch();
    sketch.circle(center, 5);
    sketch.line([a, center, b]);
    sketch.line([a, c, b]);
    sketch.dot(center);
    sketch.angle(center, a, b, asksCentral === 1 ? 'x' : `${central}°`, 14);
    sketch.angle(c, a, b, asksCentral === 1 ? `${inscribed}°` : 'x');
    sketch.pointLabel(a, 'A', center);
    sketch.pointLabel(b, 'B', center);
    sketch.pointLabel(c, 'C', center);
    sketch.pointLabel(center, 'O', [0, -5]);
    const given = asksCentral === 1 ? angleIs('ACB', degrees(inscribed)) : angleIs('AOB', degrees(central));
    const asked = asksCentral === 1 ? angleIs('AOB', 'x') : angleIs('ACB', 'x');
    const givenPlain = asksCentral === 1 ? `ACB açısı ${inscribed}` : `AOB açısı ${central}`;
    const givenEnglish = asksCentral === 1 ? `ACB is ${inscribed}` : `AOB is ${central}`;
    const askedPlain = asksCentral === 1 ? 'AOB' : 'ACB';
    return {
      form: 'single_choice',
      parameters: { asksCentral, given: asksCentral === 1 ? inscribed : central },
      stem: {
        tr: `A, B ve C, O merkezli çemberin noktalarıdır. ${given.tr} olduğuna göre, ${asked.tr} kaç derecedir?`,
        en: `A, B and C are points of the circle with centre O. Given ${given.en}, how many degrees is ${asked.en}?`,
      },
      figure: sketch.finish({
        tr: `O merkezli çember üzerinde A, B ve C noktaları. O ve C, A ve B ile birleştirilmiş; C, AB'nin büyük yayı üzerinde. ${givenPlain} derece, ${askedPlain} açısı x ile gösteriliyor.`,
        en: `Points A, B and C on a circle with centre O. O and C are both joined to A and B; C lies on the larger arc AB. Angle ${givenEnglish} degrees, angle ${askedPlain} is marked x.`,
      }),
      answer: degreesOption(asksCentral === 1 ? central : inscribed),
      wrong:
        asksCentral === 1
          ? [
              { ...degreesOption(inscribed), misconception: 'central_and_inscribed_equal' },
              { ...degreesOption(180 - inscribed), misconception: 'supplement_given' },
              { ...degreesOption(inscribed / 2), misconception: 'central_and_inscribed_swapped' },
              { ...degreesOption(180 - central), misconception: 'supplement_given' },
              { ...degreesOption(360 - central), misconception: 'angle_of_other_arc' },
              { ...degreesOption(90 + inscribed), misconception: 'answered_other_quantity' },
            ]
          : [
              { ...degreesOption(central), misconception: 'central_and_inscribed_equal' },
              { ...degreesOption(180 - central), misconception: 'supplement_given' },
              { ...degreesOption(2 * central), misconception: 'central_and_inscribed_swapped' },
              { ...degreesOption(90 - inscribed), misconception: 'answered_other_quantity' },
              { ...degreesOption(180 - inscribed), misconception: 'angle_of_other_arc' },
              { ...degreesOption(central / 4), misconception: 'central_and_inscribed_swapped' },
            ],
      rationale: [
        {
          tr: 'Aynı yayı gören çevre açı, merkez açının yarısıdır.',
          en: 'An inscribed angle is half the central angle over the same arc.',
        },
        asksCentral === 1
          ? {
              tr: `Merkez açı: ${inline(`x = 2 \\cdot ${degrees(inscribed)} = ${degrees(central)}`)}.`,
              en: `Central angle: ${inline(`x = 2 \\cdot ${degrees(inscribed)} = ${degrees(central)}`)}.`,
            }
          : {
              tr: `Çevre açı: ${inline(`x = \\frac{${degrees(central)}}{2} = ${degrees(inscribed)}`)}.`,
              en: `Inscribed angle: ${inline(`x = \\frac{${degrees(central)}}{2} = ${degrees(inscribed)}`)}.`,
            },
      ],
      hints: [
        {
          tr: 'İki açı aynı AB yayını görüyor. Biri merkez açı, öbürü çevre açıdır.',
          en: 'Both angles stand on the same arc AB. One is a central angle, the other an inscribed one.',
        },
        {
          tr: 'Merkez açının ölçüsü gördüğü yayın ölçüsüne eşittir; çevre açı için ne söylenebilir?',
          en: 'A central angle equals its arc; what can be said of an inscribed angle?',
        },
      ],
    };
  },
};

const chordFromDistance: QuestionTemplate = {
  key: 'circle-chord-from-distance',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const [short = 3, long = 4, hypotenuse = 5] = random.pick([
      [3, 4, 5],
      [3, 4, 5],
      [5, 12, 13],
      [8, 15, 17],
      [7, 24, 25],
      [20, 21, 29],
    ]);
    const scale = random.int(1, Math.max(1, Math.floor(30 / hypotenuse)));
    const radius = scale * hypotenuse;
    const legs = [scale * short, scale * long];
    const [distance = 3, half = 4] = random.shuffle(legs);
    const [a, b, foot]: [SketchPoint, SketchPoint, SketchPoint] = [
      [-half, -distance],
      [half, -distance],
      [0, -distance],
    ];
    const sketch = createSketch();
    sketch.circle(center, radius);
    sketch.line([a, b]);
    sketch.line([center, foot], true);
    sketch.line([center, a]);
    sketch.rightAngle(foot, b, center);
    sketch.dot(center);
    sketch.pointLabel(a, 'A', center);
    sketch.pointLabel(b, 'B', center);
    sketch.pointLabel(foot, 'H', center);
    sketch.pointLabel(center, 'O', foot);
    sketch.sideLabel(center, a, String(radius), b);
    sketch.sideLabel(center, foot, String(distance), a);
    return {
      form: 'single_choice',
      parameters: { radius, distance },
      stem: {
        tr: `O merkezli çemberde ${inline('[AB]')} kirişi için ${inline('[OH] \\perp [AB]')}, ${lengthIs('OA', radius).tr} ve ${lengthIs('OH', distance).tr} olduğuna göre, ${lengthName('AB').tr} kaç santimetredir?`,
        en: `AB is a chord of the circle with centre O, and OH is perpendicular to AB. Given ${lengthIs('OA', radius).en} and ${lengthIs('OH', distance).en}, how many centimetres is ${lengthName('AB').en}?`,
      },
      figure: sketch.finish({
        tr: `O merkezli çemberde AB kirişi. O'dan kirişe inen dikmenin ayağı H; OH ${distance} cm, OA ${radius} cm.`,
        en: `A chord AB of a circle with centre O. The perpendicular from O meets the chord at H; OH is ${distance} cm, OA is ${radius} cm.`,
      }),
      answer: countOption(2 * half),
      wrong: [
        { ...countOption(half), misconception: 'half_chord_given' },
        { ...countOption(2 * (radius - distance)), misconception: 'squares_dropped_in_pythagoras' },
        { ...countOption(2 * radius), misconception: 'chord_taken_as_diameter' },
        { ...countOption(radius - distance), misconception: 'squares_dropped_in_pythagoras' },
        { ...countOption(half * half), misconception: 'root_not_taken_in_pythagoras' },
        { ...countOption(radius + distance), misconception: 'squares_dropped_in_pythagoras' },
      ],
      rationale: [
        {
          tr: `OHA dik üçgeninde ${inline(`|AH|^{2} = ${radius}^{2} - ${distance}^{2} = ${half * half}`)}; ${lengthIs('AH', half).tr}.`,
          en: `In the right triangle OHA, ${inline(`AH^{2} = ${radius}^{2} - ${distance}^{2} = ${half * half}`)}, so ${lengthIs('AH', half).en}.`,
        },
        {
          tr: `Merkezden kirişe inen dikme kirişi ortalar: ${lengthIs('AB', `2 \\cdot ${half} = ${2 * half}`).tr}.`,
          en: `The perpendicular from the centre bisects the chord: ${lengthIs('AB', `2 \\cdot ${half} = ${2 * half}`).en}.`,
        },
      ],
      hints: [
        {
          tr: 'Şekildeki dik üçgeni bul; hipotenüsü bir yarıçaptır.',
          en: 'Find the right triangle in the figure; its hypotenuse is a radius.',
        },
        {
          tr: 'Merkezden kirişe inen dikme kirişi iki eş parçaya ayırır.',
          en: 'The perpendicular from the centre cuts the chord into two equal parts.',
        },
      ],
    };
  },
};

export const circleAnglesAndChords: readonly QuestionTemplate[] = [inscribedAngle, chordFromDistance];
