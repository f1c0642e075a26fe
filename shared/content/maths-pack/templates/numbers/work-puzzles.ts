import type { Bilingual } from '../../bilingual.ts';
import { fraction, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countNumber, neatWrongNumbers, timesText, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.PRB.002';

const timesFaster: QuestionTemplate = {
  key: 'work-times-faster',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const times = random.int(2, 5);
    const fastDays = (times + 1) * random.int(1, 12);
    const days = (fastDays * times) / (times + 1);
    const asksFaster = random.pick([true, false]);
    const slowDays = fastDays * times;
    if (days < 4 || slowDays > 120) return null;
    const answer = asksFaster ? fastDays : slowDays;
    const other = asksFaster ? slowDays : fastDays;
    const asked = asksFaster ? { tr: 'Mehmet', en: 'Mehmet' } : { tr: 'Yusuf', en: 'Yusuf' };
    return {
      form: 'single_choice',
      parameters: { times, days, asksFaster: asksFaster ? 1 : 0 },
      stem: random.pick([
        {
          tr: `Mehmet, Yusuf'un ${times} katı hızla çalışmaktadır. İkisi birlikte bir işi ${days} günde bitirdiğine göre aynı işi ${asked.tr} tek başına kaç günde bitirir?`,
          en: `Mehmet works ${timesText(times)} as fast as Yusuf. Together they finish a job in ${days} days. In how many days does ${asked.en} finish it alone?`,
        },
        {
          tr: `Mehmet'in bir günde topladığı fındık, Yusuf'un bir günde topladığının ${times} katıdır. İkisi birlikte bir bahçenin fındığını ${days} günde topladığına göre ${asked.tr} tek başına kaç günde toplar?`,
          en: `Mehmet picks ${timesText(times)} as many hazelnuts a day as Yusuf. Together they pick a garden in ${days} days. In how many days does ${asked.en} pick it alone?`,
        },
      ] as const),
      answer: countNumber(answer),
      wrong: [
        wrongOption('answered_other_quantity', countNumber(other)),
        wrongOption('times_of_shared_time', countNumber(days * times)),
        wrongOption('time_split_by_ratio', countNumber(days / times)),
        wrongOption('shared_time_doubled', countNumber(days * 2)),
        wrongOption('time_split_by_ratio', countNumber(days / (times + 1))),
        wrongOption('times_read_as_more', countNumber(days + times)),
      ],
      rationale: [
        {
          tr: `Yusuf bir günde ${inline('v')} kadar iş yaparsa Mehmet ${inline(`${times}v`)}, ikisi birlikte ${inline(`${times + 1}v`)} kadar iş yapar. İşin tamamı ${inline(`${times + 1}v \\cdot ${days} = ${(times + 1) * days}v`)} olur.`,
          en: `If Yusuf does ${inline('v')} a day, Mehmet does ${inline(`${times}v`)} and both do ${inline(`${times + 1}v`)}. The whole job is ${inline(`${times + 1}v \\cdot ${days} = ${(times + 1) * days}v`)}.`,
        },
        asksFaster
          ? {
              tr: `Mehmet tek başına: ${inline(`\\frac{${slowDays}v}{${times}v} = ${fastDays}`)} gün.`,
              en: `Mehmet alone: ${inline(`\\frac{${slowDays}v}{${times}v} = ${fastDays}`)} days.`,
            }
          : {
              tr: `Yusuf tek başına: ${inline(`\\frac{${slowDays}v}{v} = ${slowDays}`)} gün.`,
              en: `Yusuf alone: ${inline(`\\frac{${slowDays}v}{v} = ${slowDays}`)} days.`,
            },
      ],
      hints: [
        {
          tr: 'Yavaş çalışanın bir günde yaptığı işi birim olarak al.',
          en: 'Take what the slower one does in a day as the unit.',
        },
        {
          tr: `İkisi bir günde ${inline(String(times + 1))} birim iş yapar; işin tamamının kaç birim olduğunu bul.`,
          en: `Both do ${inline(String(times + 1))} units a day; find how many units the whole job is.`,
        },
      ],
    };
  },
};

