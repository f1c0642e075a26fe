import type { Bilingual } from '../../bilingual.ts';
import { decimal, greatestCommonDivisor, inline, signed } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.007';

interface Change {
  readonly start: number;
  readonly up: number;
  readonly down: number;
  readonly claimed: number;
}

const claims: readonly ((change: Change) => Bilingual)[] = [
  ({ start, up, down, claimed }) => ({
    tr: `"Fiyatı ${start} lira olan bir ürüne önce %${up} zam, ardından yeni fiyatı üzerinden %${down} indirim yapılırsa ürünün fiyatı ${claimed} lira olur." ifadesi doğru mudur?`,
    en: `True or false: when the price of an article of ${start} lira goes up by ${up}% and the new price is then reduced by ${down}%, the article costs ${claimed} lira.`,
  }),
  ({ start, up, down, claimed }) => ({
    tr: `"Nüfusu ${start} olan bir köyün nüfusu bir yıl %${up} artar, ertesi yıl da %${down} azalırsa ${claimed} olur." ifadesi doğru mudur?`,
    en: `True or false: when the population of a village of ${start} grows by ${up}% in one year and falls by ${down}% in the next, it is ${claimed}.`,
  }),
];

const backAgain: QuestionTemplate = {
  key: 'percent-up-and-down-claim',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const start = 100 * random.int(2, 30);
    const up = 10 * random.int(1, 5);
    const down = random.pick([up, 10 * random.int(1, 4), 20]);
    const raised = (start * (100 + up)) / 100;
    const last = (raised * (100 - down)) / 100;
    const added = (start * (100 + up - down)) / 100;
    if (!Number.isInteger(last)) return null;
    const isTrue = random.pick([true, false]);
    const claimed = isTrue ? last : added;
    return {
      form: 'true_false',
      parameters: { start, up, down, claimed },
      stem: random.pick(claims)({ start, up, down, claimed }),
      isTrue,
      misconception: 'percents_added',
      rationale: [
        {
          tr: `%${up} artıştan sonra: ${inline(`${start} \\cdot \\frac{${100 + up}}{100} = ${raised}`)}.`,
          en: `After the increase by ${up}%: ${inline(`${start} \\cdot \\frac{${100 + up}}{100} = ${raised}`)}.`,
        },
        {
          tr: `%${down} azalış bu yeni sayı üzerinden alınır: ${inline(`${raised} \\cdot \\frac{${100 - down}}{100} = ${last}`)}. Verilen ${claimed} sayısı ${isTrue ? 'doğrudur' : 'yanlıştır'}.`,
          en: `The decrease by ${down}% is of this new number: ${inline(`${raised} \\cdot \\frac{${100 - down}}{100} = ${last}`)}. The given ${claimed} is ${isTrue ? 'right' : 'wrong'}.`,
        },
      ],
      hints: [
        {
          tr: 'İki yüzde aynı sayı üzerinden mi alınıyor?',
          en: 'Are the two percentages taken of the same number?',
        },
        {
          tr: 'Önce artıştan sonraki sayıyı bul, azalışı onun üzerinden hesapla.',
          en: 'Find the number after the increase first, and take the decrease of that.',
        },
      ],
    };
  },
};

const goods = [
  { tr: 'bir çantayı', en: 'a bag' },
  { tr: 'bir masa lambasını', en: 'a desk lamp' },
  { tr: 'bir bisikleti', en: 'a bicycle' },
] as const;

