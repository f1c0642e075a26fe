import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countNumber, timesText, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.PRB.001';

const countWords = {
  3: { tr: 'üç', en: 'three' },
  4: { tr: 'dört', en: 'four' },
  5: { tr: 'beş', en: 'five' },
  6: { tr: 'altı', en: 'six' },
} as const;

const sumOtherYear: QuestionTemplate = {
  key: 'age-sum-other-year',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const people = random.pick([3, 4, 5, 6] as const);
    const years = random.int(2, 9);
    const isLater = random.pick([true, false]);
    // The youngest was born before the year asked for, and nobody else is younger.
    const youngest = years + random.int(1, 5);
    const sum = youngest + (people - 1) * random.int(18, 30) + random.int(0, 4);
    const direction = isLater ? 1 : -1;
    const answer = sum + direction * people * years;
    const word = countWords[people];
    const group = random.pick([
      { tr: `${word.tr} kişilik bir ailenin bireylerinin`, en: `the ${word.en} members of a family` },
      { tr: `${word.tr} kuzenin`, en: `${word.en} cousins` },
    ] as const);
    const operator = isLater ? '+' : '-';
    return {
      form: 'single_choice',
      parameters: { people, years, isLater: isLater ? 1 : 0, youngest, sum },
      stem: {
        tr: `En küçüğü ${youngest} yaşında olan ${group.tr} bugünkü yaşlarının toplamı ${sum} olduğuna göre ${years} yıl ${isLater ? 'sonraki' : 'önceki'} yaşlarının toplamı kaçtır?`,
        en: `The ages of ${group.en}, the youngest of whom is ${youngest}, add up to ${sum} today. What ${isLater ? `will they add up to ${years} years from now` : `did they add up to ${years} years ago`}?`,
      },
      answer: countNumber(answer),
      wrong: [
        wrongOption('years_counted_once', countNumber(sum + direction * years)),
        wrongOption('years_in_wrong_direction', countNumber(sum - direction * people * years)),
        wrongOption('one_person_left_out', countNumber(sum + direction * (people - 1) * years)),
        wrongOption('one_year_for_each', countNumber(sum + direction * people)),
        wrongOption('stopped_too_early', countNumber(people * years)),
      ],
      rationale: [
        {
          tr: `${years} yılda herkesin yaşı ${years} değişir; toplam değişim ${inline(`${people} \\cdot ${years} = ${people * years}`)} olur.`,
          en: `In ${years} years everybody's age changes by ${years}; in all that is ${inline(`${people} \\cdot ${years} = ${people * years}`)}.`,
        },
        {
          tr: `Yaşların toplamı: ${inline(`${sum} ${operator} ${people * years} = ${answer}`)}.`,
          en: `The sum of the ages: ${inline(`${sum} ${operator} ${people * years} = ${answer}`)}.`,
        },
      ],
      hints: [
        { tr: 'Yıllar herkes için geçer.', en: 'The years pass for everybody.' },
        {
          tr: `Bir kişinin yaşı ${years} yılda ne kadar değişir? Bu değişim kaç kişi için geçerlidir?`,
          en: `By how much does one age change in ${years} years, and for how many people does that hold?`,
        },
      ],
    };
  },
};

const parents = [
  {
    tr: { parent: 'Anne', of: 'annenin', child: 'kızı', ofChild: 'kızının' },
    en: { one: 'A mother', parent: 'mother', child: 'daughter', her: 'her', she: 'she' },
  },
  {
    tr: { parent: 'Baba', of: 'babanın', child: 'oğlu', ofChild: 'oğlunun' },
    en: { one: 'A father', parent: 'father', child: 'son', her: 'his', she: 'he' },
  },
  {
    tr: { parent: 'Teyze', of: 'teyzenin', child: 'yeğeni', ofChild: 'yeğeninin' },
    en: { one: 'An aunt', parent: 'aunt', child: 'nephew', her: 'her', she: 'she' },
  },
] as const;

