import { bracketed, inline, polynomial, signed } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.005';

/** Value of the polynomial, coefficients from the highest power down. */
const valueAt = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0);

const valueAtNegative: QuestionTemplate = {
  key: 'polynomial-value-at-negative',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    const a = random.int(1, 3);
    const b = random.nonZeroInt(-5, 5);
    const c = random.nonZeroInt(-6, 6);
    const d = random.nonZeroInt(-9, 9);
    const k = random.int(2, 3);
    const coefficients = [a, b, c, d];
    const [cube, square] = [a * k ** 3, b * k ** 2];
    const value = valueAt(coefficients, -k);
    return {
      form: 'single_choice',
      parameters: { a, b, c, d, k },
      stem: {
        tr: `${inline(`P(x) = ${polynomial(coefficients)}`)} polinomu için ${inline(`P(-${k})`)} kaçtır?`,
        en: `For the polynomial ${inline(`P(x) = ${polynomial(coefficients)}`)}, what is ${inline(`P(-${k})`)}?`,
      },
      answer: wholeOption(value),
      wrong: [
        { ...wholeOption(-cube - square - c * k + d), misconception: 'square_of_negative_taken_negative' },
        { ...wholeOption(cube + square - c * k + d), misconception: 'cube_of_negative_taken_positive' },
        { ...wholeOption(valueAt(coefficients, k)), misconception: 'minus_of_input_lost' },
        { ...wholeOption(-cube + square + c * k + d), misconception: 'sign_slip' },
        { ...wholeOption(-a * 3 * k - b * 2 * k - c * k + d), misconception: 'power_read_as_product' },
        { ...wholeOption(-cube + square - c * k), misconception: 'constant_term_left_out' },
      ],
      rationale: [
        {
          tr: `${inline('x')} yerine ${inline(`-${k}`)} yaz: ${inline(`P(-${k}) = ${factor(a)}(-${k})^3 ${signedPower(b, k)} ${signedProduct(c, k)} ${signed(d)}`)}.`,
          en: `Put ${inline(`-${k}`)} in place of ${inline('x')}: ${inline(`P(-${k}) = ${factor(a)}(-${k})^3 ${signedPower(b, k)} ${signedProduct(c, k)} ${signed(d)}`)}.`,
        },
        {
          tr: `${inline(`(-${k})^3 = ${-(k ** 3)}`)} ve ${inline(`(-${k})^2 = ${k ** 2}`)} olduğundan sonuç ${inline(`${-cube} ${signed(square)} ${signed(-c * k)} ${signed(d)} = ${value}`)}.`,
          en: `As ${inline(`(-${k})^3 = ${-(k ** 3)}`)} and ${inline(`(-${k})^2 = ${k ** 2}`)}, the result is ${inline(`${-cube} ${signed(square)} ${signed(-c * k)} ${signed(d)} = ${value}`)}.`,
        },
      ],
      hints: [
        {
          tr: `Her ${inline('x')} yerine parantez içinde ${inline(`-${k}`)} yaz.`,
          en: `Write ${inline(`-${k}`)} in brackets for every ${inline('x')}.`,
        },
        {
          tr: 'Negatif sayının tek kuvveti negatif, çift kuvveti pozitiftir.',
          en: 'An odd power of a negative number is negative, an even power positive.',
        },
      ],
    };
  },
};

const factor = (coefficient: number): string => (Math.abs(coefficient) === 1 ? '' : `${Math.abs(coefficient)} \\cdot `);
const signedPower = (b: number, k: number): string => `${b < 0 ? '-' : '+'} ${factor(b)}(-${k})^2`;
const signedProduct = (c: number, k: number): string => `${c < 0 ? '-' : '+'} ${factor(c)}(-${k})`;

