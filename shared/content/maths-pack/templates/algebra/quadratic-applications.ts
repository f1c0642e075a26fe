import type { Bilingual } from '../../bilingual.ts';
import { bracketed, inline, polynomial, signed } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.006';

const distinctRoots: QuestionTemplate = {
  key: 'quadratic-two-distinct-roots',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const a = random.pick([1, 1, 2, 3, 4]);
    const t = random.nonZeroInt(-4, 4);
    const wanted = random.pick(['none', 'double', 'two, c positive', 'two, c negative'] as const);
    const b = wanted === 'double' ? 2 * a * t : random.nonZeroInt(-12, 12);
    const quarter = Math.floor((b * b) / (4 * a));
    const c = {
      none: quarter + random.int(1, 2),
      double: a * t * t,
      'two, c positive': quarter - random.int(0, 2),
      // So far below zero that a slip in the sign of -4ac turns the discriminant negative.
      'two, c negative': -quarter - random.int(1, 4),
    }[wanted];
    const discriminant = b * b - 4 * a * c;
    const kind = discriminant < 0 ? 'none' : discriminant === 0 ? 'double' : 'two';
    if (kind !== wanted.split(',')[0] || (wanted === 'two, c positive' && c <= 0)) return null;
    const equation = `${polynomial([a, b, c])} = 0`;
    const verdicts = {
      none: {
        tr: 'negatif olduğundan gerçek kök yoktur; ifade yanlıştır',
        en: 'negative, so there is no real root; the statement is false',
      },
      double: {
        tr: 'sıfır olduğundan kökler eşittir; ifade yanlıştır',
        en: 'zero, so the roots are equal; the statement is false',
      },
      two: {
        tr: 'pozitif olduğundan iki farklı gerçek kök vardır; ifade doğrudur',
        en: 'positive, so there are two distinct real roots; the statement is true',
      },
    } as const satisfies Record<string, Bilingual>;
    return {
      form: 'true_false',
      parameters: { a, b, c },
      isTrue: kind === 'two',
      misconception:
        kind === 'none'
          ? 'every_quadratic_given_two_roots'
          : kind === 'double'
            ? 'double_root_counted_twice'
            : c < 0
              ? 'discriminant_sign_slip'
              : 'arithmetic_slip',
      stem: {
        tr: `${inline(equation)} denkleminin iki farklı gerçek kökü vardır. Bu ifade doğru mudur?`,
        en: `The equation ${inline(equation)} has two distinct real roots. Is this statement true?`,
      },
      rationale: [
        {
          tr: `Diskriminantı hesapla: ${inline(`b^2 - 4ac = ${bracketed(b)}^2 - 4 \\cdot ${a} \\cdot ${bracketed(c)} = ${b * b} ${signed(-4 * a * c)} = ${discriminant}`)}.`,
          en: `Work out the discriminant: ${inline(`b^2 - 4ac = ${bracketed(b)}^2 - 4 \\cdot ${a} \\cdot ${bracketed(c)} = ${b * b} ${signed(-4 * a * c)} = ${discriminant}`)}.`,
        },
        { tr: `Diskriminant ${verdicts[kind].tr}.`, en: `The discriminant is ${verdicts[kind].en}.` },
      ],
      hints: [
        {
          tr: 'Kökleri bulmadan da kaç tane olduklarını görebilirsin.',
          en: 'You can see how many roots there are without finding them.',
        },
        {
          tr: `${inline('b^2 - 4ac')} ifadesinin işaretine bak; ${inline('c')} sayısının işaretini unutma.`,
          en: `Look at the sign of ${inline('b^2 - 4ac')}; mind the sign of ${inline('c')}.`,
        },
      ],
    };
  },
};

