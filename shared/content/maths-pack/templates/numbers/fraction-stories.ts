import { fraction, greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { Bilingual, QuestionTemplate } from '../../template.ts';
import { countNumber, quotient, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.003';

const repeatingDecimal: QuestionTemplate = {
  key: 'fractions-repeating-decimal',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 40,
  generate(random) {
    // 0.a b b b ... with one or two repeating digits
    const lead = random.int(1, 9);
    const repeatLength = random.pick([1, 2] as const);
    const repeating = repeatLength === 1 ? random.int(1, 9) : random.int(12, 98);
    if (repeatLength === 1 && (repeating === 9 || repeating === lead)) return null;
    if (repeatLength === 2 && (repeating % 11 === 0 || repeating % 10 === lead)) return null;
    const scale = 10 ** repeatLength;
    const allDigits = lead * scale + repeating;
    const top = allDigits - lead;
    const nines = scale - 1;
    const digits = `${lead}\\overline{${repeating}}`;
    const all = `\\frac{${allDigits} - ${lead}}{${nines * 10}}`;
    const unreduced = `\\frac{${top}}{${nines * 10}}`;
    const reduced = fraction(top, nines * 10);
    return {
      form: 'single_choice',
      parameters: { lead, repeating, repeatLength },
      stem: {
        tr: `${inline(`0{,}${digits}`)} devirli ondalık sayısının kesir olarak en sade biçimi aşağıdakilerden hangisidir?`,
        en: `What is the repeating decimal ${inline(`0.${digits}`)} as a fraction in lowest terms?`,
      },
      answer: quotient(top, nines * 10),
      wrong: [
        wrongOption('lead_digits_not_subtracted', quotient(allDigits, nines * 10)),
        wrongOption('all_digits_taken_as_repeating', quotient(allDigits, 10 * scale - 1)),
        wrongOption('repeating_ignored', quotient(allDigits, 10 * scale)),
        wrongOption('nine_for_each_digit', quotient(top, 10 * scale - 1)),
        wrongOption('zero_of_denominator_left_out', quotient(top, nines)),
      ],
      rationale: [
        {
          tr: `Paya sayının tamamından devretmeyen kısım çıkarılarak yazılır; paydaya devreden her basamak için 9, devretmeyen her basamak için 0 yazılır: ${inline(all)}.`,
          en: `The numerator is the whole number of digits less the part that does not repeat; the denominator has a 9 for each repeating and a 0 for each other decimal: ${inline(all)}.`,
        },
        {
          tr: `${unreduced === reduced ? 'Sonuç' : 'Çıkar ve sadeleştir'}: ${inline(unreduced === reduced ? unreduced : `${unreduced} = ${reduced}`)}.`,
          en: `${unreduced === reduced ? 'The result' : 'Subtract and cancel'}: ${inline(unreduced === reduced ? unreduced : `${unreduced} = ${reduced}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Virgülden sonraki hangi rakamların devrettiğine, hangisinin devretmediğine bak.',
          en: 'Look which digits after the point repeat and which does not.',
        },
        {
          tr: 'Payda: devreden basamak sayısı kadar 9, ardından virgülden sonra devretmeyen basamak sayısı kadar 0.',
          en: 'The denominator: a 9 for each repeating digit, then a 0 for each decimal that does not repeat.',
        },
      ],
    };
  },
};

const restStories: readonly ((first: string, second: string, left: number) => Bilingual)[] = [
  (first, second, left) => ({
    tr: `Selin parasının önce ${first} kadarını, sonra kalan parasının ${second} kadarını harcamıştır. Geriye ${left} lirası kaldığına göre Selin'in başlangıçta kaç lirası vardı?`,
    en: `Selin spent ${first} of her money and then ${second} of what was left. She still has ${left} lira. How many lira did she have at first?`,
  }),
  (first, second, left) => ({
    tr: `Baran bir kitabın ilk gün ${first} kadarını, ikinci gün kalan sayfaların ${second} kadarını okumuştur. Geriye ${left} sayfa kaldığına göre kitap kaç sayfadır?`,
    en: `Baran read ${first} of a book on the first day and ${second} of the remaining pages on the second. There are ${left} pages left. How many pages does the book have?`,
  }),
  (first, second, left) => ({
    tr: `Dolu bir su deposundaki suyun önce ${first} kadarı, sonra kalan suyun ${second} kadarı kullanılmıştır. Depoda ${left} litre su kaldığına göre başlangıçta depoda kaç litre su vardı?`,
    en: `From a full water tank ${first} of the water is used, then ${second} of what remains. There are ${left} litres left. How many litres were there at first?`,
  }),
];

const partsOfTheRest: QuestionTemplate = {
  key: 'fractions-parts-of-the-rest',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 80,
  generate(random) {
    const q = random.int(3, 7);
    const p = random.int(1, q - 1);
    const s = random.int(3, 6);
    const r = random.int(1, s - 1);
    if (greatestCommonDivisor(p, q) !== 1 || greatestCommonDivisor(r, s) !== 1) return null;
    const unit = random.int(2, 12);
    const left = unit * (q - p) * (s - r);
    const rest = unit * (q - p) * s;
    const whole = unit * q * s;
    const firstPart = whole - rest;
    if (left < 10 || whole > 600) return null;
    // Both parts taken of the whole leave 1 - p/q - r/s of it.
    const leftOfWhole = q * s - p * s - r * q;
    // Mistaking the rest for the whole is what the question is about: its result must be among the choices.
    if (leftOfWhole <= 0 || (left * q * s) % leftOfWhole !== 0) return null;
    const [first, second] = [inline(`\\frac{${p}}{${q}}`), inline(`\\frac{${r}}{${s}}`)];
    return {
      form: 'single_choice',
      parameters: { p, q, r, s, left },
      stem: random.pick(restStories)(first, second, left),
      answer: countNumber(whole),
      wrong: [
        wrongOption('fraction_of_whole_not_rest', countNumber((left * q * s) / leftOfWhole)),
        wrongOption('stopped_too_early', countNumber(rest)),
        wrongOption('answered_other_quantity', countNumber(whole - left)),
        wrongOption('one_of_two_steps_undone', countNumber((left * q) / (q - p))),
        wrongOption('answered_other_quantity', countNumber(firstPart)),
        wrongOption('spent_part_taken_for_rest', countNumber((left * q * s) / (p * r))),
      ],
      rationale: [
        {
          tr: `İkinci adımdan sonra kalanın ${inline(`1 - \\frac{${r}}{${s}} = ${fraction(s - r, s)}`)} kadarı ${left} olduğundan ilk adımdan sonra kalan ${inline(`${left} \\cdot ${fraction(s, s - r)} = ${rest}`)} olur.`,
          en: `After the second step ${inline(`1 - \\frac{${r}}{${s}} = ${fraction(s - r, s)}`)} of the rest is ${left}, so the rest after the first step was ${inline(`${left} \\cdot ${fraction(s, s - r)} = ${rest}`)}.`,
        },
        {
          tr: `Bu da bütünün ${inline(`1 - \\frac{${p}}{${q}} = ${fraction(q - p, q)}`)} kadarıdır: ${inline(`${rest} \\cdot ${fraction(q, q - p)} = ${whole}`)}.`,
          en: `That is ${inline(`1 - \\frac{${p}}{${q}} = ${fraction(q - p, q)}`)} of the whole: ${inline(`${rest} \\cdot ${fraction(q, q - p)} = ${whole}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'İkinci kesir bütünün değil, kalanın kesridir.',
          en: 'The second fraction is a part of what was left, not of the whole.',
        },
        {
          tr: 'Sondan başa git: her adımda geriye hangi kesrin kaldığını bul.',
          en: 'Work backwards: find which fraction remained after each step.',
        },
        {
          tr: `Son kalan ${left}, ilk adımdan sonra kalanın ${inline(fraction(s - r, s))} kadarıdır.`,
          en: `The final ${left} is ${inline(fraction(s - r, s))} of what remained after the first step.`,
        },
      ],
    };
  },
};

export const fractionStories: readonly QuestionTemplate[] = [repeatingDecimal, partsOfTheRest];