const timesLater: QuestionTemplate = {
  key: 'age-times-later',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 55,
  generate(random) {
    const times = random.int(2, 4);
    const young = random.int(2, 14);
    const years = random.int(2, 16);
    const old = times * (young + years) - years;
    if (old - young < 20 || old - young > 40 || old > 60) return null;
    const family = random.pick(parents);
    const gap = old - times * young;
    return {
      form: 'single_choice',
      parameters: { old, young, times },
      stem: {
        tr: `${family.tr.parent} ${old}, ${family.tr.child} ${young} yaşındadır. Kaç yıl sonra ${family.tr.of} yaşı, ${family.tr.ofChild} yaşının ${times} katı olur?`,
        en: `${family.en.one} is ${old} and ${family.en.her} ${family.en.child} is ${young} years old. In how many years will the ${family.en.parent} be ${timesText(times)} as old as the ${family.en.child}?`,
      },
      answer: countNumber(years),
      wrong: [
        wrongOption('one_does_not_age', countNumber(gap / times)),
        wrongOption('answered_other_quantity', countNumber(young + years)),
        wrongOption('stopped_too_early', countNumber(times === 2 ? Number.NaN : gap)),
        wrongOption('sign_slip', countNumber(gap / (times + 1))),
        wrongOption('answered_other_quantity', countNumber(old + years)),
        wrongOption('age_gap_as_years', countNumber(old - young)),
        wrongOption('times_read_as_more', countNumber(old - young - times)),
      ],
      rationale: [
        {
          tr: `${inline('x')} yıl sonra yaşlar ${inline(`${old} + x`)} ve ${inline(`${young} + x`)} olur: ${inline(`${old} + x = ${times}(${young} + x)`)}.`,
          en: `In ${inline('x')} years the ages are ${inline(`${old} + x`)} and ${inline(`${young} + x`)}: ${inline(`${old} + x = ${times}(${young} + x)`)}.`,
        },
        {
          tr: `Parantez açılırsa ${inline(`${old} - ${times * young} = ${times === 2 ? 'x' : `${times - 1}x`}`)}, yani ${inline(`x = ${years}`)} bulunur.`,
          en: `Expanding gives ${inline(`${old} - ${times * young} = ${times === 2 ? 'x' : `${times - 1}x`}`)}, so ${inline(`x = ${years}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Geçen yıl sayısına x de ve iki kişinin o günkü yaşını x ile yaz.',
          en: 'Call the number of years x and write both ages at that time with it.',
        },
        {
          tr: `İki yaş da ${inline('x')} kadar artar; kat, küçüğün o günkü yaşının tamamı için alınır.`,
          en: `Both ages grow by ${inline('x')}, and the multiple is taken of the whole age of the younger one then.`,
        },
      ],
    };
  },
};

interface MultiplesOfAges {
  readonly nowTimes: number;
  readonly otherTimes: number;
  /** Years from today, negative for the past. */
  readonly shift: number;
}

/** The younger one's age today: nowTimes x + shift = otherTimes (x + shift). */
const youngerAge = ({ nowTimes, otherTimes, shift }: MultiplesOfAges): number =>
  (shift * (otherTimes - 1)) / (nowTimes - otherTimes);

/** Every pair of multiples that belongs to believable ages of a grown-up and a child. */
const multiplesOfAges: readonly MultiplesOfAges[] = [2, 3, 4, 5, 6, 7].flatMap((nowTimes) =>
  [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].flatMap((otherTimes) =>
    Array.from({ length: 20 }, (_, index) => ({
      nowTimes,
      otherTimes,
      shift: otherTimes < nowTimes ? index + 1 : -index - 1,
    })).filter((multiples) => {
      if (nowTimes === otherTimes) return false;
      const young = youngerAge(multiples);
      const gap = (nowTimes - 1) * young;
      return (
        Number.isInteger(young) &&
        young + Math.min(multiples.shift, 0) >= 1 &&
        gap >= 18 &&
        gap <= 42 &&
        gap + young <= 66
      );
    }),
  ),
);

