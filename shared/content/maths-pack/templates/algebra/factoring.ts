import { bracketed, inline, polynomial, signed } from '../../math-notation.ts';
import type { OptionDraft, QuestionTemplate } from '../../template.ts';
import { wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.002';

const differenceOfSquares: QuestionTemplate = {
  key: 'factoring-difference-of-squares',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    // a² - b² with a round sum, so that factoring is quicker than squaring
    const sum = random.pick([40, 60, 80, 100, 120, 140, 160, 200]);
    const difference = 2 * random.int(1, 9);
    const a = (sum + difference) / 2;
    const b = (sum - difference) / 2;
    const power = `${a}^2 - ${b}^2`;
    return {
      form: 'single_choice',
      parameters: { a, b },
      stem: {
        tr: `${inline(power)} işleminin sonucu kaçtır?`,
        en: `What is the value of ${inline(power)}?`,
      },
      answer: wholeOption(sum * difference),
      wrong: [
        { ...wholeOption(difference * difference), misconception: 'square_of_difference_taken' },
        { ...wholeOption((sum - 10) * difference), misconception: 'carry_left_out' },
        { ...wholeOption(sum), misconception: 'stopped_too_early' },
        { ...wholeOption(2 * difference), misconception: 'square_read_as_doubling' },
        { ...wholeOption(sum + difference), misconception: 'factors_added' },
        { ...wholeOption(difference), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `İki kare farkı özdeşliğini kullan: ${inline('a^2 - b^2 = (a - b)(a + b)')}.`,
          en: `Use the difference of two squares: ${inline('a^2 - b^2 = (a - b)(a + b)')}.`,
        },
        {
          tr: `${inline(`${power} = (${a} - ${b})(${a} + ${b})`)} olur.`,
          en: `So ${inline(`${power} = (${a} - ${b})(${a} + ${b})`)}.`,
        },
        {
          tr: `Sonuç ${inline(`${difference} \\cdot ${sum} = ${sum * difference}`)} bulunur.`,
          en: `This gives ${inline(`${difference} \\cdot ${sum} = ${sum * difference}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Kareleri tek tek hesaplamadan da bulabilirsin: ifade iki kare farkıdır.',
          en: 'There is no need to work out the squares: this is a difference of two squares.',
        },
        {
          tr: `${inline(`${a} + ${b}`)} ve ${inline(`${a} - ${b}`)} değerlerini bul.`,
          en: `Work out ${inline(`${a} + ${b}`)} and ${inline(`${a} - ${b}`)}.`,
        },
      ],
    };
  },
};

/** (x + first)(x + second), the smaller number first; told apart by the two numbers. */
const factorPair = (first: number, second: number): OptionDraft => {
  const ascending = first < second ? [first, second] : [second, first];
  return { text: inline(ascending.map((number) => `(x ${signed(number)})`).join('')), value: ascending };
};

const quadraticFactors: QuestionTemplate = {
  key: 'factoring-quadratic',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const p = random.nonZeroInt(-9, 9);
    const q = random.nonZeroInt(-9, 9);
    const b = p + q;
    const c = p * q;
    if (p === q || b === 0 || Math.abs(p) === 1 || Math.abs(q) === 1) return null;
    const expression = polynomial([1, b, c]);
    // Another pair with the right product, and one with the right sum.
    const productOnly = Math.abs(c) % 2 === 0 && Math.abs(p) !== 2 && Math.abs(q) !== 2 ? 2 : 1;
    return {
      form: 'single_choice',
      parameters: { b, c },
      stem: {
        tr: `${inline(expression)} ifadesinin çarpanlara ayrılmış biçimi aşağıdakilerden hangisidir?`,
        en: `Which of the following is the factored form of ${inline(expression)}?`,
      },
      answer: factorPair(p, q),
      wrong: [
        { ...factorPair(-p, -q), misconception: 'sign_slip' },
        { ...factorPair(productOnly, c / productOnly), misconception: 'factor_pair_with_wrong_sum' },
        { ...factorPair(p, -q), misconception: 'factor_pair_with_wrong_product' },
        { ...factorPair(-p, q), misconception: 'factor_pair_with_wrong_product' },
        { ...factorPair(b, c), misconception: 'coefficients_taken_as_factors' },
        { ...factorPair(-productOnly, -c / productOnly), misconception: 'factor_pair_with_wrong_sum' },
      ],
      rationale: [
        {
          tr: `Çarpımları ${inline(String(c))}, toplamları ${inline(String(b))} olan iki sayı ara.`,
          en: `Look for two numbers with product ${inline(String(c))} and sum ${inline(String(b))}.`,
        },
        {
          tr: `Aranan sayılar ${inline(String(p))} ve ${inline(String(q))} sayılarıdır: ${inline(`${p} \\cdot ${bracketed(q)} = ${c}`)} ve ${inline(`${p} ${signed(q)} = ${b}`)}.`,
          en: `These are ${inline(String(p))} and ${inline(String(q))}: ${inline(`${p} \\cdot ${bracketed(q)} = ${c}`)} and ${inline(`${p} ${signed(q)} = ${b}`)}.`,
        },
        {
          tr: `Öyleyse ${inline(`${expression} = (x ${signed(p)})(x ${signed(q)})`)}.`,
          en: `Hence ${inline(`${expression} = (x ${signed(p)})(x ${signed(q)})`)}.`,
        },
      ],
      hints: [
        {
          tr: `${inline('(x + m)(x + n)')} biçiminde yazmaya çalış.`,
          en: `Try to write it as ${inline('(x + m)(x + n)')}.`,
        },
        {
          tr: `${inline('m')} ile ${inline('n')} sayılarının çarpımı sabit terimi, toplamı ${inline('x')} teriminin katsayısını verir.`,
          en: `The product of ${inline('m')} and ${inline('n')} is the constant, their sum the coefficient of ${inline('x')}.`,
        },
        c > 0
          ? {
              tr: `Çarpım pozitif olduğundan ${inline('m')} ile ${inline('n')} aynı işaretlidir.`,
              en: `The product is positive, so ${inline('m')} and ${inline('n')} have the same sign.`,
            }
          : {
              tr: `Çarpım negatif olduğundan ${inline('m')} ile ${inline('n')} zıt işaretlidir.`,
              en: `The product is negative, so ${inline('m')} and ${inline('n')} have opposite signs.`,
            },
      ],
    };
  },
};

