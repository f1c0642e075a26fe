import { fraction, inline, signed, signedTerm, term } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';

const topicUid = 'TR.MAT.ALG.001';

const twoSteps: QuestionTemplate = {
  key: 'linear-equation-two-steps',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const a = random.int(2, 9);
    const x = random.nonZeroInt(-9, 12);
    const b = random.nonZeroInt(-20, 20);
    const c = a * x + b;
    const number = (value: number) => ({ text: inline(String(value)), value });
    const quotient = (numerator: number) => ({ text: inline(fraction(numerator, a)), value: numerator / a });
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem: {
        tr: `${inline(`${term(a, 'x')} ${signed(b)} = ${c}`)} denklemini sağlayan ${inline('x')} kaçtır?`,
        en: `Which ${inline('x')} satisfies the equation ${inline(`${term(a, 'x')} ${signed(b)} = ${c}`)}?`,
      },
      answer: number(x),
      wrong: [
        { ...quotient(c + b), misconception: 'no_sign_change_across_equals' },
        { ...number(-x), misconception: 'sign_slip' },
        { ...number(c - b), misconception: 'stopped_too_early' },
        { ...number(c - b - a), misconception: 'subtracted_instead_of_divided' },
        { ...number(x + 1), misconception: 'arithmetic_slip' },
      ],
      rationale: [
        {
          tr: `Sabit terimi karşıya geçir: ${inline(`${term(a, 'x')} = ${c} ${signed(-b)} = ${c - b}`)}.`,
          en: `Move the constant across: ${inline(`${term(a, 'x')} = ${c} ${signed(-b)} = ${c - b}`)}.`,
        },
        {
          tr: `Her iki yanı katsayıya böl: ${inline(`x = \\frac{${c - b}}{${a}} = ${x}`)}.`,
          en: `Divide both sides by the coefficient: ${inline(`x = \\frac{${c - b}}{${a}} = ${x}`)}.`,
        },
      ],
      hints: [
        { tr: 'Önce bilinmeyeni yalnız bırakmaya çalış.', en: 'First try to leave the unknown on its own.' },
        {
          tr: `Sabit terim ${inline(String(b))} karşıya geçerken işareti değişir.`,
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
    // a(x + b) - c(x + d) = e
    const a = random.int(3, 9);
    const c = random.int(2, a - 1);
    const b = random.nonZeroInt(-7, 7);
    const d = random.nonZeroInt(-7, 7);
    const x = random.nonZeroInt(-8, 10);
    const e = a * (x + b) - c * (x + d);
    const equation = `${a}(x ${signed(b)}) - ${c}(x ${signed(d)}) = ${e}`;
    const option = (numerator: number, denominator: number) => ({
      text: inline(fraction(numerator, denominator)),
      value: numerator / denominator,
    });
    const constant = a * b - c * d;
    return {
      form: 'single_choice',
      parameters: { a, b, c, d, e },
      stem: {
        tr: `${inline(equation)} denkleminin çözümü aşağıdakilerden hangisidir?`,
        en: `What is the solution of the equation ${inline(equation)}?`,
      },
      answer: option(x, 1),
      wrong: [
        { ...option(e - (a * b + c * d), a - c), misconception: 'minus_not_distributed' },
        { ...option(e - (b - d), a - c), misconception: 'distribute_first_only' },
        { ...option(e + constant, a - c), misconception: 'no_sign_change_across_equals' },
        { ...option(e - constant, a + c), misconception: 'sign_slip' },
        { ...option(e - constant, 1), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Parantezleri aç: ${inline(`${a}x ${signed(a * b)} ${signedTerm(-c, 'x')} ${signed(-c * d)} = ${e}`)}.`,
          en: `Expand the brackets: ${inline(`${a}x ${signed(a * b)} ${signedTerm(-c, 'x')} ${signed(-c * d)} = ${e}`)}.`,
        },
        {
          tr: `Benzer terimleri topla: ${inline(`${term(a - c, 'x')} = ${e - constant}`)}.`,
          en: `Collect like terms: ${inline(`${term(a - c, 'x')} = ${e - constant}`)}.`,
        },
        { tr: `Katsayıya böl: ${inline(`x = ${x}`)}.`, en: `Divide by the coefficient: ${inline(`x = ${x}`)}.` },
      ],
      hints: [
        { tr: 'Önce parantezleri aç.', en: 'Expand the brackets first.' },
        {
          tr: `Parantezin önündeki ${inline(`-${c}`)} her iki terimle çarpılır.`,
          en: `The ${inline(`-${c}`)} before the bracket multiplies both terms.`,
        },
      ],
    };
  },
};

const fractions: QuestionTemplate = {
  key: 'linear-equation-fractions',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 80,
  generate(random) {
    // x / p + x / q = r, answered as a number
    const p = random.int(2, 6);
    const q = random.int(p + 1, 9);
    const factor = random.int(1, 4);
    const x = p * q * factor;
    const r = x / p + x / q;
    const equation = `\\frac{x}{${p}} + \\frac{x}{${q}} = ${r}`;
    return {
      form: 'numeric',
      parameters: { p, q, r },
      stem: {
        tr: `${inline(equation)} olduğuna göre ${inline('x')} kaçtır?`,
        en: `Given ${inline(equation)}, what is ${inline('x')}?`,
      },
      answer: { value: x },
      tolerance: 0,
      wrong: [
        { value: (r * (p + q)) / 2, misconception: 'added_denominators' },
        { value: r * p * q, misconception: 'stopped_too_early' },
        { value: r * (p + q), misconception: 'added_denominators' },
      ],
      rationale: [
        {
          tr: `Paydaları eşitle: ${inline(`\\frac{${q}x + ${p}x}{${p * q}} = ${r}`)}.`,
          en: `Use a common denominator: ${inline(`\\frac{${q}x + ${p}x}{${p * q}} = ${r}`)}.`,
        },
        {
          tr: `İçler dışlar çarpımı: ${inline(`${p + q}x = ${r * p * q}`)}.`,
          en: `Multiply out: ${inline(`${p + q}x = ${r * p * q}`)}.`,
        },
        { tr: `${inline(`x = ${x}`)} bulunur.`, en: `So ${inline(`x = ${x}`)}.` },
      ],
      hints: [
        { tr: 'Kesirleri tek kesir hâline getir.', en: 'Turn the fractions into one.' },
        {
          tr: `Ortak payda ${inline(String(p * q))} olabilir.`,
          en: `${inline(String(p * q))} can serve as common denominator.`,
        },
      ],
    };
  },
};

export const linearEquations: readonly QuestionTemplate[] = [twoSteps, brackets, fractions];
