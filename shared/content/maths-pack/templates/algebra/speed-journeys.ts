import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { decimalOption } from './answer-options.ts';

const topicUid = 'TR.MAT.PRB.004';

/** Pairs of different speeds, in km/h, whose harmonic mean is whole. */
function wholeMeanPairs(lowest: number, highest: number, step: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let there = lowest; there <= highest; there += step) {
    for (let back = lowest; back <= highest; back += step) {
      if (there !== back && Number.isInteger((2 * there * back) / (there + back))) pairs.push([there, back]);
    }
  }
  return pairs;
}
const carPairs = wholeMeanPairs(40, 120, 5);
const bicyclePairs = wholeMeanPairs(8, 30, 1);

const averageSpeed: QuestionTemplate = {
  key: 'speed-average-of-return-trip',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 75,
  generate(random) {
    const isCar = random.pick([true, false]);
    const [there, back] = random.pick(isCar ? carPairs : bicyclePairs);
    const average = (2 * there * back) / (there + back);
    const stem: Bilingual = isCar
      ? {
          tr: `Bir sürücü A kentinden B kentine saatte ${there} kilometre, aynı yoldan geri dönerken saatte ${back} kilometre sabit hızla gidiyor. Sürücünün gidiş dönüşteki ortalama hızı saatte kaç kilometredir?`,
          en: `A driver goes from city A to city B at a steady ${there} kilometres an hour and comes back by the same road at ${back} kilometres an hour. What is the average speed of the whole trip in kilometres an hour?`,
        }
      : {
          tr: `Derya, evinden göle bisikletle saatte ${there} kilometre hızla gidip aynı yoldan saatte ${back} kilometre hızla dönüyor. Derya'nın bütün yoldaki ortalama hızı saatte kaç kilometredir?`,
          en: `Derya cycles from home to the lake at ${there} kilometres an hour and returns by the same way at ${back} kilometres an hour. What is her average speed over the whole way in kilometres an hour?`,
        };
    return {
      form: 'single_choice',
      parameters: { there, back },
      stem,
      answer: decimalOption(average),
      wrong: [
        { ...decimalOption((there + back) / 2), misconception: 'speed_plain_mean' },
        { ...decimalOption(average / 2), misconception: 'speed_return_distance_left_out' },
        { ...decimalOption(2 * average), misconception: 'speed_mean_of_times_used' },
        { ...decimalOption(there + back), misconception: 'speed_sum_given' },
        { ...decimalOption(Math.abs(there - back)), misconception: 'speed_difference_for_sum' },
      ],
      rationale: [
        {
          tr: `Tek yön ${inline('d')} kilometre olsun: gidiş ${inline(`\\frac{d}{${there}}`)}, dönüş ${inline(`\\frac{d}{${back}}`)} saat sürer.`,
          en: `Let one way be ${inline('d')} kilometres: going takes ${inline(`\\frac{d}{${there}}`)} hours, returning ${inline(`\\frac{d}{${back}}`)}.`,
        },
        {
          tr: `Ortalama hız, toplam yolun toplam süreye oranıdır: ${inline(`\\frac{2d}{\\frac{d}{${there}} + \\frac{d}{${back}}}`)}.`,
          en: `Average speed is the whole way over the whole time: ${inline(`\\frac{2d}{\\frac{d}{${there}} + \\frac{d}{${back}}}`)}.`,
        },
        {
          tr: `${inline('d')} sadeleşir: ${inline(`\\frac{2 \\cdot ${there} \\cdot ${back}}{${there} + ${back}} = ${average}`)}.`,
          en: `The ${inline('d')} cancels: ${inline(`\\frac{2 \\cdot ${there} \\cdot ${back}}{${there} + ${back}} = ${average}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Ortalama hız, hızların ortalaması değildir.',
          en: 'The average speed is not the mean of the speeds.',
        },
        {
          tr: 'Tek yönün uzunluğuna d de; toplam yolu ve toplam süreyi yaz.',
          en: 'Call one way d; write down the whole way and the whole time.',
        },
        {
          tr: 'İstersen d yerine iki hıza da bölünen bir sayı seç.',
          en: 'You may choose for d a number that both speeds divide.',
        },
      ],
    };
  },
};

