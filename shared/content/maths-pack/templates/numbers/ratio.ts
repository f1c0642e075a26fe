import type { Bilingual } from '../../bilingual.ts';
import { greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { countNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.006';

const shareStories: readonly ((total: number, a: number, b: number) => Bilingual)[] = [
  (total, a, b) => ({
    tr: `${total} lira, Ece ile Kaan arasında sırasıyla ${a} ve ${b} sayılarıyla doğru orantılı olarak paylaştırılıyor. Buna göre Ece kaç lira alır?`,
    en: `${total} lira are shared between Ece and Kaan in the ratio ${a} to ${b}. How many lira does Ece get?`,
  }),
  (total, a, b) => ({
    tr: `Bir kuruyemiş karışımındaki fındık ile üzümün kütleleri sırasıyla ${a} ve ${b} sayılarıyla doğru orantılıdır. ${total} gram karışımda kaç gram fındık vardır?`,
    en: `In a mixture, hazelnuts and raisins are in the ratio ${a} to ${b} by mass. How many grams of hazelnuts are there in ${total} grams of the mixture?`,
  }),
  (total, a, b) => ({
    tr: `Bir spor kulübünde kadın üyelerin sayısının erkek üyelerin sayısına oranı ${inline(`\\frac{${a}}{${b}}`)} ve toplam üye sayısı ${total} olduğuna göre kulüpte kaç kadın üye vardır?`,
    en: `In a sports club of ${total} members the ratio of women to men is ${inline(`\\frac{${a}}{${b}}`)}. How many women are there?`,
  }),
];

const share: QuestionTemplate = {
  key: 'ratio-share',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const a = random.int(2, 9);
    const b = random.int(2, 9);
    // Now and then a multiple of a, so that dividing the whole by a comes out whole as well.
    const part = random.int(2, 9) * random.pick([1, a]);
    const total = part * (a + b);
    if (a === b || greatestCommonDivisor(a, b) !== 1 || total > 900 || total < 40) return null;
    return {
      form: 'single_choice',
      parameters: { total, a, b },
      stem: random.pick(shareStories)(total, a, b),
      answer: countNumber(a * part),
      wrong: [
        wrongOption('answered_other_quantity', countNumber(b * part)),
        wrongOption('divided_by_own_part', countNumber(total / a)),
        wrongOption('ratio_taken_of_whole', countNumber((total * a) / b)),
        wrongOption('stopped_too_early', countNumber(part)),
        wrongOption('shared_equally', countNumber(total / 2)),
        wrongOption('difference_of_shares', countNumber(Math.abs(a - b) * part)),
      ],
      rationale: [
        {
          tr: `Paylar ${inline(`${a}k`)} ve ${inline(`${b}k`)} olsun: ${inline(`${a}k + ${b}k = ${a + b}k = ${total}`)}.`,
          en: `Let the parts be ${inline(`${a}k`)} and ${inline(`${b}k`)}: ${inline(`${a}k + ${b}k = ${a + b}k = ${total}`)}.`,
        },
        {
          tr: `${inline(`k = ${part}`)} bulunur; istenen pay ${inline(`${a} \\cdot ${part} = ${a * part}`)} olur.`,
          en: `So ${inline(`k = ${part}`)}, and the part asked for is ${inline(`${a} \\cdot ${part} = ${a * part}`)}.`,
        },
      ],
      hints: [
        { tr: 'İki payı ortak bir k sayısıyla yaz.', en: 'Write both parts with a common number k.' },
        {
          tr: `Bütün, ${inline(String(a + b))} eşit parçadan oluşur; bir parçanın kaç olduğunu bul.`,
          en: `The whole consists of ${inline(String(a + b))} equal parts; find how much one of them is.`,
        },
      ],
    };
  },
};

const inverseStories: readonly ((a: number, days: number, b: number) => Bilingual)[] = [
  (a, days, b) => ({
    tr: `Bir çiftlikteki yem ${a} ineğe ${days} gün yetmektedir. Aynı yem ${b} ineğe kaç gün yeter?`,
    en: `The feed on a farm lasts ${a} cows for ${days} days. For how many days does the same feed last ${b} cows?`,
  }),
  (a, days, b) => ({
    tr: `Bir kampta ${a} kişiye ${days} gün yetecek kadar su vardır. Kampta ${b} kişi olsaydı bu su kaç gün yeterdi?`,
    en: `At a camp there is enough water for ${a} people for ${days} days. For how many days would it be enough for ${b} people?`,
  }),
  (a, days, b) => ({
    tr: `Günde ${a} sayfa okuyan Ayşe bir kitabı ${days} günde bitirmektedir. Ayşe günde ${b} sayfa okursa aynı kitabı kaç günde bitirir?`,
    en: `Reading ${a} pages a day, Ayşe finishes a book in ${days} days. In how many days does she finish it at ${b} pages a day?`,
  }),
];

const inverseProportion: QuestionTemplate = {
  key: 'ratio-inverse-proportion',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    // a = p u, b = q u and days = q w make the answer p w
    const p = random.int(2, 7);
    const q = random.int(2, 7);
    const u = random.int(3, 10);
    // With a multiple of p the direct proportion, the mistake the question is about, comes out whole.
    const w = random.pick([p, 2 * p, 3 * p, random.int(2, 9)]);
    const [a, b, days, answer] = [p * u, q * u, q * w, p * w];
    if (greatestCommonDivisor(p, q) !== 1 || a < 8 || b < 8 || days > 60 || answer < 3 || answer > 60) return null;
    const change = b - a;
    return {
      form: 'single_choice',
      parameters: { a, days, b },
      stem: random.pick(inverseStories)(a, days, b),
      answer: countNumber(answer),
      wrong: [
        wrongOption('inverse_taken_as_direct', countNumber((days * b) / a)),
        wrongOption('difference_kept_in_proportion', countNumber(days - change)),
        wrongOption('difference_kept_in_proportion', countNumber(days + change)),
        wrongOption('change_taken_for_answer', countNumber(Math.abs(days - answer))),
        wrongOption('inverse_taken_as_direct', countNumber(days + (days - answer))),
        wrongOption('arithmetic_slip', countNumber(answer + 1)),
      ],
      rationale: [
        {
          tr: `Biri artarken öbürü aynı oranda azalır: çarpım sabittir, ${inline(`${a} \\cdot ${days} = ${a * days}`)}.`,
          en: `As one grows the other shrinks in the same ratio: the product is constant, ${inline(`${a} \\cdot ${days} = ${a * days}`)}.`,
        },
        {
          tr: `${inline(`${b} \\cdot x = ${a * days}`)} eşitliğinden ${inline(`x = ${answer}`)} bulunur.`,
          en: `From ${inline(`${b} \\cdot x = ${a * days}`)} follows ${inline(`x = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: `İlk sayı ${a} yerine ${b} olunca gün sayısının artıp artmayacağını düşün.`,
          en: `With ${b} in place of ${a}, think whether the number of days goes up or down.`,
        },
        {
          tr: 'Ters orantıda iki çokluğun çarpımı değişmez.',
          en: 'In inverse proportion the product of the two quantities stays the same.',
        },
      ],
    };
  },
};