const remainder: QuestionTemplate = {
  key: 'polynomial-remainder',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    // remainder on division by x - r
    const r = random.pick([-3, -2, -1, 2, 3]);
    const a = random.int(1, 2);
    const b = random.nonZeroInt(-4, 4);
    const c = random.nonZeroInt(-6, 6);
    const d = random.nonZeroInt(-9, 9);
    const coefficients = [a, b, c, d];
    const value = valueAt(coefficients, r);
    const divisor = `x ${signed(-r)}`;
    const substituted = coefficients
      .map((coefficient, index) => coefficient * r ** (3 - index))
      .map((number, index) => (index === 0 ? String(number) : signed(number)))
      .join(' ');
    return {
      form: 'single_choice',
      parameters: { a, b, c, d, r },
      stem: {
        tr: `${inline(`P(x) = ${polynomial(coefficients)}`)} polinomunun ${inline(divisor)} ile bölümünden kalan kaçtır?`,
        en: `What is the remainder when ${inline(`P(x) = ${polynomial(coefficients)}`)} is divided by ${inline(divisor)}?`,
      },
      answer: wholeOption(value),
      wrong: [
        { ...wholeOption(valueAt(coefficients, -r)), misconception: 'root_sign_not_changed' },
        { ...wholeOption(d), misconception: 'constant_taken_as_remainder' },
        { ...wholeOption(value - d), misconception: 'constant_term_left_out' },
        { ...wholeOption(-value), misconception: 'sign_slip' },
        { ...wholeOption(valueAt(coefficients, 1)), misconception: 'coefficients_added' },
        { ...wholeOption(valueAt([a, b, -c, d], r)), misconception: 'sign_slip' },
      ],
      rationale: [
        {
          tr: `Böleni sıfır yapan değeri bul: ${inline(`${divisor} = 0`)} ise ${inline(`x = ${r}`)}.`,
          en: `Find where the divisor is zero: ${inline(`${divisor} = 0`)} gives ${inline(`x = ${r}`)}.`,
        },
        {
          tr: `Kalan bu noktadaki değerdir: ${inline(`P(${r}) = ${substituted} = ${value}`)}.`,
          en: `The remainder is the value there: ${inline(`P(${r}) = ${substituted} = ${value}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Uzun bölme yapman gerekmez; kalan teoremini kullan.',
          en: 'No long division is needed; use the remainder theorem.',
        },
        {
          tr: `${inline(divisor)} ifadesini sıfır yapan değeri polinomda yerine koy.`,
          en: `Put the value that makes ${inline(divisor)} zero into the polynomial.`,
        },
      ],
    };
  },
};

const productCoefficient: QuestionTemplate = {
  key: 'polynomial-product-coefficient',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    // coefficient of x² in (ax² + bx + c)(dx² + ex + f)
    const [a, d] = [random.int(1, 4), random.int(1, 4)];
    const [b, c, e, f] = [
      random.nonZeroInt(-6, 6),
      random.nonZeroInt(-6, 6),
      random.nonZeroInt(-6, 6),
      random.nonZeroInt(-6, 6),
    ];
    const value = a * f + b * e + c * d;
    const product = `(${polynomial([a, b, c])})(${polynomial([d, e, f])})`;
    return {
      form: 'numeric',
      parameters: { a, b, c, d, e, f },
      stem: {
        tr: `${inline(product)} çarpımı açıldığında ${inline('x^2')} teriminin katsayısı kaç olur?`,
        en: `When the product ${inline(product)} is expanded, what is the coefficient of ${inline('x^2')}?`,
      },
      answer: { value },
      tolerance: 0,
      wrong: [
        { value: b * e, misconception: 'only_one_pair_multiplied' },
        { value: a * f + c * d, misconception: 'only_one_pair_multiplied' },
        { value: a * d, misconception: 'like_terms_multiplied_only' },
        { value: a + d, misconception: 'coefficients_added' },
        { value: a * e + b * d, misconception: 'answered_other_quantity' },
        { value: b * f + c * e, misconception: 'answered_other_quantity' },
        { value: a * f - b * e + c * d, misconception: 'sign_slip' },
      ],
      rationale: [
        {
          tr: `${inline('x^2')} veren çarpımları seç: ${inline('x^2')} ile sabit, ${inline('x')} ile ${inline('x')}, sabit ile ${inline('x^2')}.`,
          en: `Pick the products that give ${inline('x^2')}: ${inline('x^2')} with constant, ${inline('x')} with ${inline('x')}, constant with ${inline('x^2')}.`,
        },
        {
          tr: `Katsayıları çarp: ${inline(`${a} \\cdot ${bracketed(f)} = ${a * f}`)}, ${inline(`${bracketed(b)} \\cdot ${bracketed(e)} = ${b * e}`)}, ${inline(`${bracketed(c)} \\cdot ${d} = ${c * d}`)}.`,
          en: `Multiply the coefficients: ${inline(`${a} \\cdot ${bracketed(f)} = ${a * f}`)}, ${inline(`${bracketed(b)} \\cdot ${bracketed(e)} = ${b * e}`)}, ${inline(`${bracketed(c)} \\cdot ${d} = ${c * d}`)}.`,
        },
        {
          tr: `Topla: ${inline(`${a * f} ${signed(b * e)} ${signed(c * d)} = ${value}`)}.`,
          en: `Add them: ${inline(`${a * f} ${signed(b * e)} ${signed(c * d)} = ${value}`)}.`,
        },
      ],
      hints: [
        { tr: 'Çarpımın tamamını açman gerekmez.', en: 'There is no need to expand the whole product.' },
        {
          tr: `Dereceleri toplamı 2 olan terim çiftlerini bul; üç çift vardır.`,
          en: `Find the pairs of terms whose degrees add up to 2; there are three.`,
        },
      ],
    };
  },
};

