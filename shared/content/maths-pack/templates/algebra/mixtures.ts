import type { Bilingual } from '../../bilingual.ts';
import { decimal, greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { SeededRandom } from '../../seeded-random.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { percentOption } from './answer-options.ts';

const topicUid = 'TR.MAT.PRB.003';

interface Substance {
  /** What is dissolved: salt, sugar. */
  readonly solute: Bilingual;
  /** The mixture, as in "300 gram tuzlu su". */
  readonly mixture: Bilingual;
  /** "300 gram tuzlu suya": the mixture in the dative, which Turkish alone has. */
  readonly mixtureDative: string;
  /** Water dissolves no more than this at room temperature, in percent of the mixture. */
  readonly highestPercent: number;
}
const substances: readonly Substance[] = [
  {
    solute: { tr: 'tuz', en: 'salt' },
    mixture: { tr: 'tuzlu su', en: 'salt water' },
    mixtureDative: 'tuzlu suya',
    highestPercent: 25,
  },
  {
    solute: { tr: 'şeker', en: 'sugar' },
    mixture: { tr: 'şekerli su', en: 'sugar water' },
    mixtureDative: 'şekerli suya',
    highestPercent: 65,
  },
  {
    solute: { tr: 'şeker', en: 'sugar' },
    mixture: { tr: 'şerbet', en: 'syrup' },
    mixtureDative: 'şerbete',
    highestPercent: 65,
  },
];
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A substance of which that much can be dissolved. */
const pickSubstance = (random: SeededRandom, percent: number): Substance =>
  random.pick(substances.filter((substance) => percent <= substance.highestPercent));

const soluteShare: QuestionTemplate = {
  key: 'mixture-solute-share',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const total = random.pick([80, 120, 125, 150, 160, 200, 240, 250, 300, 400, 500]);
    const percent = random.pick([5, 8, 10, 12, 15, 16, 20, 24, 25, 30, 35, 40, 60]);
    const solute = (total * percent) / 100;
    const water = total - solute;
    if (!Number.isInteger(solute)) return null;
    const { solute: name } = pickSubstance(random, percent);
    const stem = random.pick<Bilingual>([
      {
        tr: `${solute} gram ${name.tr}, ${water} gram suda çözülüyor. Oluşan karışımın yüzde kaçı ${name.tr} olur?`,
        en: `${solute} grams of ${name.en} are dissolved in ${water} grams of water. What percent of the mixture is ${name.en}?`,
      },
      {
        tr: `İçinde ${water} gram su bulunan bir sürahiye ${solute} gram ${name.tr} eklenip karıştırılıyor. Karışımın ${name.tr} oranı yüzde kaçtır?`,
        en: `${solute} grams of ${name.en} are stirred into a jug with ${water} grams of water. What percentage of the mixture is ${name.en}?`,
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { solute, water },
      stem,
      answer: percentOption(percent),
      wrong: [
        { ...percentOption((100 * solute) / water), misconception: 'mixture_part_compared_with_water' },
        { ...percentOption(100 - percent), misconception: 'answered_other_quantity' },
        { ...percentOption(solute), misconception: 'mixture_grams_read_as_percent' },
        { ...percentOption(100 / percent), misconception: 'mixture_ratio_turned_over' },
        { ...percentOption(percent / 10), misconception: 'mixture_decimal_point_shifted' },
        { ...percentOption(percent * 10), misconception: 'mixture_decimal_point_shifted' },
        { ...percentOption(100 - (100 * solute) / water), misconception: 'mixture_part_compared_with_water' },
      ],
      rationale: [
        {
          tr: `Karışımın tamamı ${inline(`${solute} + ${water} = ${total}`)} gramdır.`,
          en: `The whole mixture weighs ${inline(`${solute} + ${water} = ${total}`)} grams.`,
        },
        {
          tr: `${capitalised(name.tr)} oranı: ${inline(`\\frac{${solute}}{${total}} = \\frac{${percent}}{100}`)}, yani %${percent}.`,
          en: `The share of ${name.en}: ${inline(`\\frac{${solute}}{${total}} = \\frac{${percent}}{100}`)}, that is ${percent}%.`,
        },
      ],
      hints: [
        {
          tr: 'Yüzde, karışımın tamamına göre hesaplanır.',
          en: 'The percentage is taken of the whole mixture.',
        },
        {
          tr: `${capitalised(name.tr)} miktarını, su ile ${name.tr} toplamına böl.`,
          en: `Divide the amount of ${name.en} by water and ${name.en} together.`,
        },
      ],
    };
  },
};

const twoSolutions: QuestionTemplate = {
  key: 'mixture-two-solutions',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const [firstPart, secondPart] = [random.int(1, 10), random.int(1, 10)];
    const [firstGrams, secondGrams] = [50 * firstPart, 50 * secondPart];
    // The percentages differ by a multiple that leads to a whole percentage of the mixture.
    const parts = firstPart + secondPart;
    const step = (5 * parts) / greatestCommonDivisor(parts, 5 * secondPart);
    const firstPercent = 5 * random.int(1, 13);
    const secondPercent = firstPercent + step * random.nonZeroInt(-4, 4);
    const total = firstGrams + secondGrams;
    const soluteGrams = (firstGrams * firstPercent + secondGrams * secondPercent) / 100;
    const percent = (100 * soluteGrams) / total;
    if (firstGrams === secondGrams || secondPercent < 5 || secondPercent > 65) return null;
    const { solute, mixture } = pickSubstance(random, Math.max(firstPercent, secondPercent));
    const [firstSolute, secondSolute] = [(firstGrams * firstPercent) / 100, (secondGrams * secondPercent) / 100];
    const sumText = (language: 'tr' | 'en') =>
      `${decimal(firstSolute)[language]} + ${decimal(secondSolute)[language]} = ${decimal(soluteGrams)[language]}`;
    return {
      form: 'single_choice',
      parameters: { firstGrams, firstPercent, secondGrams, secondPercent },
      stem: {
        tr: `${capitalised(solute.tr)} oranı %${firstPercent} olan ${firstGrams} gram ${mixture.tr} ile ${solute.tr} oranı %${secondPercent} olan ${secondGrams} gram ${mixture.tr} karıştırılıyor. Elde edilen karışımın ${solute.tr} oranı yüzde kaçtır?`,
        en: `${firstGrams} grams of ${mixture.en} with ${firstPercent}% ${solute.en} are mixed with ${secondGrams} grams of ${mixture.en} with ${secondPercent}% ${solute.en}. What percentage of the new mixture is ${solute.en}?`,
      },
      answer: percentOption(percent),
      wrong: [
        { ...percentOption((firstPercent + secondPercent) / 2), misconception: 'mixture_plain_mean_of_percents' },
        {
          ...percentOption((firstGrams * secondPercent + secondGrams * firstPercent) / total),
          misconception: 'mixture_weights_swapped',
        },
        { ...percentOption(firstPercent + secondPercent), misconception: 'mixture_percents_added' },
        { ...percentOption(100 - percent), misconception: 'answered_other_quantity' },
        { ...percentOption(Math.abs(firstPercent - secondPercent)), misconception: 'mixture_percents_subtracted' },
        { ...percentOption(soluteGrams), misconception: 'mixture_grams_read_as_percent' },
      ],
      rationale: [
        {
          tr: `Karışımlardaki ${solute.tr}: ${inline(`${sumText('tr')}`)} gram.`,
          en: `The ${solute.en} in the two: ${inline(`${sumText('en')}`)} grams.`,
        },
        {
          tr: `Yeni karışımın tamamı: ${inline(`${firstGrams} + ${secondGrams} = ${total}`)} gram.`,
          en: `The whole new mixture: ${inline(`${firstGrams} + ${secondGrams} = ${total}`)} grams.`,
        },
        {
          tr: `Oran ${inline(`\\frac{${decimal(soluteGrams).tr}}{${total}} = \\frac{${percent}}{100}`)}, yani %${percent} olur.`,
          en: `The share is ${inline(`\\frac{${decimal(soluteGrams).en}}{${total}} = \\frac{${percent}}{100}`)}, that is ${percent}%.`,
        },
      ],
      hints: [
        {
          tr: `Her karışımda kaç gram ${solute.tr} olduğunu bul.`,
          en: `Find how many grams of ${solute.en} each mixture holds.`,
        },
        {
          tr: `Toplam ${solute.tr} miktarını toplam kütleye böl; miktarı çok olan karışım sonucu kendine daha çok yaklaştırır.`,
          en: `Divide all the ${solute.en} by the whole mass; the larger amount pulls the result towards itself.`,
        },
      ],
    };
  },
};

const addedWater: QuestionTemplate = {
  key: 'mixture-added-water',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const after = 5 * random.int(1, 12);
    const before = 5 * random.int(after / 5 + 1, 13);
    // Twenties of grams hold whole grams of the dissolved substance; the share keeps the water whole too.
    const share = after / greatestCommonDivisor(after, before - after);
    const grams = 20 * share * random.int(Math.ceil(3 / share), Math.ceil(30 / share));
    const water = (grams * (before - after)) / after;
    if (grams > 600 || water > 2 * grams) return null;
    const soluteGrams = (grams * before) / 100;
    const { solute, mixture, mixtureDative } = pickSubstance(random, before);
    return {
      form: 'numeric',
      parameters: { grams, before, after },
      stem: {
        tr: `${capitalised(solute.tr)} oranı %${before} olan ${grams} gram ${mixtureDative} kaç gram su eklenirse ${solute.tr} oranı %${after} olur?`,
        en: `How many grams of water must be added to ${grams} grams of ${mixture.en} with ${before}% ${solute.en} so that it holds ${after}% ${solute.en}?`,
      },
      answer: { value: water },
      tolerance: 0,
      unit: 'g',
      wrong: [
        { value: grams + water, misconception: 'answered_other_quantity' },
        { value: (grams * (before - after)) / 100, misconception: 'mixture_percent_points_of_old_amount' },
        { value: (grams * (before - after)) / before, misconception: 'mixture_divided_by_old_percent' },
        { value: soluteGrams, misconception: 'stopped_too_early' },
        { value: (grams * (100 - after)) / 100, misconception: 'mixture_old_water_ignored' },
      ],
      rationale: [
        {
          tr: `${capitalised(solute.tr)} miktarı değişmez: ${inline(`${grams} \\cdot \\frac{${before}}{100} = ${soluteGrams}`)} gram.`,
          en: `The amount of ${solute.en} stays: ${inline(`${grams} \\cdot \\frac{${before}}{100} = ${soluteGrams}`)} grams.`,
        },
        {
          tr: `Bu miktar yeni karışımın %${after}${turkishNumberSuffix(after, 'possessive')} olacağından karışımın tamamı ${inline(`${soluteGrams} \\cdot \\frac{100}{${after}} = ${grams + water}`)} gram olmalıdır.`,
          en: `This is ${after}% of the new mixture, whose mass must be ${inline(`${soluteGrams} \\cdot \\frac{100}{${after}} = ${grams + water}`)} grams.`,
        },
        {
          tr: `Eklenen su: ${inline(`${grams + water} - ${grams} = ${water}`)} gram.`,
          en: `Water added: ${inline(`${grams + water} - ${grams} = ${water}`)} grams.`,
        },
      ],
      hints: [
        { tr: 'Su eklenince hangi miktar değişmez?', en: 'Which amount stays the same when water is added?' },
        {
          tr: `Değişmeyen ${solute.tr} miktarı yeni karışımın %${after}${turkishNumberSuffix(after, 'possessive')} olacak; yeni karışımın tamamını bul.`,
          en: `The unchanged amount of ${solute.en} will be ${after}% of the new mixture; find the whole of it.`,
        },
      ],
    };
  },
};

export const mixtures: readonly QuestionTemplate[] = [soluteShare, twoSolutions, addedWater];