/** What the second one needs for the rest: b (1 - days / a - days / b). */
const restAlone = (a: number, b: number, days: number): number => b - days - (days * b) / a;

const countTo = (highest: number, lowest: number): number[] =>
  Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index);

/** Times alone and a shared time that leave a whole number of days for the rest. */
const sharedThenAlone = countTo(36, 5).flatMap((a) =>
  countTo(36, 5)
    .filter((b) => b !== a)
    .flatMap((b) =>
      countTo(8, 2)
        .filter((days) => Number.isInteger(restAlone(a, b, days)) && restAlone(a, b, days) >= 2)
        .map((days) => [a, b, days] as const),
    ),
);

const oneLeaves: QuestionTemplate = {
  key: 'work-one-leaves',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    const [a, b, days] = random.pick(sharedThenAlone);
    const answer = restAlone(a, b, days);
    const restTop = a * answer;
    const rest = fraction(restTop, a * b);
    const done = fraction(a * b - restTop, a * b);
    const { stem, unit } = random.pick([
      {
        stem: {
          tr: `Bir işi Hakan tek başına ${a} günde, Nuri tek başına ${b} günde bitirmektedir. İkisi birlikte ${days} gün çalıştıktan sonra Hakan işi bırakıyor. Nuri kalan işi kaç günde bitirir?`,
          en: `Hakan finishes a job alone in ${a} days, Nuri alone in ${b} days. After they have worked together for ${days} days, Hakan leaves. In how many days does Nuri finish the rest?`,
        },
        unit: { tr: 'günde', en: 'days' },
      },
      {
        stem: {
          tr: `Bir tarlayı birinci traktör tek başına ${a} saatte, ikinci traktör tek başına ${b} saatte sürmektedir. İkisi birlikte ${days} saat çalıştıktan sonra birinci traktör bozuluyor. Tarlanın kalanını ikinci traktör kaç saatte sürer?`,
          en: `One tractor ploughs a field alone in ${a} hours, a second one alone in ${b} hours. After both have worked for ${days} hours, the first one breaks down. In how many hours does the second one plough the rest?`,
        },
        unit: { tr: 'saatte', en: 'hours' },
      },
    ] as const);
    return {
      form: 'single_choice',
      parameters: { a, b, days },
      stem,
      answer: countNumber(answer),
      wrong: [
        wrongOption('leaver_finishes_rest', countNumber(a - days - (days * a) / b)),
        wrongOption('partner_share_left_out', countNumber(b - days)),
        wrongOption('own_share_left_out', countNumber(b - (days * b) / a)),
        wrongOption('done_part_for_rest', countNumber(b - answer)),
        wrongOption('both_finish_rest', countNumber((a * answer) / (a + b))),
        wrongOption('total_time_for_rest', countNumber(answer + days)),
      ],
      rationale: [
        {
          tr: `Birlikte yapılan kısım: ${inline(`${days} \\cdot \\left(\\frac{1}{${a}} + \\frac{1}{${b}}\\right) = ${done}`)}.`,
          en: `The part done together: ${inline(`${days} \\cdot \\left(\\frac{1}{${a}} + \\frac{1}{${b}}\\right) = ${done}`)}.`,
        },
        { tr: `Kalan kısım: ${inline(`1 - ${done} = ${rest}`)}.`, en: `The rest: ${inline(`1 - ${done} = ${rest}`)}.` },
        {
          tr: `Çalışmayı sürdüren, işin tamamını ${b} ${unit.tr} bitirdiğine göre kalanını ${inline(`${b} \\cdot ${rest} = ${answer}`)} ${unit.tr} bitirir.`,
          en: `The one who goes on needs ${b} ${unit.en} for the whole, so ${inline(`${b} \\cdot ${rest} = ${answer}`)} ${unit.en} for the rest.`,
        },
      ],
      hints: [
        {
          tr: 'Önce birlikte çalışırken işin ne kadarının bittiğini bul.',
          en: 'Find first how much of the work is done while both are working.',
        },
        {
          tr: 'Kalan kısmı kesir olarak yaz.',
          en: 'Write the rest as a fraction of the whole.',
        },
        {
          tr: `Kalan kısmı, işin tamamını ${b} ${unit.tr} bitiren tek başına yapar.`,
          en: `The rest is done alone by the one who needs ${b} ${unit.en} for the whole.`,
        },
      ],
    };
  },
};

