import { inline } from '../../math-notation.ts';
import type { Bilingual, QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { countNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.007';

/** `%20` in Turkish, `20%` in English, as plain text. */
const percentText = (percent: number): Bilingual => ({ tr: `%${percent}`, en: `${percent}%` });

const partOfWhole: QuestionTemplate = {
  key: 'percent-find-whole',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const percent = random.pick([10, 15, 20, 25, 30, 35, 40, 60, 70, 75, 80]);
    const whole = 20 * random.int(4, 60);
    const part = (whole * percent) / 100;
    if (!Number.isInteger(part) || part === percent || part < 10) return null;
    // Taking the percentage once more is the mistake the question is about: whole for most draws.
    if ((part * percent) % 100 !== 0 && random.unit() < 0.8) return null;
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
        wrongOption('complement_percent_used', countNumber((part * 100) / (100 - percent))),
        wrongOption('answered_other_quantity', countNumber(whole - part)),
        wrongOption('percent_added_as_number', countNumber(part + percent)),
        wrongOption('percent_taken_as_divisor', countNumber(part * percent)),
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

const successiveStories: readonly ((price: number, up: number, down: number) => Bilingual)[] = [
  (price, up, down) => ({
    tr: `Fiyatı ${price} lira olan bir monta önce ${percentText(up).tr} zam, sonra yeni fiyatı üzerinden ${percentText(down).tr} indirim yapılıyor. Montun son fiyatı kaç liradır?`,
    en: `A coat costs ${price} lira. Its price goes up by ${percentText(up).en}, then the new price is reduced by ${percentText(down).en}. What is the final price in lira?`,
  }),
  (price, up, down) => ({
    tr: `Bir derneğin ${price} üyesi vardır. Üye sayısı ilk yıl ${percentText(up).tr} artmış, ikinci yıl ise bir önceki yıla göre ${percentText(down).tr} azalmıştır. Buna göre derneğin iki yıl sonunda kaç üyesi olmuştur?`,
    en: `A club has ${price} members. In the first year their number grows by ${percentText(up).en}, in the second year it falls by ${percentText(down).en} of what it was by then. How many members are there after the two years?`,
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
    const up = 5 * random.int(2, 10);
    const down = 5 * random.int(2, 8);
    const raised = (price * (100 + up)) / 100;
    const last = (raised * (100 - down)) / 100;
    if (up === down || !Number.isInteger(last)) return null;
    return {
      form: 'single_choice',
      parameters: { price, up, down },
      stem: random.pick(successiveStories)(price, up, down),
      answer: countNumber(last),
      wrong: [
        wrongOption('percents_added', countNumber((price * (100 + up - down)) / 100)),
        wrongOption('decrease_read_as_increase', countNumber((raised * (100 + down)) / 100)),
        wrongOption('stopped_too_early', countNumber(raised)),
        wrongOption('increase_read_as_decrease', countNumber((price * (100 - up) * (100 - down)) / 10_000)),
        wrongOption('percent_change_as_answer', countNumber((raised * down) / 100)),
        wrongOption('stopped_too_early', countNumber((price * (100 - down)) / 100)),
      ],
      rationale: [
        {
          tr: `İlk değişimden sonra: ${inline(`${price} \\cdot \\frac{${100 + up}}{100} = ${raised}`)}.`,
          en: `After the first change: ${inline(`${price} \\cdot \\frac{${100 + up}}{100} = ${raised}`)}.`,
        },
        {
          tr: `İkinci yüzde yeni değer üzerinden alınır: ${inline(`${raised} \\cdot \\frac{${100 - down}}{100} = ${last}`)}.`,
          en: `The second percentage is of the new value: ${inline(`${raised} \\cdot \\frac{${100 - down}}{100} = ${last}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'İkinci yüzdenin hangi sayı üzerinden alındığına dikkat et.',
          en: 'Mind which number the second percentage is taken of.',
        },
        {
          tr: `${percentText(up).tr} artış, sayıyı ${inline(`\\frac{${100 + up}}{100}`)} ile çarpmak demektir; azalışı da böyle yaz.`,
          en: `An increase of ${percentText(up).en} means multiplying by ${inline(`\\frac{${100 + up}}{100}`)}; write the decrease in the same way.`,
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
    const percent = random.pick([10, 15, 20, 25, 30, 40, 60]);
    const isDiscount = random.pick([true, false]);
    const before = 20 * random.int(5, 60);
    const rate = isDiscount ? 100 - percent : 100 + percent;
    const after = (before * rate) / 100;
    const written = percentText(percent);
    const wrongRate = isDiscount ? 100 + percent : 100 - percent;
    // The percentage of the wrong base has to be among the choices.
    if (!Number.isInteger(after) || (after * wrongRate) % 100 !== 0) return null;
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
