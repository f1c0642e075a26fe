import { fraction, greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { Bilingual, QuestionTemplate } from '../../template.ts';
import { countNumber, properQuotient, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.PRB.002';

const partDone: QuestionTemplate = {
  key: 'work-part-done',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    const a = random.int(6, 24);
    const b = random.int(6, 30);
    const days = random.int(2, 5);
    const common = (a * b) / greatestCommonDivisor(a, b);
    const top = days * (common / a + common / b);
    if (a >= b || common > 90 || top >= common) return null;
    const perDay = fraction(top / days, common);
    const done = fraction(top, common);
    const story = random.pick([
      {
        tr: `Bir duvarı usta tek başına ${a} günde, kalfa tek başına ${b} günde örmektedir. İkisi birlikte ${days} gün çalışırsa duvarın kaçta kaçını örer?`,
        en: `A mason builds a wall alone in ${a} days, his assistant alone in ${b} days. What fraction of the wall do they build together in ${days} days?`,
      },
      {
        tr: `Bir veri girişini Aslı tek başına ${a} saatte, Onur tek başına ${b} saatte tamamlamaktadır. İkisi birlikte ${days} saatte işin kaçta kaçını bitirir?`,
        en: `Aslı enters a set of data alone in ${a} hours, Onur alone in ${b} hours. What fraction of it do they finish together in ${days} hours?`,
      },
    ] as const);
    return {
      form: 'single_choice',
      parameters: { a, b, days },
      stem: story,
      answer: properQuotient(top, common),
      wrong: [
        wrongOption('times_added_for_rates', properQuotient(days, a + b)),
        wrongOption('stopped_too_early', properQuotient(top / days, common)),
        wrongOption('rest_for_part_done', properQuotient(common - top, common)),
        wrongOption('one_worker_left_out', properQuotient(days, a)),
        wrongOption('average_time_taken', properQuotient(2 * days, a + b)),
        wrongOption('one_worker_left_out', properQuotient(days, b)),
      ],
      rationale: [
        {
          tr: `Birim sürede yapılan iş: ${inline(`\\frac{1}{${a}} + \\frac{1}{${b}} = ${perDay}`)}.`,
          en: `The work done in one unit of time: ${inline(`\\frac{1}{${a}} + \\frac{1}{${b}} = ${perDay}`)}.`,
        },
        {
          tr: `${days} birim sürede: ${inline(`${days} \\cdot ${perDay} = ${done}`)}.`,
          en: `In ${days} units of time: ${inline(`${days} \\cdot ${perDay} = ${done}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Bir işi n günde bitiren kişi, bir günde işin n eşit parçasından birini yapar.',
          en: 'Somebody who finishes a job in n days does one of n equal parts of it each day.',
        },
        {
          tr: 'Süreleri değil, birim sürede yapılan iş kısımlarını topla.',
          en: 'Add the parts done in a unit of time, not the times.',
        },
      ],
    };
  },
};

const togetherStories: readonly ((a: number, b: number) => Bilingual)[] = [
  (a, b) => ({
    tr: `Bir havuzu birinci musluk tek başına ${a} saatte, ikinci musluk tek başına ${b} saatte doldurmaktadır. İki musluk birlikte açılırsa boş havuz kaç saatte dolar?`,
    en: `One tap fills a pool alone in ${a} hours, another alone in ${b} hours. In how many hours is the empty pool filled with both taps open?`,
  }),
  (a, b) => ({
    tr: `Bir evi birinci boyacı tek başına ${a} saatte, ikinci boyacı tek başına ${b} saatte boyamaktadır. İkisi birlikte evi kaç saatte boyar?`,
    en: `One painter paints a house alone in ${a} hours, another alone in ${b} hours. In how many hours do they paint it together?`,
  }),
  (a, b) => ({
    tr: `Bir siparişi birinci yazıcı tek başına ${a} saatte, ikinci yazıcı tek başına ${b} saatte basmaktadır. İki yazıcı birlikte siparişi kaç saatte basar?`,
    en: `One printer prints an order alone in ${a} hours, another alone in ${b} hours. In how many hours do they print it together?`,
  }),
];

const together: QuestionTemplate = {
  key: 'work-together',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    // a = k m (m + n), b = k n (m + n) make a b / (a + b) = k m n
    const m = random.int(1, 4);
    const n = random.int(m + 1, 6);
    const k = random.int(1, 4);
    const [a, b, answer] = [k * m * (m + n), k * n * (m + n), k * m * n];
    if (greatestCommonDivisor(m, n) !== 1 || (a + b) % 2 !== 0 || a < 4 || b > 60 || answer < 2) return null;
    return {
      form: 'single_choice',
      parameters: { a, b },
      stem: random.pick(togetherStories)(a, b),
      answer: countNumber(answer),
      wrong: [
        wrongOption('average_time_taken', countNumber((a + b) / 2)),
        wrongOption('times_added_for_rates', countNumber(a + b)),
        wrongOption('times_subtracted', countNumber(b - a)),
        wrongOption('average_time_halved', countNumber((a + b) / 4)),
        wrongOption('only_faster_halved', countNumber(a / 2)),
        wrongOption('rates_subtracted_for_added', countNumber((a * b) / (b - a))),
      ],
      rationale: [
        {
          tr: `Bir saatte yapılan iş: ${inline(`\\frac{1}{${a}} + \\frac{1}{${b}} = ${fraction(a + b, a * b)}`)}.`,
          en: `The work done in one hour: ${inline(`\\frac{1}{${a}} + \\frac{1}{${b}} = ${fraction(a + b, a * b)}`)}.`,
        },
        {
          tr: `Saatte işin ${inline(fraction(a + b, a * b))} kadarı yapıldığına göre tamamı ${inline(String(answer))} saat sürer.`,
          en: `With ${inline(fraction(a + b, a * b))} of the work done each hour, the whole takes ${inline(String(answer))} hours.`,
        },
      ],
      hints: [
        {
          tr: 'Birlikte çalışınca süre, hızlı olanın tek başına süresinden kısa olmalıdır.',
          en: 'Together they must need less time than the faster one alone.',
        },
        {
          tr: 'Her birinin bir saatte yaptığı kısmı kesir olarak yaz ve topla.',
          en: 'Write the part each does in an hour as a fraction, and add the two.',
        },
      ],
    };
  },
};

