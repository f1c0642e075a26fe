import type { Bilingual } from '../../bilingual.ts';
import { decimal, fraction, greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { decimalOption, percentOption } from './answer-options.ts';

const topicUid = 'TR.MAT.PRB.003';

const drawnAndRefilled: QuestionTemplate = {
  key: 'mixture-drawn-and-refilled',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    // Twice: drawn / litres of the mixture is poured away and replaced by water
    const parts = random.pick([2, 3, 4, 5]);
    const drawn = random.int(2, 8);
    const litres = drawn * parts;
    // A multiple of the square, so that both rounds leave a whole percentage.
    const square = parts * parts;
    const percent = square * random.int(Math.ceil(10 / square), Math.floor(80 / square));
    const once = (percent * (parts - 1)) / parts;
    const twice = (once * (parts - 1)) / parts;
    const kept = fraction(parts - 1, parts);
    const isSyrup = percent < 40 || (percent <= 65 && random.pick([true, false]));
    const stem: Bilingual = isSyrup
      ? {
          tr: `Bir kapta şeker oranı %${percent} olan ${litres} litre şerbet vardır. Şerbetin ${drawn} litresi dökülüp yerine ${drawn} litre su konuyor ve kap iyice karıştırılıyor. Aynı işlem bir kez daha yapılırsa kaptaki şerbetin şeker oranı yüzde kaç olur?`,
          en: `A vessel holds ${litres} litres of syrup with ${percent}% sugar. ${drawn} litres are poured out, replaced by ${drawn} litres of water, and the vessel is stirred well. The same is done once more. What is the percentage of sugar then?`,
        }
      : {
          tr: `Bir bidonda alkol oranı %${percent} olan ${litres} litre kolonya vardır. Bidondan ${drawn} litre kolonya alınıp yerine ${drawn} litre su ekleniyor ve karıştırılıyor. Bu işlem bir kez daha tekrarlanırsa bidondaki karışımın alkol oranı yüzde kaç olur?`,
          en: `A drum holds ${litres} litres of cologne with ${percent}% alcohol. ${drawn} litres are taken out, replaced by ${drawn} litres of water, and mixed. This is repeated once. What is the percentage of alcohol in the drum then?`,
        };
    return {
      form: 'single_choice',
      parameters: { percent, litres, drawn },
      stem,
      answer: percentOption(twice),
      wrong: [
        { ...percentOption(once), misconception: 'mixture_second_round_left_out' },
        { ...percentOption((percent * (parts - 2)) / parts), misconception: 'mixture_same_amount_removed_twice' },
        { ...percentOption((percent * litres) / (litres + 2 * drawn)), misconception: 'mixture_nothing_poured_out' },
        { ...percentOption(percent / (parts * parts)), misconception: 'mixture_removed_share_kept' },
        { ...percentOption((percent * litres) / (litres + drawn)), misconception: 'mixture_nothing_poured_out' },
        { ...percentOption(percent - twice), misconception: 'answered_other_quantity' },
        { ...percentOption(percent / parts), misconception: 'mixture_removed_share_kept' },
      ],
      rationale: [
        {
          tr: `Dökülen karışımla çözünen maddenin ${inline(fraction(1, parts))} kadarı gider, ${inline(kept)} kadarı kalır; toplam miktar yine ${litres} litredir.`,
          en: `The part poured out takes ${inline(fraction(1, parts))} of what is dissolved with it and leaves ${inline(kept)}; the volume is ${litres} litres again.`,
        },
        {
          tr: `Birinci işlemden sonra oran: ${inline(`${percent} \\cdot ${kept} = ${once}`)}, yani %${once}.`,
          en: `After the first round the share is ${inline(`${percent} \\cdot ${kept} = ${once}`)}, that is ${once}%.`,
        },
        {
          tr: `İkinci işlemden sonra oran: ${inline(`${once} \\cdot ${kept} = ${twice}`)}, yani %${twice}.`,
          en: `After the second round it is ${inline(`${once} \\cdot ${kept} = ${twice}`)}, that is ${twice}%.`,
        },
      ],
      hints: [
        {
          tr: 'Dökülen kısımda hem su hem çözünen madde vardır; oran dökerken değişmez, su eklerken düşer.',
          en: 'What is poured out holds both; the share does not change while pouring, it falls when water is added.',
        },
        {
          tr: 'Bir işlemde çözünen maddenin kaçta kaçının kaldığını bul.',
          en: 'Find what fraction of the dissolved substance is left after one round.',
        },
        {
          tr: 'İkinci işlem, birinci işlemden sonraki orana uygulanır.',
          en: 'The second round works on the share left by the first.',
        },
      ],
    };
  },
};