const shiftedArgument: QuestionTemplate = {
  key: 'polynomial-shifted-argument',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    // P(x + s) = x² + bx + c; P(k) comes from x = k - s
    const s = random.nonZeroInt(-4, 4);
    const x = random.nonZeroInt(-4, 5);
    const k = x + s;
    const b = random.nonZeroInt(-6, 6);
    const c = random.nonZeroInt(-9, 9);
    if (k === 0 || k === x || Math.abs(k) === Math.abs(x)) return null;
    const coefficients = [1, b, c];
    const value = valueAt(coefficients, x);
    const argument = `x ${signed(s)}`;
    return {
      form: 'single_choice',
      parameters: { s, b, c, k },
      stem: {
        tr: `${inline(`P(${argument}) = ${polynomial(coefficients)}`)} olduğuna göre ${inline(`P(${k})`)} kaçtır?`,
        en: `Given ${inline(`P(${argument}) = ${polynomial(coefficients)}`)}, what is ${inline(`P(${k})`)}?`,
      },
      answer: wholeOption(value),
      wrong: [
        { ...wholeOption(valueAt(coefficients, k)), misconception: 'argument_not_matched' },
        { ...wholeOption(valueAt(coefficients, k + s)), misconception: 'shift_applied_forwards' },
        { ...wholeOption(x), misconception: 'stopped_too_early' },
        { ...wholeOption(valueAt(coefficients, -x)), misconception: 'sign_slip' },
        { ...wholeOption(valueAt(coefficients, k) - s), misconception: 'shift_taken_off_the_value' },
        { ...wholeOption(value - c), misconception: 'constant_term_left_out' },
      ],
      rationale: [
        {
          tr: `Parantezin içi ${inline(String(k))} olmalı: ${inline(`${argument} = ${k}`)}, yani ${inline(`x = ${x}`)}.`,
          en: `The bracket must be ${inline(String(k))}: ${inline(`${argument} = ${k}`)}, so ${inline(`x = ${x}`)}.`,
        },
        {
          tr: `Sağ yanda ${inline(`x = ${x}`)} yaz: ${inline(`P(${k}) = ${x * x} ${signed(b * x)} ${signed(c)} = ${value}`)}.`,
          en: `Put ${inline(`x = ${x}`)} into the right side: ${inline(`P(${k}) = ${x * x} ${signed(b * x)} ${signed(c)} = ${value}`)}.`,
        },
      ],
      hints: [
        {
          tr: `${inline(`P(${k})`)} elde etmek için ${inline('x')} kaç olmalı?`,
          en: `Which ${inline('x')} turns the left side into ${inline(`P(${k})`)}?`,
        },
        {
          tr: `${inline(argument)} ifadesini ${inline(String(k))} sayısına eşitle, bulduğun ${inline('x')} değerini sağ yanda kullan.`,
          en: `Set ${inline(argument)} equal to ${inline(String(k))} and use the ${inline('x')} you find on the right side.`,
        },
      ],
    };
  },
};

export const polynomials: readonly QuestionTemplate[] = [
  valueAtNegative,
  remainder,
  productCoefficient,
  shiftedArgument,
];
