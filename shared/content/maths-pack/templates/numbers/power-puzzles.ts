import { inline, signed, term } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.004';

const givenPower: QuestionTemplate = {
  key: 'exponents-given-power',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    // From base^x = m to base^(2x + p) + c base^x
    const base = random.pick([2, 3, 5, 7]);
    const m = random.pick([4, 6, 8, 10, 11, 12, 13, 14, 15].filter((value) => value !== base * base && value !== 8));
    const p = random.int(1, base < 5 ? 3 : 2);
    const c = random.nonZeroInt(-6, 9);
    const answer = base ** p * m * m + c * m;
    if (Math.abs(c) === 1 || answer <= 0 || c === base) return null;
    const first = `${base}^{2x + ${p}}`;
    const second = `${c < 0 ? '-' : '+'} ${Math.abs(c)} \\cdot ${base}^{x}`;
    return {
      form: 'numeric',
      parameters: { base, m, p, c },
      stem: {
        tr: `${inline(`${base}^{x} = ${m}`)} olduğuna göre ${inline(`${first} ${second}`)} ifadesinin değeri kaçtır?`,
        en: `Given ${inline(`${base}^{x} = ${m}`)}, what is the value of ${inline(`${first} ${second}`)}?`,
      },
      answer: { value: answer },
      tolerance: 0,
      wrong: [
        { value: base ** p * 2 * m + c * m, misconception: 'doubled_instead_of_squared' },
        { value: m * m + base ** p + c * m, misconception: 'exponent_sum_taken_as_sum' },
        { value: base * p * m * m + c * m, misconception: 'base_times_exponent' },
        { value: m * m + p + c * m, misconception: 'exponent_sum_taken_as_sum' },
        { value: base ** p * m * m, misconception: 'stopped_too_early' },
        { value: m * m + c * m, misconception: 'exponent_part_left_out' },
      ],
      rationale: [
        {
          tr: `Üsteki toplam çarpım olarak ayrılır: ${inline(`${first} = (${base}^{x})^{2} \\cdot ${p === 1 ? base : `${base}^{${p}}`}`)}.`,
          en: `A sum in the exponent splits into a product: ${inline(`${first} = (${base}^{x})^{2} \\cdot ${p === 1 ? base : `${base}^{${p}}`}`)}.`,
        },
        {
          tr: `Verilen değeri yerine yaz: ${inline(`${m}^{2} \\cdot ${base ** p} = ${m * m * base ** p}`)}.`,
          en: `Put in the given value: ${inline(`${m}^{2} \\cdot ${base ** p} = ${m * m * base ** p}`)}.`,
        },
        {
          tr: `İkinci terimle birlikte: ${inline(`${m * m * base ** p} ${signed(c * m)} = ${answer}`)}.`,
          en: `Together with the second term: ${inline(`${m * m * base ** p} ${signed(c * m)} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: `x değerini bulmaya çalışma; ifadeyi ${inline(`${base}^{x}`)} cinsinden yaz.`,
          en: `Do not look for x; write the expression with ${inline(`${base}^{x}`)}.`,
        },
        {
          tr: `${inline(`${base}^{2x}`)} ifadesi ${inline(`${base}^{x}`)} ifadesinin karesidir; üsteki ${inline(`+ ${p}`)} ise bir çarpan verir.`,
          en: `${inline(`${base}^{2x}`)} is the square of ${inline(`${base}^{x}`)}, and the ${inline(`+ ${p}`)} in the exponent gives a factor.`,
        },
      ],
    };
  },
};

const digitCount: QuestionTemplate = {
  key: 'exponents-digit-count',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    // 4^m * 25^n * c: the pairs of 2 and 5 give zeros, what is left gives the leading digits
    const m = random.int(4, 12);
    const n = random.int(4, 12);
    const c = random.pick([3, 7, 9, 11, 13, 17, 21]);
    const gap = Math.abs(m - n);
    if (gap === 0 || gap > (m > n ? 3 : 2)) return null;
    const zeros = 2 * Math.min(m, n);
    const leftBase = m > n ? 4 : 25;
    const lead = c * leftBase ** gap;
    const leadDigits = String(lead).length;
    const answer = zeros + leadDigits;
    const number = `${c} \\cdot 4^{${m}} \\cdot 25^{${n}}`;
    const leftPower = gap === 1 ? String(leftBase) : `${leftBase}^{${gap}}`;
    return {
      form: 'single_choice',
      parameters: { m, n, c },
      stem: {
        tr: `${inline(`A = ${number}`)} sayısı kaç basamaklıdır?`,
        en: `How many digits does ${inline(`A = ${number}`)} have?`,
      },
      answer: countNumber(answer),
      wrong: [
        wrongOption('zeros_counted_for_digits', countNumber(zeros)),
        ...random.shuffle([
          wrongOption('larger_exponent_used', countNumber(2 * Math.max(m, n) + String(c).length)),
          wrongOption('one_leading_digit_assumed', countNumber(zeros + 1)),
          wrongOption('base_pairs_miscounted', countNumber(Math.min(m, n) + leadDigits)),
          wrongOption('leftover_factor_left_out', countNumber(zeros + String(c).length)),
          wrongOption('leftover_factor_left_out', countNumber(zeros + String(leftBase ** gap).length)),
        ]),
        wrongOption('exponents_added_for_zeros', countNumber(m + n + String(c).length)),
      ],
      rationale: [
        {
          tr: `Tabanları asal yaz: ${inline(`4^{${m}} \\cdot 25^{${n}} = 2^{${2 * m}} \\cdot 5^{${2 * n}}`)}.`,
          en: `Use prime bases: ${inline(`4^{${m}} \\cdot 25^{${n}} = 2^{${2 * m}} \\cdot 5^{${2 * n}}`)}.`,
        },
        {
          tr: `Eşit sayıda 2 ve 5, 10'un kuvvetini verir: ${inline(`2^{${zeros}} \\cdot 5^{${zeros}} = 10^{${zeros}}`)}; geriye ${inline(`${c} \\cdot ${leftPower} = ${lead}`)} kalır.`,
          en: `As many 2s as 5s make a power of 10: ${inline(`2^{${zeros}} \\cdot 5^{${zeros}} = 10^{${zeros}}`)}; what is left is ${inline(`${c} \\cdot ${leftPower} = ${lead}`)}.`,
        },
        {
          tr: `${inline(`A = ${lead} \\cdot 10^{${zeros}}`)} sayısının basamak sayısı: ${inline(`${leadDigits} + ${zeros} = ${answer}`)}.`,
          en: `The digits of ${inline(`A = ${lead} \\cdot 10^{${zeros}}`)}: ${inline(`${leadDigits} + ${zeros} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: "2 ve 5 çarpanlarını eşleştirerek 10'un kuvvetini oluştur.",
          en: 'Pair factors 2 and 5 to make a power of 10.',
        },
        {
          tr: `4'ün ve 25'in asal tabanlarla yazılışında üslerin ne olduğuna dikkat et.`,
          en: 'Mind what the exponents become when 4 and 25 are written with prime bases.',
        },
        {
          tr: 'Eşleşmeyen çarpanları da hesapla: basamak sayısı, sıfırların ve öndeki sayının basamaklarının toplamıdır.',
          en: 'Work out the unpaired factors too: the digits are the zeros together with the digits of the number in front.',
        },
      ],
    };
  },
};