const twoMultiples: QuestionTemplate = {
  key: 'age-two-multiples',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 70,
  generate(random) {
    const multiples = random.pick(multiplesOfAges);
    const { nowTimes, otherTimes, shift } = multiples;
    const isLater = shift > 0;
    const years = Math.abs(shift);
    const young = youngerAge(multiples);
    const old = nowTimes * young;
    const asksOlder = random.pick([true, false]);
    const answer = asksOlder ? old : young;
    const family = random.pick(parents);
    const gap = Math.abs(nowTimes - otherTimes);
    const sign = isLater ? '+' : '-';
    const equation = `${nowTimes}x ${sign} ${years} = ${otherTimes}(x ${sign} ${years})`;
    const then = isLater
      ? { tr: `${years} yıl sonra`, en: `In ${years} years ${family.en.she} will be` }
      : { tr: `${years} yıl önce`, en: `${years} years ago ${family.en.she} was` };
    /** What a wrong age of the younger one leads to. */
    const fromYounger = (age: number): number => (asksOlder ? nowTimes * age : age);
    return {
      form: 'single_choice',
      parameters: { nowTimes, otherTimes, shift, asksOlder: asksOlder ? 1 : 0 },
      stem: {
        tr: `Bugün ${family.tr.of} yaşı, ${family.tr.ofChild} yaşının ${nowTimes} katıdır. ${then.tr} ise ${otherTimes} katı${isLater ? ' olacaktır' : 'ydı'}. Buna göre ${asksOlder ? family.tr.of : family.tr.ofChild} bugünkü yaşı kaçtır?`,
        en: `${family.en.one} is ${timesText(nowTimes)} as old as ${family.en.her} ${family.en.child} today. ${then.en} ${timesText(otherTimes)} as old. How old is the ${asksOlder ? family.en.parent : family.en.child} today?`,
      },
      answer: countNumber(answer),
      wrong: [
        wrongOption('answered_other_quantity', countNumber(asksOlder ? young : old)),
        wrongOption('one_does_not_age', countNumber(fromYounger((otherTimes * years) / gap))),
        wrongOption('answered_other_quantity', countNumber(answer + shift)),
        wrongOption('other_multiple_taken', countNumber(asksOlder ? otherTimes * young : old / otherTimes)),
        wrongOption('sign_slip', countNumber(fromYounger((years * (otherTimes + 1)) / gap))),
        wrongOption('years_divided_by_multiples', countNumber(fromYounger(years / gap))),
        wrongOption('answered_other_quantity', countNumber(asksOlder ? young + shift : old + shift)),
      ],
      rationale: [
        {
          tr: `Küçüğün yaşına ${inline('x')} dersek büyüğün yaşı ${inline(`${nowTimes}x`)} olur; ${years} yıl ${isLater ? 'sonraki' : 'önceki'} yaşlarla ${inline(equation)} yazılır.`,
          en: `Let the younger be ${inline('x')}; then the older is ${inline(`${nowTimes}x`)}, and for ${years} years ${isLater ? 'later' : 'earlier'} ${inline(equation)}.`,
        },
        {
          tr: `Buradan ${inline(`${gap === 1 ? 'x' : `${gap}x`} = ${years * (otherTimes - 1)}`)}${gap === 1 ? '' : ` ve ${inline(`x = ${young}`)}`} bulunur.`,
          en: `Hence ${inline(`${gap === 1 ? 'x' : `${gap}x`} = ${years * (otherTimes - 1)}`)}${gap === 1 ? '' : `, so ${inline(`x = ${young}`)}`}.`,
        },
        asksOlder
          ? {
              tr: `İstenen yaş ${inline(`${nowTimes} \\cdot ${young} = ${old}`)} olur.`,
              en: `The age asked for is ${inline(`${nowTimes} \\cdot ${young} = ${old}`)}.`,
            }
          : {
              tr: `İstenen yaş ${inline(String(young))} olur. Denetim: büyük ${inline(`${nowTimes} \\cdot ${young} = ${old}`)} yaşındadır.`,
              en: `The age asked for is ${inline(String(young))}. Check: the older one is ${inline(`${nowTimes} \\cdot ${young} = ${old}`)}.`,
            },
      ],
      hints: [
        { tr: 'Küçüğün bugünkü yaşına x de.', en: 'Call the present age of the younger one x.' },
        {
          tr: `İki kişinin ${years} yıl ${isLater ? 'sonraki' : 'önceki'} yaşlarını da ${inline('x')} ile yaz, sonra ikinci bilgiden denklem kur.`,
          en: `Write both ages ${years} years ${isLater ? 'later' : 'earlier'} with ${inline('x')} as well, then build an equation from the second fact.`,
        },
      ],
    };
  },
};

export const ageProblems: readonly QuestionTemplate[] = [sumOtherYear, timesLater, twoMultiples];
