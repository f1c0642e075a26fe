import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { countNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.007';

/** `%20` in Turkish, `20%` in English, as plain text. */
const percentText = (percent: number): Bilingual => ({ tr: `%${percent}`, en: `${percent}%` });

/**
 * Percentages with a step for the whole: for its multiples the percentage of the percentage is a whole number too, so
 * that the results of the wrong base are always among the choices.
 */
const percentsWithStep: readonly (readonly [number, number])[] = [
  [10, 100],
  [15, 400],
  [20, 50],
  [25, 80],
  [30, 100],
  [35, 400],
  [40, 50],
  [60, 50],
  [70, 100],
  [75, 80],
  [80, 50],
];

const partOfWhole: QuestionTemplate = {
  key: 'percent-find-whole',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const [percent, step] = random.pick(percentsWithStep);
    const whole = step * random.int(Math.ceil(80 / step), Math.floor(1600 / step));
    const part = (whole * percent) / 100;
    if (part === percent || part < 10) return null;
    const written = percentText(percent);
    const ending = turkishNumberSuffix(percent, 'possessive');
    return {
      form: 'single_choice',
      parameters: { percent, part },
      stem: random.pick([
        {
          tr: `${written.tr}${ending} ${part} olan sayı kaçtır?`,
          en: `${written.en} of a number is ${part}. What is the number?`,
        },
        {
          tr: `Bir okuldaki öğrencilerin ${written.tr}${ending} okula servisle gelmektedir. Servisle gelenlerin sayısı ${part} olduğuna göre okulda kaç öğrenci vardır?`,
          en: `${written.en} of the pupils of a school come by bus. ${part} pupils come by bus. How many pupils are there at the school?`,
        },
        {
          tr: `Nehir bir kitabın ${written.tr}${ending}n${ending.slice(-1)} okuduğunda ${part} sayfa okumuş oluyor. Buna göre kitap kaç sayfadır?`,
          en: `Having read ${written.en} of a book, Nehir is ${part} pages in. How many pages does the book have?`,
        },
      ] as const),
      answer: countNumber(whole),
      wrong: [
        wrongOption('percent_of_part_taken', countNumber((part * percent) / 100)),
        wrongOption('percent_added_to_part', countNumber((part * (100 + percent)) / 100)),
        ...random.shuffle([
          wrongOption('complement_percent_used', countNumber((part * 100) / (100 - percent))),
          wrongOption('answered_other_quantity', countNumber(whole - part)),
          wrongOption('percent_added_as_number', countNumber(part + percent)),
          wrongOption('percent_taken_as_divisor', countNumber(part * percent)),
        ]),
      ],
      rationale: [
        {
          tr: `Bütüne ${inline('x')} dersek ${inline(`x \\cdot \\frac{${percent}}{100} = ${part}`)} olur.`,
          en: `Call the whole ${inline('x')}; then ${inline(`x \\cdot \\frac{${percent}}{100} = ${part}`)}.`,
        },
        {
          tr: `Buradan ${inline(`x = \\frac{${part} \\cdot 100}{${percent}} = ${whole}`)} bulunur.`,
          en: `Hence ${inline(`x = \\frac{${part} \\cdot 100}{${percent}} = ${whole}`)}.`,
        },
      ],
      hints: [
        {
          tr: `Verilen ${part} sayısının bütün mü, yoksa bütünün bir parçası mı olduğunu belirle.`,
          en: `Decide whether the given ${part} is the whole or a part of it.`,
        },
        {
          tr: "Önce bütünün %1'inin kaç ettiğini bulabilirsin.",
          en: 'You may first find what 1% of the whole is.',
        },
      ],
    };
  },
};

const successiveStories: readonly ((price: number, first: number, second: number) => Bilingual)[] = [
  (price, first, second) => ({
    tr: `Fiyatı ${price} lira olan bir monta önce ${percentText(Math.abs(first)).tr} ${first > 0 ? 'zam' : 'indirim'}, sonra yeni fiyatı üzerinden ${percentText(Math.abs(second)).tr} ${second > 0 ? 'zam' : 'indirim'} yapılıyor. Montun son fiyatı kaç liradır?`,
    en: `A coat costs ${price} lira. Its price is ${first > 0 ? 'raised' : 'reduced'} by ${percentText(Math.abs(first)).en}, then the new price is ${second > 0 ? 'raised' : 'reduced'} by ${percentText(Math.abs(second)).en}. What is the final price in lira?`,
  }),
  (price, first, second) => ({
    tr: `Bir derneğin ${price} üyesi vardır. Üye sayısı ilk yıl ${percentText(Math.abs(first)).tr} ${first > 0 ? 'artmış' : 'azalmış'}, ikinci yıl ise bir önceki yılın sonuna göre ${percentText(Math.abs(second)).tr} ${second > 0 ? 'artmıştır' : 'azalmıştır'}. Buna göre derneğin iki yıl sonunda kaç üyesi olmuştur?`,
    en: `A club has ${price} members. In the first year their number ${first > 0 ? 'grows' : 'falls'} by ${percentText(Math.abs(first)).en}, in the second year it ${second > 0 ? 'grows' : 'falls'} by ${percentText(Math.abs(second)).en} of what it was by then. How many members are there after the two years?`,
  }),
];