const commonFactor: QuestionTemplate = {
  key: 'exponents-common-factor',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 75,
  generate(random) {
    // base^(x + p) + c base^(x + q) = total
    const base = random.pick([2, 3, 5]);
    const p = random.int(1, 3);
    const q = random.int(-1, p - 1);
    const c = random.nonZeroInt(-4, 7);
    const x = random.int(2, 5);
    const factor = base ** (p - q) + c;
    const total = base ** (x + q) * factor;
    if (Math.abs(c) === 1 || c % base === 0 || factor <= 1 || factor % base === 0 || total > 5000) return null;
    const written = (shift: number): string => `${base}^{x${shift === 0 ? '' : ` ${signed(shift)}`}}`;
    const equation = `${written(p)} ${c < 0 ? '-' : '+'} ${Math.abs(c)} \\cdot ${written(q)} = ${total}`;
    const gapText = p - q === 1 ? String(base) : `${base}^{${p - q}}`;
    return {
      form: 'single_choice',
      parameters: { base, p, q, c, total },
      stem: {
        tr: `${inline(equation)} olduğuna göre ${inline('x')} kaçtır?`,
        en: `Given ${inline(equation)}, what is ${inline('x')}?`,
      },
      answer: countNumber(x),
      wrong: [
        wrongOption('exponent_shift_forgotten', countNumber(x + q)),
        wrongOption('shift_moved_wrong_way', countNumber(x + 2 * q)),
        wrongOption('exponent_shift_forgotten', countNumber(x + p)),
        wrongOption('base_times_exponent', countNumber(base ** (x + q - 1) - q)),
        wrongOption('power_index_slip', countNumber(x + 1)),
        wrongOption('power_index_slip', countNumber(x - 1)),
      ],
      rationale: [
        {
          tr: `Ortak çarpan parantezine al: ${inline(`${written(q)} \\cdot (${gapText} ${signed(c)}) = ${total}`)}.`,
          en: `Take out the common factor: ${inline(`${written(q)} \\cdot (${gapText} ${signed(c)}) = ${total}`)}.`,
        },
        {
          tr: `Parantezin içi ${inline(String(factor))} olduğundan ${inline(`${written(q)} = ${total / factor} = ${base}^{${x + q}}`)} bulunur.`,
          en: `The bracket is ${inline(String(factor))}, so ${inline(`${written(q)} = ${total / factor} = ${base}^{${x + q}}`)}.`,
        },
        {
          tr: `Üsler eşitlenir: ${inline(`${term(1, 'x')}${q === 0 ? '' : ` ${signed(q)}`} = ${x + q}`)}${q === 0 ? '' : `, yani ${inline(`x = ${x}`)}`}.`,
          en: `The exponents are equal: ${inline(`${term(1, 'x')}${q === 0 ? '' : ` ${signed(q)}`} = ${x + q}`)}${q === 0 ? '' : `, so ${inline(`x = ${x}`)}`}.`,
        },
      ],
      hints: [
        {
          tr: 'İki terimde de bulunan en küçük kuvveti ortak çarpan al.',
          en: 'Take out the smallest power that both terms share.',
        },
        {
          tr: `${inline(written(p))} terimini ${inline(`${written(q)} \\cdot ${gapText}`)} olarak yaz.`,
          en: `Write ${inline(written(p))} as ${inline(`${written(q)} \\cdot ${gapText}`)}.`,
        },
      ],
    };
  },
};

export const powerPuzzles: readonly QuestionTemplate[] = [givenPower, digitCount, commonFactor];