const tunnel: QuestionTemplate = {
  key: 'speed-train-and-tunnel',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    const metresPerSecond = random.pick([10, 15, 20, 25, 30]);
    const speed = metresPerSecond * 3.6;
    const train = metresPerSecond * random.int(4, 15);
    const way = metresPerSecond * random.int(16, 60);
    if (train < 80 || train > 300) return null;
    const seconds = (train + way) / metresPerSecond;
    const isBridge = random.pick([true, false]);
    return {
      form: 'single_choice',
      parameters: { speed, train, way },
      stem: isBridge
        ? {
            tr: `Uzunluğu ${train} metre olan bir tren, ${way} metre uzunluğundaki bir köprüden saatte ${speed} kilometre sabit hızla geçiyor. Trenin ön ucunun köprüye girmesinden arka ucunun köprüden çıkmasına kadar kaç saniye geçer?`,
            en: `A train ${train} metres long crosses a bridge of ${way} metres at a steady ${speed} kilometres an hour. How many seconds pass from the moment its front enters the bridge until its rear leaves it?`,
          }
        : {
            tr: `Saatte ${speed} kilometre sabit hızla giden ${train} metre uzunluğundaki bir tren, ${way} metre uzunluğundaki bir tünele girmeye başladıktan kaç saniye sonra tünelden tamamen çıkar?`,
            en: `A train ${train} metres long moves at a steady ${speed} kilometres an hour. How many seconds after it begins to enter a tunnel of ${way} metres has it left the tunnel completely?`,
          },
      answer: decimalOption(seconds),
      wrong: [
        { ...decimalOption(way / metresPerSecond), misconception: 'speed_train_length_left_out' },
        { ...decimalOption((way - train) / metresPerSecond), misconception: 'speed_train_length_subtracted' },
        { ...decimalOption((way + 2 * train) / metresPerSecond), misconception: 'speed_train_length_counted_twice' },
        { ...decimalOption((way + train) / speed), misconception: 'speed_unit_not_converted' },
        { ...decimalOption(way / speed), misconception: 'speed_unit_not_converted' },
        { ...decimalOption(train / metresPerSecond), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Hızı saniyede metreye çevir: ${inline(`${speed} \\cdot \\frac{1000}{3600} = ${metresPerSecond}`)}.`,
          en: `Convert the speed to metres a second: ${inline(`${speed} \\cdot \\frac{1000}{3600} = ${metresPerSecond}`)}.`,
        },
        {
          tr: `Trenin ön ucu, arka uç çıkana kadar ${inline(`${way} + ${train} = ${way + train}`)} metre yol alır.`,
          en: `Until the rear is out, the front covers ${inline(`${way} + ${train} = ${way + train}`)} metres.`,
        },
        {
          tr: `Süre: ${inline(`${way + train} \\div ${metresPerSecond} = ${seconds}`)} saniye.`,
          en: `The time: ${inline(`${way + train} \\div ${metresPerSecond} = ${seconds}`)} seconds.`,
        },
      ],
      hints: [
        {
          tr: 'Uzunluklar metre, hız kilometre ile verilmiş; önce birimleri eşitle.',
          en: 'The lengths are in metres, the speed in kilometres; make the units agree first.',
        },
        {
          tr: 'Trenin ön ucunu izle: arka uç çıktığında ön uç ne kadar yol almış olur?',
          en: 'Follow the front of the train: how far has it come when the rear leaves?',
        },
      ],
    };
  },
};

export const speedJourneys: readonly QuestionTemplate[] = [averageSpeed, tunnel];