interface BlendNumbers {
  readonly cheapKilograms: number;
  readonly cheapPrice: number;
  readonly dearPrice: number;
  readonly blendPrice: number;
}
const blends: readonly ((numbers: BlendNumbers) => Bilingual)[] = [
  ({ cheapKilograms, cheapPrice, dearPrice, blendPrice }) => ({
    tr: `Bir kuruyemişçi, kilogramı ${cheapPrice} TL olan ${cheapKilograms} kilogram fındık ile kilogramı ${dearPrice} TL olan fıstığı karıştırarak kilogramı ${blendPrice} TL olan bir karışım hazırlıyor. Buna göre karışımda kaç kilogram fıstık vardır?`,
    en: `A shop mixes ${cheapKilograms} kilograms of hazelnuts at ${cheapPrice} liras a kilogram with pistachios at ${dearPrice} liras a kilogram. The mix is worth ${blendPrice} liras a kilogram. How many kilograms of pistachios are in it?`,
  }),
  ({ cheapKilograms, cheapPrice, dearPrice, blendPrice }) => ({
    tr: `Kilogramı ${cheapPrice} TL olan ${cheapKilograms} kilogram çay, kilogramı ${dearPrice} TL olan çayla harmanlanıyor. Harmanın kilogramı ${blendPrice} TL'ye geldiğine göre pahalı çaydan kaç kilogram kullanılmıştır?`,
    en: `${cheapKilograms} kilograms of tea at ${cheapPrice} liras a kilogram are blended with tea at ${dearPrice} liras a kilogram. The blend comes to ${blendPrice} liras a kilogram. How many kilograms of the dearer tea were used?`,
  }),
];

const priceBlend: QuestionTemplate = {
  key: 'mixture-price-blend',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 80,
  generate(random) {
    const blendPrice = 20 * random.int(12, 25);
    const below = 20 * random.int(1, 6);
    const above = 20 * random.int(1, 6);
    const [cheapPrice, dearPrice] = [blendPrice - below, blendPrice + above];
    // A multiple that leads to whole kilograms of the dearer kind.
    const share = above / greatestCommonDivisor(above, below);
    const cheapKilograms = share * random.int(Math.ceil(4 / share), Math.floor(30 / share));
    const dearKilograms = (cheapKilograms * below) / above;
    if (below === above || dearKilograms > 40) return null;
    const numbers = { cheapKilograms, cheapPrice, dearPrice, blendPrice };
    const worth = (kilograms: number, price: number) => `${kilograms} \\cdot ${price}`;
    return {
      form: 'single_choice',
      parameters: numbers,
      stem: random.pick(blends)(numbers),
      answer: decimalOption(dearKilograms),
      wrong: [
        { ...decimalOption((cheapKilograms * above) / below), misconception: 'mixture_ratio_turned_over' },
        { ...decimalOption(cheapKilograms), misconception: 'mixture_equal_amounts_assumed' },
        { ...decimalOption(cheapKilograms + dearKilograms), misconception: 'answered_other_quantity' },
        {
          ...decimalOption((cheapKilograms * below) / (below + above)),
          misconception: 'mixture_compared_with_whole_gap',
        },
        { ...decimalOption((cheapKilograms * cheapPrice) / dearPrice), misconception: 'mixture_equal_values_assumed' },
        {
          ...decimalOption((cheapKilograms * above) / (below + above)),
          misconception: 'mixture_compared_with_whole_gap',
        },
      ],
      rationale: [
        {
          tr: `Pahalı olandan ${inline('x')} kilogram kullanılsın. Toplam değer iki yoldan yazılır: ${inline(`${worth(cheapKilograms, cheapPrice)} + ${dearPrice}x = ${blendPrice}(${cheapKilograms} + x)`)}.`,
          en: `Let ${inline('x')} kilograms of the dearer kind be used. Write the value in two ways: ${inline(`${worth(cheapKilograms, cheapPrice)} + ${dearPrice}x = ${blendPrice}(${cheapKilograms} + x)`)}.`,
        },
        {
          tr: `Düzenle: ${inline(`${dearPrice}x - ${blendPrice}x = ${cheapKilograms} \\cdot (${blendPrice} - ${cheapPrice})`)}, yani ${inline(`${above}x = ${cheapKilograms * below}`)}.`,
          en: `Rearrange: ${inline(`${dearPrice}x - ${blendPrice}x = ${cheapKilograms} \\cdot (${blendPrice} - ${cheapPrice})`)}, that is ${inline(`${above}x = ${cheapKilograms * below}`)}.`,
        },
        {
          tr: `${inline(`x = ${decimal(dearKilograms).tr}`)} kilogram bulunur.`,
          en: `So ${inline(`x = ${decimal(dearKilograms).en}`)} kilograms.`,
        },
      ],
      hints: [
        {
          tr: 'Karışımın toplam değeri, karıştırılanların değerlerinin toplamıdır.',
          en: 'The value of the mix is the sum of the values of its parts.',
        },
        {
          tr: 'Bilinmeyen miktara x de; karışımın kütlesini de x cinsinden yaz.',
          en: 'Call the unknown amount x, and write the mass of the mix with x too.',
        },
      ],
    };
  },
};

export const mixtureChanges: readonly QuestionTemplate[] = [drawnAndRefilled, priceBlend];