const profitAfterDiscount: QuestionTemplate = {
  key: 'percent-profit-after-discount',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 100,
  generate(random) {
    const up = 10 * random.int(3, 8);
    const down = 5 * random.int(2, 6);
    const profitRate = (100 + up) * (100 - down) - 10_000;
    if (profitRate <= 0) return null;
    // A cost for which the prices, the profit and the result of combining the percentages are all whole.
    const wholeFor = (numerator: number, denominator: number): number =>
      denominator / greatestCommonDivisor(numerator, denominator);
    const step = [wholeFor(up, 100), wholeFor(profitRate, 10_000), wholeFor(profitRate, 100 * (up - down))].reduce(
      (product, factor) => (product * factor) / greatestCommonDivisor(product, factor),
      20,
    );
    if (step > 1000) return null;
    const cost = step * random.int(1, Math.floor(2000 / step));
    const label = (cost * (100 + up)) / 100;
    const sold = (label * (100 - down)) / 100;
    const profit = sold - cost;
    const percentProfit = ((100 + up) * (100 - down)) / 100 - 100;
    const ratio = ((100 + up) * (100 - down)) / 10_000;
    const good = random.pick(goods);
    return {
      form: 'single_choice',
      parameters: { up, down, profit },
      stem: {
        tr: `Bir esnaf ${good.tr} maliyetinin %${up} fazlasına etiketlemiş, sonra etiket fiyatı üzerinden %${down} indirim yaparak satmıştır. Bu satıştan ${profit} lira kâr ettiğine göre ürünün maliyeti kaç liradır?`,
        en: `A shopkeeper prices ${good.en} ${up}% above its cost, then takes ${down}% off this price and sells it. The profit is ${profit} lira. What was the cost in lira?`,
      },
      answer: countNumber(cost),
      wrong: [
        wrongOption('percents_added', countNumber((profit * 100) / (up - down))),
        wrongOption('discount_left_out', countNumber((profit * 100) / up)),
        ...random.shuffle([
          wrongOption('answered_other_quantity', countNumber(sold)),
          wrongOption('answered_other_quantity', countNumber(label)),
          wrongOption('profit_taken_for_price', countNumber(profit / ratio)),
          wrongOption('discount_taken_for_profit', countNumber((profit * 100) / down)),
        ]),
      ],
      rationale: [
        {
          tr: `Maliyet ${inline('100k')} olsun: etiket fiyatı ${inline(`${100 + up}k`)}, satış fiyatı ${inline(`${100 + up}k \\cdot \\frac{${100 - down}}{100} = ${decimal(100 + percentProfit).tr}k`)} olur.`,
          en: `Let the cost be ${inline('100k')}: the marked price is ${inline(`${100 + up}k`)}, the selling price ${inline(`${100 + up}k \\cdot \\frac{${100 - down}}{100} = ${decimal(100 + percentProfit).en}k`)}.`,
        },
        {
          tr: `Kâr ${inline(`${decimal(100 + percentProfit).tr}k ${signed(-100)}k = ${decimal(percentProfit).tr}k = ${profit}`)} olduğundan ${inline(`k = ${decimal(cost / 100).tr}`)}.`,
          en: `The profit is ${inline(`${decimal(100 + percentProfit).en}k ${signed(-100)}k = ${decimal(percentProfit).en}k = ${profit}`)}, so ${inline(`k = ${decimal(cost / 100).en}`)}.`,
        },
        {
          tr: `Maliyet ${inline(`100k = ${cost}`)} liradır.`,
          en: `The cost is ${inline(`100k = ${cost}`)} lira.`,
        },
      ],
      hints: [
        {
          tr: `Maliyete ${inline('100k')} de; etiket fiyatını ve satış fiyatını sırayla yaz.`,
          en: `Call the cost ${inline('100k')} and write down the marked price, then the selling price.`,
        },
        {
          tr: 'İndirim maliyet üzerinden değil, etiket fiyatı üzerinden yapılır.',
          en: 'The discount is taken of the marked price, not of the cost.',
        },
        {
          tr: 'Satış fiyatı ile maliyetin farkını kâra eşitle.',
          en: 'Set the difference of selling price and cost equal to the profit.',
        },
      ],
    };
  },
};

export const percentTrade: readonly QuestionTemplate[] = [backAgain, profitAfterDiscount];
