import { greatestCommonDivisor, inline, signed, signedTerm, term } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { fractionOption, wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.001';

const twoSteps: QuestionTemplate = {
  key: 'linear-equation-two-steps',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const a = random.int(2, 9);
    const x = random.nonZeroInt(-9, 12);
    const b = random.nonZeroInt(-20, 20);
    const c = a * x + b;
    const equation = `${term(a, 'x')} ${signed(b)} = ${c}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem: {
        tr: `${inline(equation)} denklemini sağlayan ${inline('x')} değeri kaçtır?`,
        en: `Which value of ${inline('x')} satisfies the equation ${inline(equation)}?`,
      },
      answer: wholeOption(x),
      wrong: [
        { ...fractionOption(c + b, a), misconception: 'no_sign_change_across_equals' },
        { ...wholeOption(-x), misconception: 'sign_slip' },
        { ...wholeOption(c - b - a), misconception: 'subtracted_instead_of_divided' },
        { ...wholeOption(c - b), misconception: 'stopped_too_early' },
        { ...fractionOption(c - a * b, a), misconception: 'divided_one_term_only' },
        { ...fractionOption(a, c - b), misconception: 'divided_wrong_way' },
      ],
      rationale: [
        {
          tr: `Sabit terimi karşıya geçir: ${inline(`${term(a, 'x')} = ${c} ${signed(-b)} = ${c - b}`)}.`,
          en: `Move the constant across: ${inline(`${term(a, 'x')} = ${c} ${signed(-b)} = ${c - b}`)}.`,
        },
        {
          tr: `İki yanı da ${inline('x')} teriminin katsayısına böl: ${inline(`x = \\frac{${c - b}}{${a}} = ${x}`)}.`,
          en: `Divide both sides by the coefficient of ${inline('x')}: ${inline(`x = \\frac{${c - b}}{${a}} = ${x}`)}.`,
        },
      ],
      hints: [
        { tr: 'Önce bilinmeyenli terimi yalnız bırak.', en: 'First leave the term with the unknown on its own.' },
        {
          tr: `Sabit terim ${inline(String(b))} eşitliğin öbür yanına işaret değiştirerek geçer.`,
          en: `The constant ${inline(String(b))} changes its sign when it crosses the equals sign.`,
        },
      ],
    };
  },
};

const brackets: QuestionTemplate = {
  key: 'linear-equation-brackets',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    // a(x + b) - c(x + d) = e, and a - c is at least 2 so that the last step is a real division
    const a = random.int(4, 9);
    const c = random.int(2, a - 2);
    const b = random.nonZeroInt(-7, 7);
    const d = random.nonZeroInt(-7, 7);
    const x = random.nonZeroInt(-8, 10);
    const constant = a * b - c * d;
    const e = (a - c) * x + constant;
    if (constant === 0) return null;
    const equation = `${a}(x ${signed(b)}) - ${c}(x ${signed(d)}) = ${e}`;
    const expanded = `${a}x ${signed(a * b)} ${signedTerm(-c, 'x')} ${signed(-c * d)} = ${e}`;
    const collected = `${term(a - c, 'x')} ${signed(constant)} = ${e}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c, d, e },
      stem: {
        tr: `${inline(equation)} denklemini sağlayan ${inline('x')} değeri kaçtır?`,
        en: `Which value of ${inline('x')} satisfies the equation ${inline(equation)}?`,
      },
      answer: wholeOption(x),
      wrong: [
        { ...fractionOption(e - (a * b + c * d), a - c), misconception: 'minus_not_distributed' },
        { ...fractionOption(e - (b - d), a - c), misconception: 'distribute_first_only' },
        { ...wholeOption(e - constant), misconception: 'stopped_too_early' },
        { ...fractionOption(e + constant, a - c), misconception: 'no_sign_change_across_equals' },
        { ...fractionOption(e - constant, a + c), misconception: 'sign_slip' },
        { ...wholeOption(e - constant - (a - c)), misconception: 'subtracted_instead_of_divided' },
      ],
      rationale: [
        {
          tr: `Parantezleri aç: ${inline(expanded)}.`,
          en: `Expand the brackets: ${inline(expanded)}.`,
        },
        {
          tr: `Benzer terimleri topla: ${inline(collected)}.`,
          en: `Collect like terms: ${inline(collected)}.`,
        },
        {
          tr: `Sabit terimi karşıya geçir: ${inline(`${term(a - c, 'x')} = ${e - constant}`)}.`,
          en: `Move the constant across: ${inline(`${term(a - c, 'x')} = ${e - constant}`)}.`,
        },
        { tr: `Katsayıya böl: ${inline(`x = ${x}`)}.`, en: `Divide by the coefficient: ${inline(`x = ${x}`)}.` },
      ],
      hints: [
        { tr: 'Önce parantezleri aç.', en: 'Expand the brackets first.' },
        {
          tr: `İkinci parantezin önündeki ${inline(`-${c}`)} parantezin iki terimiyle de çarpılır.`,
          en: `The ${inline(`-${c}`)} before the second bracket multiplies both of its terms.`,
        },
        {
          tr: `Benzer terimleri toplayınca ${inline('x')} teriminin katsayısı ${inline(String(a - c))} olur.`,
          en: `After collecting like terms the coefficient of ${inline('x')} is ${inline(String(a - c))}.`,
        },
      ],
    };
  },
};

