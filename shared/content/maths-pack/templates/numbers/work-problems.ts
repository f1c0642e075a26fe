import { fraction, greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countNumber, properQuotient, wrongOption } from './number-options.ts';
import { against, together, wholePairs } from './work-times.ts';
import { workTogether } from './work-together.ts';

const topicUid = 'TR.MAT.PRB.002';

/** Pairs of times alone whose parts add up over a denominator that is still easy to work with. */
const timesAlone = Array.from({ length: 21 }, (_, index) => index + 4).flatMap((a) =>
  Array.from({ length: 30 }, (_, index) => a + index + 1)
    .filter((b) => b <= 36 && (a * b) / greatestCommonDivisor(a, b) <= 90)
    .map((b) => [a, b] as const),
);

const partDone: QuestionTemplate = {
  key: 'work-part-done',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    const [a, b] = random.pick(timesAlone);
    const days = random.int(2, 5);
    const asksRest = random.pick([true, false]);
    const common = (a * b) / greatestCommonDivisor(a, b);
    const top = days * (common / a + common / b);
    if (top >= common || days === a) return null;
    const perDay = fraction(top / days, common);
    const done = fraction(top, common);
    const story = random.pick([
      {
        tr: `Bir duvarı usta tek başına ${a} günde, kalfa tek başına ${b} günde örmektedir. İkisi birlikte ${days} gün çalıştığında ${asksRest ? 'duvarın kaçta kaçı kalır?' : 'duvarın kaçta kaçı biter?'}`,
        en: `A mason builds a wall alone in ${a} days, his assistant alone in ${b} days. They work together for ${days} days. What fraction of the wall is ${asksRest ? 'left' : 'done'}?`,
      },
      {
        tr: `Bir veri girişini Aslı tek başına ${a} saatte, Onur tek başına ${b} saatte tamamlamaktadır. İkisi birlikte ${days} saat çalıştığında ${asksRest ? 'işin kaçta kaçı kalır?' : 'işin kaçta kaçı biter?'}`,
        en: `Aslı enters a set of data alone in ${a} hours, Onur alone in ${b} hours. They work together for ${days} hours. What fraction of the work is ${asksRest ? 'left' : 'done'}?`,
      },
    ] as const);
    /** The part done, or what it leaves, as an option. */
    const asked = (part: number, whole: number) => properQuotient(asksRest ? whole - part : part, whole);
    return {
      form: 'single_choice',
      parameters: { a, b, days, asksRest: asksRest ? 1 : 0 },
      stem: story,
      answer: asked(top, common),
      wrong: [
        wrongOption('times_added_for_rates', asked(days, a + b)),
        wrongOption('stopped_too_early', asked(top / days, common)),
        wrongOption(
          asksRest ? 'part_done_for_rest' : 'rest_for_part_done',
          properQuotient(asksRest ? top : common - top, common),
        ),
        wrongOption('one_worker_left_out', asked(days, a)),
        wrongOption('one_worker_left_out', asked(days, b)),
        wrongOption('average_time_taken', asked(2 * days, a + b)),
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
        ...(asksRest
          ? [
              {
                tr: `Kalan: ${inline(`1 - ${done} = ${fraction(common - top, common)}`)}.`,
                en: `What is left: ${inline(`1 - ${done} = ${fraction(common - top, common)}`)}.`,
              },
            ]
          : []),
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

const againstPairs = wholePairs(against).filter(([, b]) => b <= 48);
/** Those for which adding the two, the mistake the question is about, gives a whole number as well. */
const wholeBothWays = againstPairs.filter(([a, b]) => Number.isInteger(together(a, b)));

const fillAndDrain: QuestionTemplate = {
  key: 'work-fill-and-drain',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const [a, b] = random.pick(random.unit() < 0.6 ? wholeBothWays : againstPairs);
    const answer = against(a, b);
    const story = random.pick([
      {
        tr: `Boş bir havuzu bir musluk ${a} saatte doldurmakta, tabandaki gider dolu havuzu ${b} saatte boşaltmaktadır. Havuz boşken ikisi birlikte açılırsa havuz kaç saatte dolar?`,
        en: `A tap fills an empty pool in ${a} hours, and the drain empties the full pool in ${b} hours. In how many hours does the empty pool fill with both of them open?`,
      },
      {
        tr: `Bir pompa boş bir depoyu ${a} saatte doldurmaktadır. Depodaki bir çatlak ise dolu depoyu ${b} saatte boşaltmaktadır. Çatlak olan bu depo boşken pompa çalıştırılırsa depo kaç saatte dolar?`,
        en: `A pump fills an empty tank in ${a} hours. A crack in the tank would empty the full tank in ${b} hours. If the pump is started with the tank empty, in how many hours is it full?`,
      },
      {
        tr: `Dolu bir havuzu tabandaki gider ${a} saatte boşaltmakta, boş havuzu bir musluk ${b} saatte doldurmaktadır. Havuz doluyken ikisi birlikte açılırsa havuz kaç saatte boşalır?`,
        en: `The drain empties a full pool in ${a} hours, and a tap fills the empty pool in ${b} hours. In how many hours does the full pool run empty with both of them open?`,
      },
    ] as const);
    return {
      form: 'single_choice',
      parameters: { a, b },
      stem: story,
      answer: countNumber(answer),
      wrong: [
        wrongOption('drain_taken_as_tap', countNumber(together(a, b))),
        wrongOption('times_subtracted', countNumber(b - a)),
        wrongOption('times_added_for_rates', countNumber(a + b)),
        wrongOption('average_time_taken', countNumber((a + b) / 2)),
        wrongOption('drain_time_as_delay', countNumber(2 * a)),
        wrongOption('numerator_dropped_in_rate', countNumber(a * b)),
      ],
      rationale: [
        {
          tr: `Bir saatteki net değişim: ${inline(`\\frac{1}{${a}} - \\frac{1}{${b}} = ${fraction(b - a, a * b)}`)}.`,
          en: `The net change in one hour: ${inline(`\\frac{1}{${a}} - \\frac{1}{${b}} = ${fraction(b - a, a * b)}`)}.`,
        },
        {
          tr: `Saatte bütünün ${inline(fraction(b - a, a * b))} kadarı değiştiğine göre tamamı ${inline(String(answer))} saat sürer.`,
          en: `At ${inline(fraction(b - a, a * b))} an hour the whole takes ${inline(String(answer))} hours.`,
        },
      ],
      hints: [
        {
          tr: 'Biri doldururken öbürü boşaltıyor: su miktarı bir saatte net olarak ne kadar değişir?',
          en: 'One fills while the other empties: by how much does the water change in an hour?',
        },
        {
          tr: 'Bir saatte dolan ve boşalan kısımları kesir olarak yaz ve farkını al.',
          en: 'Write the parts filled and emptied in an hour as fractions, and take their difference.',
        },
      ],
    };
  },
};

export const workProblems: readonly QuestionTemplate[] = [partDone, workTogether, fillAndDrain];