const crewStories: readonly ((crew: number, days: number, worked: number, more: number) => Bilingual)[] = [
  (crew, days, worked, more) => ({
    tr: `${crew} işçi bir yolu ${days} günde yapabilmektedir. İşçiler ${worked} gün çalıştıktan sonra aralarına aynı hızda çalışan ${more} işçi daha katılıyor. Kalan iş kaç günde biter?`,
    en: `A crew of ${crew} can build a road in ${days} days. After ${worked} days, ${more} more workers of the same speed join them. In how many days is the rest finished?`,
  }),
  (crew, days, worked, more) => ({
    tr: `${crew} kişilik bir ekip bir bağın üzümünü ${days} günde toplayabilmektedir. ${worked} gün sonra ekibe aynı hızda çalışan ${more} kişi daha katılıyor. Kalan üzüm kaç günde toplanır?`,
    en: `A team of ${crew} can pick the grapes of a vineyard in ${days} days. After ${worked} days, ${more} more people of the same speed join. In how many days are the rest of the grapes picked?`,
  }),
];

const crewGrows: QuestionTemplate = {
  key: 'work-crew-grows',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 75,
  generate(random) {
    // crew = i g and more = j g make a rest of (i + j) w days last i w days
    const [i, j, g, w] = [random.int(1, 5), random.int(1, 4), random.int(2, 6), random.int(2, 5)];
    const [crew, more, rest, answer] = [i * g, j * g, (i + j) * w, i * w];
    const worked = random.int(2, 12);
    const days = rest + worked;
    if (crew < 4 || more === crew || days > 45) return null;
    return {
      form: 'numeric',
      parameters: { crew, days, worked, more },
      stem: random.pick(crewStories)(crew, days, worked, more),
      answer: { value: answer },
      tolerance: 0,
      wrong: neatWrongNumbers([
        { value: (crew * days) / (crew + more), misconception: 'work_done_left_out' },
        { value: (rest * (crew + more)) / crew, misconception: 'inverse_taken_as_direct' },
        { value: (crew * rest) / more, misconception: 'only_newcomers_counted' },
        { value: rest, misconception: 'stopped_too_early' },
        { value: answer + worked, misconception: 'total_time_for_rest' },
        { value: (crew * worked) / (crew + more), misconception: 'done_part_for_rest' },
      ]),
      rationale: [
        {
          tr: `Kalan iş, ${crew} kişinin ${inline(`${days} - ${worked} = ${rest}`)} günlük işidir: ${inline(`${crew} \\cdot ${rest} = ${crew * rest}`)} birim.`,
          en: `The rest is what ${crew} people do in ${inline(`${days} - ${worked} = ${rest}`)} days: ${inline(`${crew} \\cdot ${rest} = ${crew * rest}`)} units.`,
        },
        {
          tr: `Artık ${inline(`${crew} + ${more} = ${crew + more}`)} kişi çalışır: ${inline(`${crew * rest} : ${crew + more} = ${answer}`)} gün.`,
          en: `Now ${inline(`${crew} + ${more} = ${crew + more}`)} people work: ${inline(`${crew * rest} : ${crew + more} = ${answer}`)} days.`,
        },
      ],
      hints: [
        {
          tr: 'Bir kişinin bir günde yaptığı işi birim olarak al.',
          en: 'Take what one person does in a day as the unit.',
        },
        {
          tr: `İlk ${crew} kişi için geriye kaç günlük iş kaldığını bul, sonra bunu birim olarak yaz.`,
          en: `Find how many days of work would be left for the first ${crew}, and write that in units.`,
        },
      ],
    };
  },
};

export const workPuzzles: readonly QuestionTemplate[] = [timesFaster, oneLeaves, crewGrows];
