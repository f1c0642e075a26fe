import type { Bilingual } from '../../bilingual.ts';
import { fraction, greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
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

interface RestStory {
  readonly facts: (first: string, second: string, left: number) => Bilingual;
  readonly asksWhole: Bilingual;
  readonly asksFirst: Bilingual;
}

const restStories: readonly RestStory[] = [
  {
    facts: (first, second, left) => ({
      tr: `Selin parasının önce ${first} kadarını, sonra kalan parasının ${second} kadarını harcamıştır. Geriye ${left} lirası kaldığına göre`,
      en: `Selin spent ${first} of her money and then ${second} of what was left. She still has ${left} lira.`,
    }),
    asksWhole: { tr: "Selin'in başlangıçta kaç lirası vardı?", en: 'How many lira did she have at first?' },
    asksFirst: {
      tr: 'Selin ilk harcamasında kaç lira harcamıştır?',
      en: 'How many lira did she spend the first time?',
    },
  },
  {
    facts: (first, second, left) => ({
      tr: `Baran bir kitabın ilk gün ${first} kadarını, ikinci gün kalan sayfaların ${second} kadarını okumuştur. Geriye ${left} sayfa kaldığına göre`,
      en: `Baran read ${first} of a book on the first day and ${second} of the remaining pages on the second. There are ${left} pages left.`,
    }),
    asksWhole: { tr: 'kitap kaç sayfadır?', en: 'How many pages does the book have?' },
    asksFirst: { tr: 'Baran ilk gün kaç sayfa okumuştur?', en: 'How many pages did he read on the first day?' },
  },
  {
    facts: (first, second, left) => ({
      tr: `Dolu bir depodaki suyun sabah ${first} kadarı, akşam da kalan suyun ${second} kadarı kullanılmıştır. Depoda ${left} litre su kaldığına göre`,
      en: `From a full tank ${first} of the water is used in the morning and ${second} of what remains in the evening. There are ${left} litres left.`,
    }),
    asksWhole: { tr: 'depo kaç litre su almaktadır?', en: 'How many litres does the tank hold?' },
    asksFirst: { tr: 'sabah kaç litre su kullanılmıştır?', en: 'How many litres were used in the morning?' },
  },
];

const partsOfTheRest: QuestionTemplate = {
  key: 'fractions-parts-of-the-rest',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 80,
  generate(random) {
    const q = random.int(3, 8);
    const p = random.int(1, q - 2);
    const s = random.int(3, 6);
    const r = random.int(1, s - 2);
    // Both parts taken of the whole would leave this much of q s.
    const leftOfWhole = q * s - p * s - r * q;
    if (leftOfWhole <= 0 || greatestCommonDivisor(p, q) !== 1 || greatestCommonDivisor(r, s) !== 1) return null;
    // Mistaking the rest for the whole is what the question is about: its result comes out whole.
    const partsLeft = (q - p) * (s - r);
    const step = leftOfWhole / greatestCommonDivisor(leftOfWhole, partsLeft * q * s);
    const unit = step * random.int(1, Math.max(1, Math.floor(12 / step)));
    const left = unit * partsLeft;
    const rest = unit * (q - p) * s;
    const whole = unit * q * s;
    const firstPart = whole - rest;
    if (left < 10 || whole > 600) return null;
    const asksWhole = random.pick([true, false]);
    const answer = asksWhole ? whole : firstPart;
    const mistakenWhole = (left * q * s) / leftOfWhole;
    const [first, second] = [inline(`\\frac{${p}}{${q}}`), inline(`\\frac{${r}}{${s}}`)];
    const story = random.pick(restStories);
    const facts = story.facts(first, second, left);
    const question = asksWhole ? story.asksWhole : story.asksFirst;
    return {
      form: 'single_choice',
      parameters: { p, q, r, s, left, asksWhole: asksWhole ? 1 : 0 },
      stem: { tr: `${facts.tr} ${question.tr}`, en: `${facts.en} ${question.en}` },
      answer: countNumber(answer),
      wrong: [
        wrongOption('fraction_of_whole_not_rest', countNumber(asksWhole ? mistakenWhole : (mistakenWhole * p) / q)),
        wrongOption('answered_other_quantity', countNumber(asksWhole ? firstPart : whole)),
        wrongOption('stopped_too_early', countNumber(rest)),
        ...random.shuffle([
          wrongOption('one_of_two_steps_undone', countNumber(((left * q) / (q - p)) * (asksWhole ? 1 : p / q))),
          wrongOption('answered_other_quantity', countNumber(whole - left)),
          wrongOption('answered_other_quantity', countNumber(rest - left)),
        ]),
        wrongOption('spent_part_taken_for_rest', countNumber((left * q * s) / (p * r))),
      ],
      rationale: [
        {
          tr: `İkinci adımdan sonra kalanın ${inline(`1 - \\frac{${r}}{${s}} = ${fraction(s - r, s)}`)} kadarı ${left} olduğundan ilk adımdan sonra kalan ${inline(`${left} \\cdot ${fraction(s, s - r)} = ${rest}`)} olur.`,
          en: `After the second step ${inline(`1 - \\frac{${r}}{${s}} = ${fraction(s - r, s)}`)} of the rest is ${left}, so the rest after the first step was ${inline(`${left} \\cdot ${fraction(s, s - r)} = ${rest}`)}.`,
        },
        {
          tr: `Bu da bütünün ${inline(`1 - \\frac{${p}}{${q}} = ${fraction(q - p, q)}`)} kadarıdır; bütün ${inline(`${rest} \\cdot ${fraction(q, q - p)} = ${whole}`)} olur.`,
          en: `That is ${inline(`1 - \\frac{${p}}{${q}} = ${fraction(q - p, q)}`)} of the whole, which is ${inline(`${rest} \\cdot ${fraction(q, q - p)} = ${whole}`)}.`,
        },
        ...(asksWhole
          ? []
          : [
              {
                tr: `İlk adımda alınan: ${inline(`${whole} - ${rest} = ${firstPart}`)}.`,
                en: `The first step took ${inline(`${whole} - ${rest} = ${firstPart}`)}.`,
              },
            ]),
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
