import { bracketed, fraction, inline, polynomial, signed } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { fractionOption, solutionSetOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.006';

const rootsByFactoring: QuestionTemplate = {
  key: 'quadratic-roots-by-factoring',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    const smaller = random.nonZeroInt(-9, 8);
    const larger = random.nonZeroInt(smaller + 1, 9);
    const b = -(smaller + larger);
    const c = smaller * larger;
    if (b === 0 || Math.abs(smaller) === 1 || Math.abs(larger) === 1) return null;
    const equation = `${polynomial([1, b, c])} = 0`;
    const factored = `(x ${signed(-smaller)})(x ${signed(-larger)}) = 0`;
    return {
      form: 'single_choice',
      parameters: { b, c },
      stem: {
        tr: `${inline(equation)} denkleminin çözüm kümesi aşağıdakilerden hangisidir?`,
        en: `What is the solution set of the equation ${inline(equation)}?`,
      },
      answer: solutionSetOption([smaller, larger]),
      wrong: [
        { ...solutionSetOption([-smaller, -larger]), misconception: 'factor_constants_taken_as_roots' },
        { ...solutionSetOption([smaller, -larger]), misconception: 'factor_pair_with_wrong_product' },
        { ...solutionSetOption([-smaller, larger]), misconception: 'factor_pair_with_wrong_product' },
        { ...solutionSetOption([1, c]), misconception: 'factor_pair_with_wrong_sum' },
        { ...solutionSetOption([larger]), misconception: 'one_root_lost' },
        { ...solutionSetOption([-b, c]), misconception: 'coefficients_taken_as_factors' },
      ],
      rationale: [
        {
          tr: `Çarpımları ${inline(String(c))}, toplamları ${inline(String(b))} olan sayılar ${inline(String(-smaller))} ve ${inline(String(-larger))} sayılarıdır: ${inline(factored)}.`,
          en: `The numbers with product ${inline(String(c))} and sum ${inline(String(b))} are ${inline(String(-smaller))} and ${inline(String(-larger))}: ${inline(factored)}.`,
        },
        {
          tr: `Çarpım sıfırsa çarpanlardan biri sıfırdır: ${inline(`x = ${smaller}`)} veya ${inline(`x = ${larger}`)}.`,
          en: `A product is zero when one of its factors is: ${inline(`x = ${smaller}`)} or ${inline(`x = ${larger}`)}.`,
        },
      ],
      hints: [
        { tr: 'Sol yanı iki çarpana ayır.', en: 'Factor the left side into two brackets.' },
        {
          tr: 'Her çarpanı ayrı ayrı sıfıra eşitle; kökler çarpanlardaki sayıların ters işaretlisidir.',
          en: 'Set each factor equal to zero; the roots have the opposite sign of the numbers in the brackets.',
        },
      ],
    };
  },
};

