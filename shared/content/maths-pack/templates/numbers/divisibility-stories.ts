import type { Bilingual } from '../../bilingual.ts';
import { greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { OptionDraft, QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { countNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.002';

const equalPartsStories: readonly ((a: number, b: number) => Bilingual)[] = [
  (a, b) => ({
    tr: `Uzunlukları ${a} metre ve ${b} metre olan iki ip, hiç artmayacak biçimde eşit ve olabildiğince uzun parçalara ayrılacaktır. Buna göre toplam kaç parça elde edilir?`,
    en: `Two ropes of ${a} metres and ${b} metres are cut into pieces of equal length, as long as possible, with nothing left over. How many pieces are there in all?`,
  }),
  (a, b) => ({
    tr: `${a} kg mercimek ile ${b} kg pirinç, birbirine karıştırılmadan ve hiç artmayacak biçimde eşit kütleli torbalara konulacaktır. Buna göre en az kaç torba gerekir?`,
    en: `${a} kg of lentils and ${b} kg of rice are filled, unmixed and with nothing left over, into bags of equal mass. What is the least number of bags needed?`,
  }),
  (a, b) => ({
    tr: `Bir okulun ${a} kız ve ${b} erkek öğrencisi; her grupta eşit sayıda öğrenci bulunacak ve gruplar yalnızca kızlardan ya da yalnızca erkeklerden oluşacak biçimde gruplara ayrılacaktır. Buna göre en az kaç grup oluşur?`,
    en: `The ${a} girls and ${b} boys of a school are split into groups of equal size, each of girls only or of boys only. What is the least number of groups?`,
  }),
];

const equalParts: QuestionTemplate = {
  key: 'divisibility-equal-parts',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const part = random.pick([6, 8, 9, 10, 12, 14, 15, 16, 18, 20, 24]);
    const m = random.int(2, 8);
    const n = random.int(m + 1, 11);
    if (greatestCommonDivisor(m, n) !== 1) return null;
    const [a, b] = [m * part, n * part];
    const smallestFactor = part % 2 === 0 ? 2 : part % 3 === 0 ? 3 : 5;
    return {
      form: 'single_choice',
      parameters: { a, b },
      stem: random.pick(equalPartsStories)(a, b),
      answer: countNumber(m + n),
      wrong: [
        wrongOption('answered_other_quantity', countNumber(part)),
        wrongOption('not_greatest_common_divisor', countNumber((m + n) * smallestFactor)),
        wrongOption('parts_multiplied', countNumber(m * n)),
        wrongOption('one_part_only', countNumber(n)),
        wrongOption('one_part_only', countNumber(m)),
        wrongOption('lcm_for_gcd', countNumber(part * m * n)),
      ],
      rationale: [
        {
          tr: `Bir parça iki sayıyı da bölmeli ve en büyük olmalıdır: ${inline(`\\operatorname{EBOB}(${a}, ${b}) = ${part}`)}.`,
          en: `A part must divide both numbers and be as large as possible: ${inline(`\\gcd(${a}, ${b}) = ${part}`)}.`,
        },
        {
          tr: `Parça sayıları: ${inline(`${a} : ${part} = ${m}`)} ve ${inline(`${b} : ${part} = ${n}`)}.`,
          en: `The numbers of parts: ${inline(`${a} : ${part} = ${m}`)} and ${inline(`${b} : ${part} = ${n}`)}.`,
        },
        { tr: `Toplam ${inline(`${m} + ${n} = ${m + n}`)} olur.`, en: `In all ${inline(`${m} + ${n} = ${m + n}`)}.` },
      ],
      hints: [
        {
          tr: 'Parçaların büyüklüğü verilen iki sayıyı da tam bölmelidir.',
          en: 'The size of a part has to divide both given numbers.',
        },
        {
          tr: 'Parça sayısının en az olması için bir parça olabildiğince büyük seçilir: EBOB.',
          en: 'For the fewest parts, a part is as large as possible: the greatest common divisor.',
        },
        {
          tr: `${inline(String(a))} ve ${inline(String(b))} sayılarını bulduğun EBOB'a ayrı ayrı böl.`,
          en: `Divide ${inline(String(a))} and ${inline(String(b))} separately by the greatest common divisor.`,
        },
      ],
    };
  },
};

const meetingStories: readonly ((a: number, b: number, start: Bilingual) => Bilingual)[] = [
  (a, b, start) => ({
    tr: `Bir duraktan A hattının otobüsü ${a} dakikada bir, B hattının otobüsü ${b} dakikada bir kalkmaktadır. İki otobüs saat ${start.tr}'de birlikte kalktıktan sonra ilk kez saat kaçta yeniden birlikte kalkar?`,
    en: `From a stop, line A leaves every ${a} minutes and line B every ${b} minutes. Both leave together at ${start.en}. At what time do they next leave together?`,
  }),
  (a, b, start) => ({
    tr: `Bir iskeleden Adalar'a ${a} dakikada bir, karşı kıyıya ${b} dakikada bir vapur kalkmaktadır. İki vapur saat ${start.tr}'de birlikte kalktığına göre bir sonraki birlikte kalkış saat kaçtadır?`,
    en: `From a pier a ferry leaves for the islands every ${a} minutes and one for the other shore every ${b} minutes. Both leave together at ${start.en}. At what time do they next leave together?`,
  }),
  (a, b, start) => ({
    tr: `İki alarmdan biri ${a} dakikada bir, öbürü ${b} dakikada bir çalmaktadır. Alarmlar saat ${start.tr}'de birlikte çaldıktan sonra ilk kez saat kaçta yeniden birlikte çalar?`,
    en: `One alarm rings every ${a} minutes, another every ${b} minutes. They ring together at ${start.en}. At what time do they next ring together?`,
  }),
];

/** A time of the same day as each language writes it; left out when it is past midnight. */
function clockTime(minutesOfDay: number): OptionDraft {
  const hours = Math.floor(minutesOfDay / 60);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const minutes = twoDigits(minutesOfDay % 60);
  return {
    text: { tr: `${twoDigits(hours)}.${minutes}`, en: `${twoDigits(hours)}:${minutes}` },
    value: Number.isInteger(minutesOfDay) && minutesOfDay < 24 * 60 ? minutesOfDay : Number.NaN,
  };
}

/** Two intervals in minutes that share a factor and meet again after one to six hours, not on the hour. */
const intervals = [12, 15, 16, 18, 20, 24, 25, 30].flatMap((a) =>
  [18, 20, 24, 28, 30, 32, 35, 36, 40, 42, 45, 48, 50]
    .filter((b) => {
      const common = greatestCommonDivisor(a, b);
      const after = (a * b) / common;
      return b > a && common > 1 && b % a !== 0 && after > 60 && after <= 360 && after % 60 !== 0;
    })
    .map((b) => [a, b] as const),
);

const meetAgain: QuestionTemplate = {
  key: 'divisibility-meet-again',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const [a, b] = random.pick(intervals);
    const common = greatestCommonDivisor(a, b);
    const after = (a * b) / common;
    // The hour ends in a digit whose spoken word takes -de, so that the stories need no other ending.
    const startHour = random.pick([7, 8]);
    const start = startHour * 60;
    const startText = { tr: `0${startHour}.00`, en: `0${startHour}:00` };
    const [hours, minutes] = [Math.floor(after / 60), after % 60];
    return {
      form: 'single_choice',
      parameters: { a, b, start },
      stem: random.pick(meetingStories)(a, b, startText),
      answer: clockTime(start + after),
      wrong: [
        wrongOption('product_for_lcm', clockTime(start + a * b)),
        wrongOption(
          'hour_of_hundred_minutes',
          clockTime(
            after % 100 < 60 && after >= 100 ? start + 60 * Math.floor(after / 100) + (after % 100) : Number.NaN,
          ),
        ),
        wrongOption('sum_for_lcm', clockTime(start + a + b)),
        wrongOption('gcd_for_lcm', clockTime(start + common)),
        wrongOption('later_common_multiple', clockTime(start + 2 * after)),
      ],
      rationale: [
        {
          tr: `Aradan geçen süre hem ${a}${turkishNumberSuffix(a, 'genitive')} hem ${b}${turkishNumberSuffix(b, 'genitive')} katı olmalıdır; ilki ${inline(`\\operatorname{EKOK}(${a}, ${b}) = ${after}`)} dakikadır.`,
          en: `The time in between must be a multiple of both ${a} and ${b}; the first one is ${inline(`\\operatorname{lcm}(${a}, ${b}) = ${after}`)} minutes.`,
        },
        {
          tr: `${inline(`${after} = 60 \\cdot ${hours} + ${minutes}`)}, yani ${hours} saat ${minutes} dakika sonra.`,
          en: `${inline(`${after} = 60 \\cdot ${hours} + ${minutes}`)}, that is ${hours} h ${minutes} min later.`,
        },
        {
          tr: `Saat ${startText.tr} üzerine eklenince ${clockTimeText(start + after).tr} bulunur.`,
          en: `Added to ${startText.en} this gives ${clockTimeText(start + after).en}.`,
        },
      ],
      hints: [
        {
          tr: 'İkisinin yeniden birlikte gerçekleşmesi için iki sürenin de tam katı kadar zaman geçmelidir.',
          en: 'For both to happen together again, a whole multiple of both intervals has to pass.',
        },
        {
          tr: `${inline(String(a))} ve ${inline(String(b))} sayılarının en küçük ortak katını bul, sonra saate ve dakikaya çevir.`,
          en: `Find the least common multiple of ${inline(String(a))} and ${inline(String(b))}, then turn it into hours and minutes.`,
        },
      ],
    };
  },
};

function clockTimeText(minutesOfDay: number): Bilingual {
  const { text } = clockTime(minutesOfDay);
  return typeof text === 'string' ? { tr: text, en: text } : text;
}

export const divisibilityStories: readonly QuestionTemplate[] = [equalParts, meetAgain];