const sumOfSquares: QuestionTemplate = {
  key: 'factoring-sum-of-squares',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    // x + y = s or x - y = s, and xy = p: x² + y² = s² - 2p or s² + 2p
    const x = random.nonZeroInt(-8, 12);
    const y = random.nonZeroInt(-8, 12);
    const sign = random.pick([1, -1]);
    const s = x + sign * y;
    const p = x * y;
    if (x === y || s === 0 || Math.abs(s) === 1) return null;
    const given = `x ${sign === 1 ? '+' : '-'} y = ${s}`;
    const middle = -2 * sign * p;
    return {
      form: 'numeric',
      parameters: { s, p, sign },
      stem: {
        tr: `${inline(given)} ve ${inline(`x \\cdot y = ${p}`)} olduğuna göre ${inline('x^2 + y^2')} ifadesinin değeri kaçtır?`,
        en: `Given ${inline(given)} and ${inline(`x \\cdot y = ${p}`)}, what is the value of ${inline('x^2 + y^2')}?`,
      },
      answer: { value: x * x + y * y },
      tolerance: 0,
      wrong: [
        { value: s * s, misconception: 'middle_term_left_out' },
        { value: s * s - middle, misconception: 'sign_slip' },
        { value: s * s - sign * p, misconception: 'middle_term_not_doubled' },
        { value: 2 * s + middle, misconception: 'square_read_as_doubling' },
      ],
      rationale: [
        {
          tr: `Verilen eşitliğin iki yanının karesini al: ${inline(`(x ${sign === 1 ? '+' : '-'} y)^2 = ${s * s}`)}.`,
          en: `Square both sides of the given equation: ${inline(`(x ${sign === 1 ? '+' : '-'} y)^2 = ${s * s}`)}.`,
        },
        {
          tr: `Kareyi aç: ${inline(`x^2 ${sign === 1 ? '+' : '-'} 2xy + y^2 = ${s * s}`)}.`,
          en: `Expand the square: ${inline(`x^2 ${sign === 1 ? '+' : '-'} 2xy + y^2 = ${s * s}`)}.`,
        },
        {
          tr: `${inline(`2xy = ${2 * p}`)} olduğundan ${inline(`x^2 + y^2 = ${s * s} ${signed(middle)} = ${x * x + y * y}`)}.`,
          en: `As ${inline(`2xy = ${2 * p}`)}, ${inline(`x^2 + y^2 = ${s * s} ${signed(middle)} = ${x * x + y * y}`)}.`,
        },
      ],
      hints: [
        {
          tr: `${inline('x')} ile ${inline('y')} sayılarını tek tek bulman gerekmez.`,
          en: `There is no need to find ${inline('x')} and ${inline('y')} themselves.`,
        },
        {
          tr: `${inline(`(x ${sign === 1 ? '+' : '-'} y)^2`)} açılımını yaz; içinde ${inline('x^2 + y^2')} vardır.`,
          en: `Write out ${inline(`(x ${sign === 1 ? '+' : '-'} y)^2`)}; it contains ${inline('x^2 + y^2')}.`,
        },
      ],
    };
  },
};

export const factoring: readonly QuestionTemplate[] = [differenceOfSquares, quadraticFactors, sumOfSquares];