const sumOfReciprocals: QuestionTemplate = {
  key: 'quadratic-root-relations',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    // ax² + bx + c = 0 with real roots: 1/x₁ + 1/x₂ = -b/c, or x₁ + x₂ + x₁x₂ = (c - b)/a
    const a = random.int(2, 5);
    const b = random.nonZeroInt(-12, 12);
    const c = random.nonZeroInt(-9, 9);
    if (b * b - 4 * a * c <= 0 || b === c || b === -c) return null;
    const asksReciprocals = random.int(0, 1);
    const equation = `${polynomial([a, b, c])} = 0`;
    const wanted = asksReciprocals === 1 ? '\\frac{1}{x_1} + \\frac{1}{x_2}' : 'x_1 + x_2 + x_1 \\cdot x_2';
    const sum = fraction(-b, a);
    const product = fraction(c, a);
    return {
      form: 'single_choice',
      parameters: { a, b, c, asksReciprocals },
      stem: {
        tr: `${inline(equation)} denkleminin kökleri ${inline('x_1')} ve ${inline('x_2')} olduğuna göre ${inline(wanted)} ifadesinin değeri kaçtır?`,
        en: `The roots of ${inline(equation)} are ${inline('x_1')} and ${inline('x_2')}. What is the value of ${inline(wanted)}?`,
      },
      answer: asksReciprocals === 1 ? fractionOption(-b, c) : fractionOption(c - b, a),
      wrong:
        asksReciprocals === 1
          ? [
              { ...fractionOption(b, c), misconception: 'root_sum_sign_lost' },
              { ...fractionOption(-c, b), misconception: 'fraction_turned_over' },
              { ...fractionOption(-a, b), misconception: 'reciprocal_of_sum_taken' },
              { ...fractionOption(-b, a), misconception: 'stopped_too_early' },
              { ...fractionOption(a, c), misconception: 'reciprocals_multiplied' },
              { ...fractionOption(c, a), misconception: 'answered_other_quantity' },
            ]
          : [
              { ...fractionOption(c + b, a), misconception: 'root_sum_sign_lost' },
              { ...fractionOption(-b - c, a), misconception: 'root_product_sign_changed' },
              { ...fractionOption(c - b, 1), misconception: 'leading_coefficient_left_out' },
              { ...fractionOption(-b, a), misconception: 'stopped_too_early' },
              { ...fractionOption(c, a), misconception: 'stopped_too_early' },
              { ...fractionOption(-b * c, a * a), misconception: 'product_instead_of_sum' },
            ],
      rationale: [
        {
          tr: `Kökler toplamı ${inline(`x_1 + x_2 = -\\frac{b}{a} = ${sum}`)}, kökler çarpımı ${inline(`x_1 \\cdot x_2 = \\frac{c}{a} = ${product}`)}.`,
          en: `The sum of the roots is ${inline(`x_1 + x_2 = -\\frac{b}{a} = ${sum}`)}, their product ${inline(`x_1 \\cdot x_2 = \\frac{c}{a} = ${product}`)}.`,
        },
        asksReciprocals === 1
          ? {
              tr: `Payda eşitle: ${inline(`${wanted} = \\frac{x_1 + x_2}{x_1 \\cdot x_2}`)}. Toplamı çarpıma böl: ${inline(fraction(-b, c))}.`,
              en: `Use a common denominator: ${inline(`${wanted} = \\frac{x_1 + x_2}{x_1 \\cdot x_2}`)}. Divide the sum by the product: ${inline(fraction(-b, c))}.`,
            }
          : {
              tr: `İkisini topla; sonuç ${inline(fraction(c - b, a))} olur.`,
              en: `Add the two; the result is ${inline(fraction(c - b, a))}.`,
            },
      ],
      hints: [
        {
          tr: 'Kökleri tek tek bulmadan, toplamlarını ve çarpımlarını katsayılardan yaz.',
          en: 'Without finding the roots, write their sum and product from the coefficients.',
        },
        asksReciprocals === 1
          ? {
              tr: 'İstenen ifadeyi paydaları eşitleyerek toplam ve çarpım cinsinden yaz.',
              en: 'Bring the fractions to a common denominator, so that only sum and product remain.',
            }
          : {
              tr: `Kökler toplamında eksi işareti olduğunu, çarpımında olmadığını unutma.`,
              en: `Mind that the sum of the roots carries a minus sign and the product does not.`,
            },
      ],
    };
  },
};

const equalRoots: QuestionTemplate = {
  key: 'quadratic-equal-roots',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 55,
  generate(random) {
    // x² - 2px + m + q = 0 has equal roots: m = p² - q
    const p = random.nonZeroInt(-10, 10);
    const q = random.nonZeroInt(-15, 15);
    const m = p * p - q;
    if (Math.abs(p) === 1 || m === 0) return null;
    const b = -2 * p;
    const equation = `x^2 ${signed(b)}x + m ${signed(q)} = 0`;
    return {
      form: 'numeric',
      parameters: { b, q },
      stem: {
        tr: `${inline(equation)} denkleminin eşit iki gerçek kökü olduğuna göre ${inline('m')} kaçtır?`,
        en: `The equation ${inline(equation)} has two equal real roots. What is ${inline('m')}?`,
      },
      answer: { value: m },
      tolerance: 0,
      wrong: [
        { value: p * p + q, misconception: 'no_sign_change_across_equals' },
        { value: p * p, misconception: 'stopped_too_early' },
        { value: b * b - q, misconception: 'four_left_out_of_discriminant' },
        { value: -p * p - q, misconception: 'sign_slip' },
        { value: p, misconception: 'answered_other_quantity' },
      ],
      rationale: [
        {
          tr: `Eşit kök için diskriminant sıfırdır: ${inline(`${bracketed(b)}^2 - 4 \\cdot 1 \\cdot (m ${signed(q)}) = 0`)}.`,
          en: `For equal roots the discriminant is zero: ${inline(`${bracketed(b)}^2 - 4 \\cdot 1 \\cdot (m ${signed(q)}) = 0`)}.`,
        },
        {
          tr: `${inline(`4(m ${signed(q)}) = ${b * b}`)}, yani ${inline(`m ${signed(q)} = ${p * p}`)}.`,
          en: `${inline(`4(m ${signed(q)}) = ${b * b}`)}, so ${inline(`m ${signed(q)} = ${p * p}`)}.`,
        },
        { tr: `${inline(`m = ${m}`)} bulunur.`, en: `Hence ${inline(`m = ${m}`)}.` },
      ],
      hints: [
        {
          tr: 'Köklerin eşit olması diskriminant hakkında ne söyler?',
          en: 'What do equal roots say about the discriminant?',
        },
        {
          tr: `Sabit terim ${inline(`m ${signed(q)}`)} ifadesinin tamamıdır.`,
          en: `The constant term is the whole of ${inline(`m ${signed(q)}`)}.`,
        },
      ],
    };
  },
};

export const quadraticEquations: readonly QuestionTemplate[] = [rootsByFactoring, sumOfReciprocals, equalRoots];
