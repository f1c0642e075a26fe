import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.FUN.001';

interface SurveyNumbers {
  readonly total: number;
  readonly first: number;
  readonly second: number;
  readonly neither: number;
}
const surveys: readonly ((numbers: SurveyNumbers) => Bilingual)[] = [
  ({ total, first, second, neither }) => ({
    tr: `${total} kişilik bir turist grubunda İngilizce bilen ${first}, Almanca bilen ${second} kişi vardır; ${neither} kişi bu iki dilden hiçbirini bilmemektedir. Buna göre grupta yalnız İngilizce bilen kaç kişi vardır?`,
    en: `In a group of ${total} tourists ${first} speak English, ${second} speak German, and ${neither} speak neither of the two. How many speak English but not German?`,
  }),
  ({ total, first, second, neither }) => ({
    tr: `${total} öğrencinin bulunduğu bir okulda ${first} öğrenci satranç, ${second} öğrenci tiyatro kulübüne üyedir; ${neither} öğrenci ise iki kulübe de üye değildir. Buna göre yalnız satranç kulübüne üye olan kaç öğrenci vardır?`,
    en: `In a school of ${total} pupils ${first} belong to the chess club, ${second} to the drama club, and ${neither} to neither of them. How many belong to the chess club only?`,
  }),
  ({ total, first, second, neither }) => ({
    tr: `Bir kafeye gelen ${total} müşteriden ${first} kişi çay, ${second} kişi simit almış, ${neither} kişi ise ikisini de almamıştır. Buna göre yalnız çay alan kaç müşteri vardır?`,
    en: `Of ${total} guests of a café ${first} had tea, ${second} had a simit, and ${neither} had neither. How many had tea only?`,
  }),
];

const onlyFirst: QuestionTemplate = {
  key: 'set-survey-only-one',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 55,
  generate(random) {
    const [onlyA, onlyB] = [random.int(4, 20), random.int(4, 20)];
    const [both, neither] = [random.int(2, 9), random.int(2, 9)];
    const [first, second] = [onlyA + both, onlyB + both];
    const total = onlyA + onlyB + both + neither;
    if (onlyA === onlyB || onlyA === both) return null;
    return {
      form: 'numeric',
      parameters: { total, first, second, neither },
      stem: random.pick(surveys)({ total, first, second, neither }),
      answer: { value: onlyA },
      tolerance: 0,
      wrong: [
        { value: total - second, misconception: 'set_outsiders_ignored' },
        { value: both, misconception: 'answered_other_quantity' },
        { value: onlyB, misconception: 'answered_other_quantity' },
        { value: first, misconception: 'set_common_elements_kept' },
        { value: total - neither, misconception: 'stopped_too_early' },
        { value: Math.abs(first - second), misconception: 'set_sizes_subtracted' },
      ],
      rationale: [
        {
          tr: `En az birine girenlerin sayısı: ${inline(`${total} - ${neither} = ${total - neither}`)}.`,
          en: `In at least one of the two: ${inline(`${total} - ${neither} = ${total - neither}`)}.`,
        },
        {
          tr: `İkisine de girenlerin sayısı: ${inline(`${first} + ${second} - ${total - neither} = ${both}`)}.`,
          en: `In both: ${inline(`${first} + ${second} - ${total - neither} = ${both}`)}.`,
        },
        {
          tr: `Yalnız birincisine girenler: ${inline(`${first} - ${both} = ${onlyA}`)}.`,
          en: `In the first only: ${inline(`${first} - ${both} = ${onlyA}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Venn şeması çiz; ikisine de girmeyenleri dışarıya yaz.',
          en: 'Draw a Venn diagram and put those who are in neither outside.',
        },
        {
          tr: 'Önce en az birine girenlerin, sonra ikisine de girenlerin sayısını bul.',
          en: 'Find first how many are in at least one, then how many are in both.',
        },
      ],
    };
  },
};

interface RatioNumbers {
  readonly total: number;
  readonly times: number;
  readonly both: number;
  readonly neither: number;
}
const timesInEnglish = (times: number): string => (times === 2 ? 'twice' : `${times} times`);

