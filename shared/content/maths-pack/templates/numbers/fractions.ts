import { fraction, greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { quotient, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.003';

const fractionSum: QuestionTemplate = {
  key: 'fractions-sum',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const b = random.int(3, 9);
    const d = random.int(3, 12);
    const a = random.int(1, b - 1);
    const c = random.int(1, d - 1);
    if (b === d || greatestCommonDivisor(a, b) !== 1 || greatestCommonDivisor(c, d) !== 1) return null;
    const common = (b * d) / greatestCommonDivisor(b, d);
    const [top1, top2] = [(a * common) / b, (c * common) / d];
    const [first, second] = [`\\frac{${a}}{${b}}`, `\\frac{${c}}{${d}}`];
    const joined = `\\frac{${top1}}{${common}} + \\frac{${top2}}{${common}}`;
    const sum = `\\frac{${top1 + top2}}{${common}}`;
    const reduced = fraction(top1 + top2, common);
    return {
      form: 'single_choice',
      parameters: { a, b, c, d },
      stem: {
        tr: `${inline(`${first} + ${second}`)} toplamının en sade biçimi aşağıdakilerden hangisidir?`,
        en: `What is ${inline(`${first} + ${second}`)} in lowest terms?`,
      },
      answer: quotient(top1 + top2, common),
      wrong: [
        wrongOption('added_denominators', quotient(a + c, b + d)),
        wrongOption('numerators_not_expanded', quotient(a + c, common)),
        wrongOption('expanded_by_own_denominator', quotient(a * b + c * d, b * d)),
        wrongOption('multiplied_instead_of_added', quotient(a * c, b * d)),
        wrongOption('denominators_multiplied_only', quotient(top1 + top2, b + d)),
        wrongOption('arithmetic_slip', quotient(top1 + top2 + 1, common)),
      ],
      rationale: [
        {
          tr: `Paydaları ${inline(String(common))} olacak biçimde eşitle: ${inline(joined)}.`,
          en: `Bring both to the denominator ${inline(String(common))}: ${inline(joined)}.`,
        },
        {
          tr: `Payları topla${sum === reduced ? '' : ' ve sadeleştir'}: ${inline(sum === reduced ? sum : `${sum} = ${reduced}`)}.`,
          en: `Add the numerators${sum === reduced ? '' : ' and cancel'}: ${inline(sum === reduced ? sum : `${sum} = ${reduced}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Kesirler ancak paydaları eşitken toplanır.',
          en: 'Fractions can be added only over equal denominators.',
        },
        {
          tr: `Ortak payda olarak ${inline(String(b))} ve ${inline(String(d))} sayılarının en küçük ortak katını al; payları da aynı sayıyla genişlet.`,
          en: `Take the least common multiple of ${inline(String(b))} and ${inline(String(d))} as denominator, and expand the numerators by the same factors.`,
        },
      ],
    };
  },
};

const fractionCompare: QuestionTemplate = {
  key: 'fractions-compare',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 25,
  generate(random) {
    const b = random.int(5, 15);
    const a = random.int(2, b - 1);
    const d = b + random.int(1, 6);
    const c = Math.round((a * d) / b + random.pick([-0.4, 0.4]));
    const isNegative = random.pick([false, true]);
    const claimsLess = random.pick([false, true]);
    const difference = a * d - c * b;
    // Only close fractions, in lowest terms: a glance is not enough.
    const isClose = Math.abs(difference / (b * d)) < 0.08;
    const isReduced = greatestCommonDivisor(a, b) === 1 && greatestCommonDivisor(c, d) === 1;
    if (difference === 0 || c >= d || !isClose || !isReduced) return null;
    const sign = isNegative ? '-' : '';
    const [first, second] = [`${sign}\\frac{${a}}{${b}}`, `${sign}\\frac{${c}}{${d}}`];
    const firstIsLess = isNegative ? difference > 0 : difference < 0;
    const relation = difference < 0 ? '<' : '>';
    const products = `${a} \\cdot ${d} = ${a * d} ${relation} ${b * c} = ${c} \\cdot ${b}`;
    return {
      form: 'true_false',
      parameters: { a: isNegative ? -a : a, b, c: isNegative ? -c : c, d, claimsLess: claimsLess ? 1 : 0 },
      stem: {
        tr: `${inline(`${first} ${claimsLess ? '<' : '>'} ${second}`)} sıralaması doğru mudur?`,
        en: `True or false: ${inline(`${first} ${claimsLess ? '<' : '>'} ${second}`)}`,
      },
      isTrue: firstIsLess === claimsLess,
      misconception: isNegative ? 'negatives_ordered_as_positives' : 'fractions_compared_by_parts',
      rationale: [
        {
          tr: `Pozitif kesirleri çapraz çarpımla karşılaştır: ${inline(products)}, yani ${inline(`\\frac{${a}}{${b}} ${relation} \\frac{${c}}{${d}}`)}.`,
          en: `Compare the positive fractions by cross products: ${inline(products)}, so ${inline(`\\frac{${a}}{${b}} ${relation} \\frac{${c}}{${d}}`)}.`,
        },
        isNegative
          ? {
              tr: `Eksi işareti sıralamayı ters çevirir: ${inline(`${first} ${firstIsLess ? '<' : '>'} ${second}`)}.`,
              en: `The minus sign reverses the order: ${inline(`${first} ${firstIsLess ? '<' : '>'} ${second}`)}.`,
            }
          : {
              tr: `Verilen sıralama bu sonuçla ${firstIsLess === claimsLess ? 'aynıdır' : 'çelişir'}.`,
              en: `The given order ${firstIsLess === claimsLess ? 'agrees with' : 'contradicts'} this.`,
            },
      ],
      hints: [
        {
          tr: 'Pay ve paydanın ayrı ayrı büyük olması, kesrin büyük olduğunu göstermez.',
          en: 'A larger numerator and a larger denominator do not make a larger fraction.',
        },
        {
          tr: isNegative
            ? 'Önce işaretsiz kesirleri karşılaştır, sonra eksi işaretinin etkisini düşün.'
            : 'Çapraz çarpımları karşılaştır.',
          en: isNegative
            ? 'Compare the fractions without their signs first, then think of what the minus does.'
            : 'Compare the cross products.',
        },
      ],
    };
  },
};

const ladder: QuestionTemplate = {
  key: 'fractions-ladder',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    // a - b / (c + d / e), or with a plus
    const sign = random.pick([-1, 1]);
    const a = random.int(1, 5);
    const b = random.int(2, 9);
    const c = random.int(1, 4);
    const e = random.int(2, 7);
    const d = random.int(1, e - 1);
    const inner = c * e + d;
    if (greatestCommonDivisor(d, e) !== 1 || greatestCommonDivisor(e, inner) !== 1) return null;
    const answerTop = a * inner + sign * b * e;
    if (answerTop === 0 || a === b) return null;
    const operator = sign < 0 ? '-' : '+';
    const expression = `${a} ${operator} \\frac{${b}}{${c} + \\frac{${d}}{${e}}}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c, d, e, sign },
      stem: {
        tr: `${inline(`\\displaystyle ${expression}`)} işleminin sonucu kaçtır?`,
        en: `What is the value of ${inline(`\\displaystyle ${expression}`)}?`,
      },
      answer: quotient(answerTop, inner),
      wrong: [
        wrongOption('divisor_not_inverted', quotient(a * e + sign * b * inner, e)),
        wrongOption('whole_added_to_numerator', quotient(a * (c + d) + sign * b * e, c + d)),
        wrongOption('worked_left_to_right', quotient((a + sign * b) * e, inner)),
        wrongOption('denominator_of_quotient_dropped', quotient(a * inner + sign * b, inner)),
        wrongOption('sign_slip', quotient(a * inner - sign * b * e, inner)),
        wrongOption('stopped_too_early', quotient(b * e, inner)),
      ],
      rationale: [
        {
          tr: `En alttan başla: ${inline(`${c} + \\frac{${d}}{${e}} = \\frac{${inner}}{${e}}`)}.`,
          en: `Start at the bottom: ${inline(`${c} + \\frac{${d}}{${e}} = \\frac{${inner}}{${e}}`)}.`,
        },
        {
          tr: `Bir kesre bölmek, ters çevirip çarpmaktır: ${inline(`${b} : \\frac{${inner}}{${e}} = ${b} \\cdot \\frac{${e}}{${inner}} = ${fraction(b * e, inner)}`)}.`,
          en: `Dividing by a fraction means multiplying by its reciprocal: ${inline(`${b} : \\frac{${inner}}{${e}} = ${b} \\cdot \\frac{${e}}{${inner}} = ${fraction(b * e, inner)}`)}.`,
        },
        {
          tr: `${sign < 0 ? 'Çıkarma' : 'Toplama'}: ${inline(`${a} ${operator} ${fraction(b * e, inner)} = ${fraction(answerTop, inner)}`)}.`,
          en: `The ${sign < 0 ? 'subtraction' : 'addition'}: ${inline(`${a} ${operator} ${fraction(b * e, inner)} = ${fraction(answerTop, inner)}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Bu tür işlemlere en alttaki kesirden başlanır.',
          en: 'Such an expression is worked out from the lowest fraction up.',
        },
        {
          tr: `Büyük kesir çizgisi bölme demektir: ${inline(String(b))} sayısını alttaki toplama böl.`,
          en: `The long bar means division: ${inline(String(b))} divided by the sum below it.`,
        },
      ],
    };
  },
};

export const fractions: readonly QuestionTemplate[] = [fractionSum, fractionCompare, ladder];