interface RectangleNumbers {
  readonly longerBy: number;
  readonly area: number;
}
const rectangleStories: readonly ((numbers: RectangleNumbers) => Bilingual)[] = [
  ({ longerBy, area }) => ({
    tr: `Dikdörtgen biçimindeki bir bahçenin uzun kenarı, kısa kenarından ${longerBy} metre daha uzundur. Bahçenin alanı ${area} metrekare olduğuna göre çevresi kaç metredir?`,
    en: `The longer side of a rectangular garden is ${longerBy} metres longer than the shorter side. The area of the garden is ${area} square metres. What is its perimeter in metres?`,
  }),
  ({ longerBy, area }) => ({
    tr: `Alanı ${area} metrekare olan dikdörtgen biçimindeki bir yüzme havuzunun eni, boyundan ${longerBy} metre kısadır. Buna göre havuzun çevresi kaç metredir?`,
    en: `A rectangular swimming pool has an area of ${area} square metres, and its width is ${longerBy} metres shorter than its length. What is the perimeter of the pool in metres?`,
  }),
  ({ longerBy, area }) => ({
    tr: `Bir kilim ustası, alanı ${area} desimetrekare olan dikdörtgen bir kilim dokuyor. Kilimin uzun kenarı kısa kenarından ${longerBy} desimetre fazla olduğuna göre kilimin çevresi kaç desimetredir?`,
    en: `A weaver makes a rectangular rug with an area of ${area} square decimetres. Its longer side exceeds the shorter one by ${longerBy} decimetres. What is the perimeter of the rug in decimetres?`,
  }),
];

const rectangle: QuestionTemplate = {
  key: 'quadratic-rectangle-story',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    const shorter = random.int(5, 16);
    const longerBy = random.int(2, 9);
    const longer = shorter + longerBy;
    const area = shorter * longer;
    const perimeter = 2 * (shorter + longer);
    return {
      form: 'single_choice',
      parameters: { longerBy, area },
      stem: random.pick(rectangleStories)({ longerBy, area }),
      answer: wholeOption(perimeter),
      wrong: [
        { ...wholeOption(shorter + longer), misconception: 'half_perimeter_taken' },
        { ...wholeOption(4 * shorter + longerBy), misconception: 'difference_added_to_one_side_only' },
        { ...wholeOption(4 * shorter), misconception: 'rectangle_story_sides_taken_equal' },
        { ...wholeOption(longer), misconception: 'stopped_too_early' },
        { ...wholeOption(4 * longer), misconception: 'rectangle_story_sides_taken_equal' },
        { ...wholeOption(2 * (longer + longer + longerBy)), misconception: 'negative_root_taken_as_side' },
      ],
      rationale: [
        {
          tr: `Kısa kenara ${inline('x')} dersek uzun kenar ${inline(`x + ${longerBy}`)} olur ve ${inline(`x(x + ${longerBy}) = ${area}`)}.`,
          en: `Call the shorter side ${inline('x')}; the longer one is ${inline(`x + ${longerBy}`)}, and ${inline(`x(x + ${longerBy}) = ${area}`)}.`,
        },
        {
          tr: `${inline(`${polynomial([1, longerBy, -area])} = 0`)}, yani ${inline(`(x - ${shorter})(x + ${longer}) = 0`)}.`,
          en: `${inline(`${polynomial([1, longerBy, -area])} = 0`)}, that is ${inline(`(x - ${shorter})(x + ${longer}) = 0`)}.`,
        },
        {
          tr: `Uzunluk negatif olamayacağından ${inline(`x = ${shorter}`)}; uzun kenar ${inline(String(longer))} olur.`,
          en: `A length is not negative, so ${inline(`x = ${shorter}`)}, and the longer side is ${inline(String(longer))}.`,
        },
        {
          tr: `Çevre: ${inline(`2(${shorter} + ${longer}) = ${perimeter}`)}.`,
          en: `The perimeter: ${inline(`2(${shorter} + ${longer}) = ${perimeter}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Kısa kenara x de ve uzun kenarı x cinsinden yaz.',
          en: 'Call the shorter side x and write the longer one with x.',
        },
        {
          tr: 'Alan bilgisinden ikinci dereceden bir denklem kur ve çarpanlarına ayır.',
          en: 'The area gives a quadratic equation; solve it by factoring.',
        },
        {
          tr: 'Sorulanın kenar değil çevre olduğunu unutma.',
          en: 'Mind that the perimeter is asked for, not a side.',
        },
      ],
    };
  },
};

export const quadraticApplications: readonly QuestionTemplate[] = [distinctRoots, rectangle];