const fillAndDrain: QuestionTemplate = {
  key: 'work-fill-and-drain',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    // a = k m (n - m), b = k n (n - m) make a b / (b - a) = k m n
    const m = random.int(1, 5);
    const n = random.int(m + 1, 8);
    const k = random.int(1, 6);
    const [a, b, answer] = [k * m * (n - m), k * n * (n - m), k * m * n];
    if (greatestCommonDivisor(m, n) !== 1 || a < 3 || b > 40 || answer > 72) return null;
    // Adding the drain as a tap is what the question is about: whole for most draws.
    const drainAsTap = (a * b) / (a + b);
    if (!Number.isInteger(drainAsTap) && random.unit() < 0.8) return null;
    const story = random.pick([
      {
        tr: `Boş bir havuzu bir musluk ${a} saatte doldurmakta, tabandaki gider dolu havuzu ${b} saatte boşaltmaktadır. Havuz boşken ikisi birlikte açılırsa havuz kaç saatte dolar?`,
        en: `A tap fills an empty pool in ${a} hours, and the drain empties the full pool in ${b} hours. In how many hours does the empty pool fill with both of them open?`,
      },
      {
        tr: `Bir pompa boş bir depoyu ${a} saatte doldurmaktadır. Depodaki bir çatlak ise dolu depoyu ${b} saatte boşaltmaktadır. Çatlak olan bu depo boşken pompa çalıştırılırsa depo kaç saatte dolar?`,
        en: `A pump fills an empty tank in ${a} hours. A crack in the tank would empty the full tank in ${b} hours. If the pump is started with the tank empty, in how many hours is it full?`,
      },
    ] as const);
    return {
      form: 'single_choice',
      parameters: { a, b },
      stem: story,
      answer: countNumber(answer),
      wrong: [
        wrongOption('drain_taken_as_tap', countNumber(drainAsTap)),
        wrongOption('times_subtracted', countNumber(b - a)),
        wrongOption('times_added_for_rates', countNumber(a + b)),
        wrongOption('average_time_taken', countNumber((a + b) / 2)),
        wrongOption('drain_time_as_delay', countNumber(2 * a)),
        wrongOption('numerator_dropped_in_rate', countNumber(a * b)),
      ],
      rationale: [
        {
          tr: `Bir saatte dolan kısım: ${inline(`\\frac{1}{${a}} - \\frac{1}{${b}} = ${fraction(b - a, a * b)}`)}.`,
          en: `The part filled in one hour: ${inline(`\\frac{1}{${a}} - \\frac{1}{${b}} = ${fraction(b - a, a * b)}`)}.`,
        },
        {
          tr: `Saatte ${inline(fraction(b - a, a * b))} kadarı dolduğuna göre tamamı ${inline(String(answer))} saatte dolar.`,
          en: `Filling by ${inline(fraction(b - a, a * b))} an hour takes ${inline(String(answer))} hours.`,
        },
      ],
      hints: [
        {
          tr: 'Biri doldururken öbürü boşaltıyor: bir saatte net olarak ne kadar dolar?',
          en: 'One fills while the other empties: how much is gained in an hour?',
        },
        {
          tr: 'Bir saatte dolan kısımdan bir saatte boşalan kısmı çıkar.',
          en: 'Subtract the part lost in an hour from the part filled in an hour.',
        },
      ],
    };
  },
};

export const workProblems: readonly QuestionTemplate[] = [partDone, together, fillAndDrain];