const fractions: QuestionTemplate = {
  key: 'linear-equation-fractions',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    // x / p + x / q + c = r, answered as a number
    const p = random.int(2, 6);
    const q = random.int(p + 1, 9);
    const c = random.nonZeroInt(-9, 9);
    const commonMultiple = (p * q) / greatestCommonDivisor(p, q);
    const x = commonMultiple * random.int(1, 4);
    const [fromP, fromQ] = [commonMultiple / p, commonMultiple / q];
    const sum = x / p + x / q;
    const r = sum + c;
    const equation = `\\frac{x}{${p}} + \\frac{x}{${q}} ${signed(c)} = ${r}`;
    const joined = `\\frac{${term(fromP, 'x')} ${signedTerm(fromQ, 'x')}}{${commonMultiple}} = ${sum}`;
    return {
      form: 'numeric',
      parameters: { p, q, c, r },
      stem: {
        tr: `${inline(equation)} olduğuna göre ${inline('x')} kaçtır?`,
        en: `Given ${inline(equation)}, what is ${inline('x')}?`,
      },
      answer: { value: x },
      tolerance: 0,
      wrong: [
        { value: (sum * (p + q)) / 2, misconception: 'added_denominators' },
        { value: sum * (p + q), misconception: 'added_denominators' },
        { value: ((r + c) * commonMultiple) / (fromP + fromQ), misconception: 'no_sign_change_across_equals' },
        { value: sum * commonMultiple, misconception: 'stopped_too_early' },
        { value: sum / (fromP + fromQ), misconception: 'multiplied_one_side_only' },
        { value: (fromP + fromQ) / (sum * commonMultiple), misconception: 'divided_wrong_way' },
      ],
      rationale: [
        {
          tr: `Sabit terimi karşıya geçir: ${inline(`\\frac{x}{${p}} + \\frac{x}{${q}} = ${r} ${signed(-c)} = ${sum}`)}.`,
          en: `Move the constant across: ${inline(`\\frac{x}{${p}} + \\frac{x}{${q}} = ${r} ${signed(-c)} = ${sum}`)}.`,
        },
        {
          tr: `Paydaları ${inline(String(commonMultiple))} olacak şekilde eşitle: ${inline(joined)}.`,
          en: `Write both over the common denominator ${inline(String(commonMultiple))}: ${inline(joined)}.`,
        },
        {
          tr: `İki yanı ${inline(String(commonMultiple))} ile çarp: ${inline(`${fromP + fromQ}x = ${sum * commonMultiple}`)}.`,
          en: `Multiply both sides by ${inline(String(commonMultiple))}: ${inline(`${fromP + fromQ}x = ${sum * commonMultiple}`)}.`,
        },
        {
          tr: `Katsayıya böl: ${inline(`x = ${x}`)}.`,
          en: `Divide by the coefficient: ${inline(`x = ${x}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Sabit terimi karşıya geçir, sonra kesirleri tek kesir hâline getir.',
          en: 'Move the constant across, then turn the fractions into one.',
        },
        {
          tr: `Ortak payda olarak ${inline(String(p))} ile ${inline(String(q))} sayılarının en küçük ortak katını kullan.`,
          en: `Use the least common multiple of ${inline(String(p))} and ${inline(String(q))} as common denominator.`,
        },
      ],
    };
  },
};

const alwaysTrue: QuestionTemplate = {
  key: 'linear-equation-always-true',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 75,
  generate(random) {
    // (m + a)x + b = cx + n holds for every x: m = c - a, n = b
    const a = random.nonZeroInt(-8, 8);
    const b = random.nonZeroInt(-12, 12);
    const c = random.int(2, 9);
    const m = c - a;
    if (m === 0 || m === b) return null;
    const equation = `(m ${signed(a)})x ${signed(b)} = ${term(c, 'x')} + n`;
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem: {
        tr: `${inline(equation)} denklemi her ${inline('x')} gerçek sayısı için sağlanmaktadır. Buna göre ${inline('m + n')} toplamı kaçtır?`,
        en: `The equation ${inline(equation)} holds for every real number ${inline('x')}. What is the sum ${inline('m + n')}?`,
      },
      answer: wholeOption(m + b),
      wrong: [
        { ...wholeOption(c + a + b), misconception: 'no_sign_change_across_equals' },
        { ...wholeOption(m - b), misconception: 'sign_slip' },
        { ...wholeOption(c + b), misconception: 'coefficient_compared_in_part' },
        { ...wholeOption(m), misconception: 'stopped_too_early' },
        { ...wholeOption(m * b), misconception: 'product_instead_of_sum' },
        { ...wholeOption(b - m), misconception: 'sign_slip' },
      ],
      rationale: [
        {
          tr: `Eşitlik her ${inline('x')} için sağlanıyorsa iki yandaki ${inline('x')} katsayıları eşittir: ${inline(`m ${signed(a)} = ${c}`)}, yani ${inline(`m = ${m}`)}.`,
          en: `For the equation to hold for every ${inline('x')}, the coefficients of ${inline('x')} must be equal: ${inline(`m ${signed(a)} = ${c}`)}, so ${inline(`m = ${m}`)}.`,
        },
        {
          tr: `Sabit terimler de eşittir: ${inline(`n = ${b}`)}.`,
          en: `The constants must be equal too: ${inline(`n = ${b}`)}.`,
        },
        {
          tr: `Toplam: ${inline(`m + n = ${m} ${signed(b)} = ${m + b}`)}.`,
          en: `The sum: ${inline(`m + n = ${m} ${signed(b)} = ${m + b}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Bir denklem her sayı için sağlanıyorsa iki yanı aynı ifadedir.',
          en: 'If an equation holds for every number, its two sides are the same expression.',
        },
        {
          tr: `${inline('x')} teriminin katsayılarını ve sabit terimleri ayrı ayrı eşitle.`,
          en: `Set the coefficients of ${inline('x')} equal, and the constants equal, separately.`,
        },
      ],
    };
  },
};

export const linearEquations: readonly QuestionTemplate[] = [twoSteps, brackets, fractions, alwaysTrue];
