import type { Bilingual } from '../../bilingual.ts';
import { fraction, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countNumber, wrongOption } from './number-options.ts';
import { against, together, wholePairs } from './work-times.ts';

const togetherPairs = wholePairs(together);

interface TogetherStory {
  readonly both: (a: number, b: number) => Bilingual;
  readonly second: (a: number, together: number) => Bilingual;
}

const togetherStories: readonly TogetherStory[] = [
  {
    both: (a, b) => ({
      tr: `Bir havuzu birinci musluk tek başına ${a} saatte, ikinci musluk tek başına ${b} saatte doldurmaktadır. İki musluk birlikte açılırsa boş havuz kaç saatte dolar?`,
      en: `One tap fills a pool alone in ${a} hours, another alone in ${b} hours. In how many hours is the empty pool filled with both taps open?`,
    }),
    second: (a, together) => ({
      tr: `Bir havuzu iki musluk birlikte ${together} saatte, birinci musluk tek başına ${a} saatte doldurmaktadır. İkinci musluk boş havuzu tek başına kaç saatte doldurur?`,
      en: `Two taps together fill a pool in ${together} hours, the first one alone in ${a} hours. In how many hours does the second tap fill the empty pool alone?`,
    }),
  },
  {
    both: (a, b) => ({
      tr: `Bir evi birinci boyacı tek başına ${a} saatte, ikinci boyacı tek başına ${b} saatte boyamaktadır. İkisi birlikte evi kaç saatte boyar?`,
      en: `One painter paints a house alone in ${a} hours, another alone in ${b} hours. In how many hours do they paint it together?`,
    }),
    second: (a, together) => ({
      tr: `Bir evi iki boyacı birlikte ${together} saatte, birinci boyacı tek başına ${a} saatte boyamaktadır. İkinci boyacı evi tek başına kaç saatte boyar?`,
      en: `Two painters together paint a house in ${together} hours, the first one alone in ${a} hours. In how many hours does the second one paint it alone?`,
    }),
  },
  {
    both: (a, b) => ({
      tr: `Bir siparişi birinci yazıcı tek başına ${a} saatte, ikinci yazıcı tek başına ${b} saatte basmaktadır. İki yazıcı birlikte siparişi kaç saatte basar?`,
      en: `One printer prints an order alone in ${a} hours, another alone in ${b} hours. In how many hours do they print it together?`,
    }),
    second: (a, together) => ({
      tr: `Bir siparişi iki yazıcı birlikte ${together} saatte, birinci yazıcı tek başına ${a} saatte basmaktadır. İkinci yazıcı siparişi tek başına kaç saatte basar?`,
      en: `Two printers together print an order in ${together} hours, the first one alone in ${a} hours. In how many hours does the second one print it alone?`,
    }),
  },
];

export const workTogether: QuestionTemplate = {
  key: 'work-together',
  revision: 1,
  topicUid: 'TR.MAT.PRB.002',
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const [fast, slow] = random.pick(togetherPairs);
    const asksSecond = random.pick([true, false]);
    const [a, b] = random.pick([
      [fast, slow],
      [slow, fast],
    ] as const);
    const joint = together(a, b);
    const story = random.pick(togetherStories);
    const shared = {
      hints: [
        {
          tr: 'Birlikte çalışınca süre, hızlı olanın tek başına süresinden kısa olur.',
          en: 'Together they need less time than the faster one alone.',
        },
        asksSecond
          ? {
              tr: 'Birlikte bir saatte yapılan kısımdan birincinin bir saatte yaptığını çıkar.',
              en: 'From the part both do in an hour take what the first one does in an hour.',
            }
          : {
              tr: 'Her birinin bir saatte yaptığı kısmı kesir olarak yaz ve topla.',
              en: 'Write the part each does in an hour as a fraction, and add the two.',
            },
      ],
    };
    if (asksSecond) {
      const rate = `\\frac{1}{${joint}} - \\frac{1}{${a}} = \\frac{1}{${b}}`;
      return {
        form: 'single_choice',
        parameters: { a, joint },
        stem: story.second(a, joint),
        answer: countNumber(b),
        wrong: [
          wrongOption('times_subtracted', countNumber(a - joint)),
          wrongOption('times_added_for_rates', countNumber(a + joint)),
          wrongOption('rates_added_for_subtracted', countNumber(together(a, joint))),
          wrongOption('shared_time_doubled', countNumber(2 * joint)),
          wrongOption('average_time_taken', countNumber((a + joint) / 2)),
          wrongOption('numerator_dropped_in_rate', countNumber(a * joint)),
        ],
        rationale: [
          {
            tr: `İkincinin bir saatte yaptığı kısım: ${inline(rate)}.`,
            en: `What the second one does in one hour: ${inline(rate)}.`,
          },
          {
            tr: `Saatte ${inline(`\\frac{1}{${b}}`)} kadarını yaptığına göre işin tamamı ${inline(String(b))} saat sürer.`,
            en: `At ${inline(`\\frac{1}{${b}}`)} an hour the whole takes ${inline(String(b))} hours.`,
          },
        ],
        ...shared,
      };
    }
    return {
      form: 'single_choice',
      parameters: { a, b },
      stem: story.both(a, b),
      answer: countNumber(joint),
      wrong: [
        wrongOption('average_time_taken', countNumber((a + b) / 2)),
        wrongOption('times_added_for_rates', countNumber(a + b)),
        wrongOption('times_subtracted', countNumber(slow - fast)),
        wrongOption('only_faster_halved', countNumber(fast / 2)),
        wrongOption('average_time_halved', countNumber((a + b) / 4)),
        wrongOption('rates_subtracted_for_added', countNumber(against(fast, slow))),
      ],
      rationale: [
        {
          tr: `Bir saatte yapılan iş: ${inline(`\\frac{1}{${a}} + \\frac{1}{${b}} = ${fraction(a + b, a * b)}`)}.`,
          en: `The work done in one hour: ${inline(`\\frac{1}{${a}} + \\frac{1}{${b}} = ${fraction(a + b, a * b)}`)}.`,
        },
        {
          tr: `Saatte işin ${inline(fraction(a + b, a * b))} kadarı yapıldığına göre tamamı ${inline(String(joint))} saat sürer.`,
          en: `With ${inline(fraction(a + b, a * b))} of the work done each hour, the whole takes ${inline(String(joint))} hours.`,
        },
      ],
      ...shared,
    };
  },
};