const inverseShare: QuestionTemplate = {
  key: 'ratio-inverse-share',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const [a, b, c] = random.pick([
      [2, 3, 6],
      [2, 3, 4],
      [2, 4, 5],
      [3, 4, 6],
      [2, 5, 10],
      [3, 4, 12],
      [2, 6, 9],
      [3, 5, 15],
      [4, 6, 12],
      [3, 6, 8],
      [2, 3, 12],
      [4, 5, 10],
    ] as const);
    let common = 1;
    while (common % a !== 0 || common % b !== 0 || common % c !== 0) common += 1;
    const parts = [common / a, common / b, common / c] as const;
    const sum = parts[0] + parts[1] + parts[2];
    const directSum = a + b + c;
    const asksSmallest = random.pick([true, false]);
    const asked = asksSmallest ? a : c;
    const [askedPart, otherPart] = asksSmallest ? [parts[0], parts[2]] : [parts[2], parts[0]];
    // So many that the direct proportion, the mistake the question is about, comes out whole.
    const step = directSum / greatestCommonDivisor(directSum, sum * asked);
    const isAges = random.pick([true, false]);
    const k = step * random.int(1, Math.max(1, Math.floor(14 / step))) * (isAges ? random.pick([1, 2, 5]) : 100);
    const total = sum * k;
    if (total < 30) return null;
    const who = isAges
      ? { tr: `en ${asksSmallest ? 'küçük' : 'büyük'} kardeş`, en: asksSmallest ? 'the youngest' : 'the eldest' }
      : {
          tr: `en ${asksSmallest ? 'az' : 'çok'} izin kullanan çalışan`,
          en: `the one with the ${asksSmallest ? 'fewest' : 'most'} days off`,
        };
    return {
      form: 'single_choice',
      parameters: { a, b, c, total, asked },
      stem: {
        tr: isAges
          ? `${total} lira; ${a}, ${b} ve ${c} yaşlarındaki üç kardeşe yaşlarıyla ters orantılı olarak paylaştırılıyor. Buna göre ${who.tr} kaç lira alır?`
          : `${total} liralık ikramiye; bir ayda ${a}, ${b} ve ${c} gün izin kullanan üç çalışana izin günleriyle ters orantılı olarak dağıtılıyor. Buna göre ${who.tr} kaç lira alır?`,
        en: isAges
          ? `${total} lira are shared among three children aged ${a}, ${b} and ${c} in inverse proportion to their ages. How many lira does ${who.en} get?`
          : `A bonus of ${total} lira is shared among three employees, who took ${a}, ${b} and ${c} days off in a month, in inverse proportion to these days. How many lira does ${who.en} get?`,
      },
      answer: countNumber(askedPart * k),
      wrong: [
        wrongOption('inverse_taken_as_direct', countNumber((total * asked) / directSum)),
        wrongOption('answered_other_quantity', countNumber(otherPart * k)),
        wrongOption('answered_other_quantity', countNumber(parts[1] * k)),
        wrongOption('inverse_order_only_reversed', countNumber((total * (asksSmallest ? c : a)) / directSum)),
        wrongOption('shared_equally', countNumber(total / 3)),
        wrongOption('divided_by_own_part', countNumber(total / asked)),
        wrongOption('stopped_too_early', countNumber(k)),
      ],
      rationale: [
        {
          tr: `Paylar ${inline(`\\frac{1}{${a}}`)}, ${inline(`\\frac{1}{${b}}`)} ve ${inline(`\\frac{1}{${c}}`)} ile doğru orantılıdır; ${inline(String(common))} ile çarpınca ${inline(`${parts.join(' : ')}`)} olur.`,
          en: `The shares are proportional to ${inline(`\\frac{1}{${a}}`)}, ${inline(`\\frac{1}{${b}}`)} and ${inline(`\\frac{1}{${c}}`)}; times ${inline(String(common))} this is ${inline(`${parts.join(' : ')}`)}.`,
        },
        {
          tr: `Toplam ${inline(`${sum}k = ${total}`)} olduğundan ${inline(`k = ${k}`)} bulunur.`,
          en: `In all ${inline(`${sum}k = ${total}`)}, so ${inline(`k = ${k}`)}.`,
        },
        {
          tr: `${asked}${turkishNumberSuffix(asked, 'dative')} karşılık gelen pay: ${inline(`${askedPart} \\cdot ${k} = ${askedPart * k}`)}.`,
          en: `The share that belongs to ${asked}: ${inline(`${askedPart} \\cdot ${k} = ${askedPart * k}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Ters orantıda küçük sayıya büyük pay düşer.',
          en: 'In inverse proportion the smaller number gets the larger share.',
        },
        {
          tr: `Payları ${inline(`\\frac{k}{${a}}`)}, ${inline(`\\frac{k}{${b}}`)}, ${inline(`\\frac{k}{${c}}`)} olarak yaz ve paydaları eşitle.`,
          en: `Write the shares as ${inline(`\\frac{k}{${a}}`)}, ${inline(`\\frac{k}{${b}}`)}, ${inline(`\\frac{k}{${c}}`)} and use a common denominator.`,
        },
      ],
    };
  },
};

export const ratio: readonly QuestionTemplate[] = [share, inverseProportion, inverseShare];