const ratioSurveys: readonly ((numbers: RatioNumbers) => Bilingual)[] = [
  ({ total, times, both, neither }) => ({
    tr: `${total} kişilik bir spor okulunda yüzmeye gidenlerin sayısı, tenise gidenlerin sayısının ${times} katıdır. İkisine de giden ${both}, hiçbirine gitmeyen ${neither} kişi olduğuna göre yalnız tenise giden kaç kişi vardır?`,
    en: `In a sports school of ${total} children ${timesInEnglish(times)} as many swim as play tennis. ${both} do both and ${neither} do neither. How many play tennis only?`,
  }),
  ({ total, times, both, neither }) => ({
    tr: `${total} haneli bir köyde bahçesinde elma ağacı olan hanelerin sayısı, ceviz ağacı olanların sayısının ${times} katıdır. Hanelerin ${both} tanesinde iki ağaç türü birden vardır, ${neither} tanesinde ise ikisi de yoktur. Buna göre bahçesinde yalnız ceviz ağacı olan kaç hane vardır?`,
    en: `In a village of ${total} households ${timesInEnglish(times)} as many have apple trees as have walnut trees. ${both} households have both kinds and ${neither} have neither. How many have walnut trees only?`,
  }),
];

const ratio: QuestionTemplate = {
  key: 'set-survey-with-ratio',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    const times = random.int(2, 3);
    const smaller = random.int(8, 24);
    // A multiple of times + 1, so that leaving the common part out gives whole people too.
    const both = (times + 1) * random.int(1, 3);
    const neither = (times + 1) * random.int(1, 3);
    const larger = times * smaller;
    const total = larger + smaller - both + neither;
    const onlySmaller = smaller - both;
    if (onlySmaller < 3 || both === neither) return null;
    const parts = times + 1;
    return {
      form: 'single_choice',
      parameters: { total, times, both, neither },
      stem: random.pick(ratioSurveys)({ total, times, both, neither }),
      answer: wholeOption(onlySmaller),
      wrong: [
        { ...wholeOption(smaller), misconception: 'set_common_elements_kept' },
        { ...wholeOption((total - neither) / parts - both), misconception: 'set_common_part_missing_in_equation' },
        { ...wholeOption((total + both) / parts - both), misconception: 'set_outsiders_ignored' },
        { ...wholeOption(larger - both), misconception: 'answered_other_quantity' },
        { ...wholeOption((total - neither - both) / parts), misconception: 'set_ratio_applied_to_only_parts' },
        { ...wholeOption((total - neither) / parts), misconception: 'set_common_part_missing_in_equation' },
      ],
      rationale: [
        {
          tr: `Az olan grubun sayısına ${inline('x')} dersek öbürü ${inline(`${times}x`)} olur; en az birinde bulunanlar ${inline(`${total} - ${neither} = ${total - neither}`)} tanedir.`,
          en: `Call the smaller group ${inline('x')}; the other is ${inline(`${times}x`)}, and ${inline(`${total} - ${neither} = ${total - neither}`)} are in at least one.`,
        },
        {
          tr: `Ortak olanlar iki kez sayıldığından ${inline(`${times}x + x - ${both} = ${total - neither}`)}, yani ${inline(`${parts}x = ${total - neither + both}`)} ve ${inline(`x = ${smaller}`)}.`,
          en: `The common ones are counted twice, so ${inline(`${times}x + x - ${both} = ${total - neither}`)}, that is ${inline(`${parts}x = ${total - neither + both}`)} and ${inline(`x = ${smaller}`)}.`,
        },
        {
          tr: `Yalnız o grupta olanlar: ${inline(`${smaller} - ${both} = ${onlySmaller}`)}.`,
          en: `In that group only: ${inline(`${smaller} - ${both} = ${onlySmaller}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Az olan grubun tamamına x de; ortak olanlar bu sayının içindedir.',
          en: 'Call the whole smaller group x; the common ones belong to it.',
        },
        {
          tr: 'En az birinde bulunanların sayısını iki yoldan yazarak denklem kur.',
          en: 'Write the number in at least one group in two ways to get an equation.',
        },
        {
          tr: 'Sorulan, grubun tamamı değil yalnız o grupta olanlardır.',
          en: 'Those in that group only are asked for, not the whole group.',
        },
      ],
    };
  },
};

export const setSurveys: readonly QuestionTemplate[] = [onlyFirst, ratio];