const successive: QuestionTemplate = {
  key: 'percent-successive-changes',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const price = 100 * random.int(3, 24);
    const first = random.pick([-1, 1]) * 5 * random.int(2, 8);
    const second = random.pick([-1, 1]) * 5 * random.int(2, 8);
    const between = (price * (100 + first)) / 100;
    const last = (between * (100 + second)) / 100;
    if (first === second || first + second === 0 || !Number.isInteger(last)) return null;
    const misread = (percentChange: number) =>
      percentChange > 0 ? 'increase_read_as_decrease' : 'decrease_read_as_increase';
    const step = `${between} \\cdot \\frac{${100 + second}}{100} = ${last}`;
    return {
      form: 'single_choice',
      parameters: { price, first, second },
      stem: random.pick(successiveStories)(price, first, second),
      answer: countNumber(last),
      wrong: [
        wrongOption('percents_added', countNumber((price * (100 + first + second)) / 100)),
        wrongOption(misread(second), countNumber((between * (100 - second)) / 100)),
        wrongOption('stopped_too_early', countNumber(between)),
        wrongOption(misread(first), countNumber((price * (100 - first) * (100 + second)) / 10_000)),
        wrongOption('percent_change_as_answer', countNumber(Math.abs(last - between))),
        wrongOption('stopped_too_early', countNumber((price * (100 + second)) / 100)),
      ],
      rationale: [
        {
          tr: `İlk değişimden sonra: ${inline(`${price} \\cdot \\frac{${100 + first}}{100} = ${between}`)}.`,
          en: `After the first change: ${inline(`${price} \\cdot \\frac{${100 + first}}{100} = ${between}`)}.`,
        },
        {
          tr: `İkinci yüzde yeni değer üzerinden alınır: ${inline(step)}.`,
          en: `The second percentage is of the new value: ${inline(step)}.`,
        },
      ],
      hints: [
        {
          tr: 'İkinci yüzdenin hangi sayı üzerinden alındığına dikkat et.',
          en: 'Mind which number the second percentage is taken of.',
        },
        {
          tr: `${percentText(Math.abs(first)).tr} ${first > 0 ? 'artış' : 'azalış'}, sayıyı ${inline(`\\frac{${100 + first}}{100}`)} ile çarpmak demektir; ikinci değişimi de böyle yaz.`,
          en: `${first > 0 ? 'An increase' : 'A decrease'} by ${percentText(Math.abs(first)).en} means multiplying by ${inline(`\\frac{${100 + first}}{100}`)}; write the second change in the same way.`,
        },
      ],
    };
  },
};

const beforeDiscount: QuestionTemplate = {
  key: 'percent-before-discount',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const [percent, step] = random.pick(percentsWithStep.filter(([value]) => value <= 60));
    const isDiscount = random.pick([true, false]);
    const before = step * random.int(Math.ceil(100 / step), Math.floor(1600 / step));
    const rate = isDiscount ? 100 - percent : 100 + percent;
    const after = (before * rate) / 100;
    const written = percentText(percent);
    const wrongRate = isDiscount ? 100 + percent : 100 - percent;
    const rateEnding = turkishNumberSuffix(rate, 'possessive');
    const thing = random.pick([
      { tr: 'Bir ayakkabının', en: 'The price of a pair of shoes' },
      { tr: 'Bir kulaklığın', en: 'The price of a headset' },
      { tr: 'Bir gömleğin', en: 'The price of a shirt' },
    ] as const);
    const change = isDiscount ? { tr: 'indirim', en: 'was reduced by' } : { tr: 'zam', en: 'went up by' };
    return {
      form: 'single_choice',
      parameters: { percent, after, isDiscount: isDiscount ? 1 : 0 },
      stem: {
        tr: `${thing.tr} fiyatı ${written.tr} ${change.tr} yapıldıktan sonra ${after} lira olmuştur. Buna göre ${change.tr} yapılmadan önceki fiyat kaç liradır?`,
        en: `${thing.en} ${change.en} ${written.en} and is now ${after} lira. What was it before, in lira?`,
      },
      answer: countNumber(before),
      wrong: [
        wrongOption('percent_of_wrong_base', countNumber((after * wrongRate) / 100)),
        wrongOption('change_applied_again', countNumber((after * rate) / 100)),
        wrongOption('change_divided_wrong_way', countNumber((after * 100) / wrongRate)),
        wrongOption('part_taken_for_rest', countNumber((after * 100) / percent)),
        wrongOption('percent_added_as_number', countNumber(isDiscount ? after + percent : after - percent)),
        wrongOption('percent_change_as_answer', countNumber(Math.abs(before - after))),
      ],
      rationale: [
        {
          tr: `${inline(`100 ${isDiscount ? '-' : '+'} ${percent} = ${rate}`)} olduğundan şimdiki fiyat, önceki fiyatın %${rate}${rateEnding}d${rateEnding.slice(-1)}r: ${inline(`x \\cdot \\frac{${rate}}{100} = ${after}`)}.`,
          en: `The present price is ${inline(`100 ${isDiscount ? '-' : '+'} ${percent} = ${rate}`)} percent of the former one: ${inline(`x \\cdot \\frac{${rate}}{100} = ${after}`)}.`,
        },
        {
          tr: `Buradan ${inline(`x = \\frac{${after} \\cdot 100}{${rate}} = ${before}`)} bulunur.`,
          en: `Hence ${inline(`x = \\frac{${after} \\cdot 100}{${rate}} = ${before}`)}.`,
        },
      ],
      hints: [
        {
          tr: `Yüzde, şimdiki fiyat üzerinden değil önceki fiyat üzerinden alınmıştır.`,
          en: 'The percentage was taken of the former price, not of the present one.',
        },
        {
          tr: `Önceki fiyata ${inline('x')} deyip şimdiki fiyatı ${inline('x')} ile yaz.`,
          en: `Call the former price ${inline('x')} and write the present one with it.`,
        },
      ],
    };
  },
};

export const percent: readonly QuestionTemplate[] = [partOfWhole, successive, beforeDiscount];
