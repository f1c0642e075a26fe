import { bracketed, greatestCommonDivisor, inline, polynomial, signed, term } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { fractionOption, wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.FUN.002';

const findInput: QuestionTemplate = {
  key: 'function-find-input',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const a = random.int(2, 7);
    const b = random.nonZeroInt(-12, 12);
    const k = random.nonZeroInt(-6, 9);
    const c = a * k + b;
    if (c === k || c === 0) return null;
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem: {
        tr: `${inline(`f(x) = ${polynomial([a, b])}`)} fonksiyonu için ${inline(`f(k) = ${c}`)} olduğuna göre ${inline('k')} kaçtır?`,
        en: `For the function ${inline(`f(x) = ${polynomial([a, b])}`)} we know ${inline(`f(k) = ${c}`)}. What is ${inline('k')}?`,
      },
      answer: wholeOption(k),
      wrong: [
        { ...wholeOption(a * c + b), misconception: 'function_output_used_as_input' },
        { ...fractionOption(c + b, a), misconception: 'no_sign_change_across_equals' },
        { ...wholeOption(c - b), misconception: 'stopped_too_early' },
        { ...wholeOption(-k), misconception: 'sign_slip' },
        { ...wholeOption(c - b - a), misconception: 'subtracted_instead_of_divided' },
      ],
      rationale: [
        {
          tr: `${inline('x')} yerine ${inline('k')} yaz: ${inline(`${term(a, 'k')} ${signed(b)} = ${c}`)}.`,
          en: `Put ${inline('k')} for ${inline('x')}: ${inline(`${term(a, 'k')} ${signed(b)} = ${c}`)}.`,
        },
        {
          tr: `${inline(`${term(a, 'k')} = ${c - b}`)}, yani ${inline(`k = ${k}`)}.`,
          en: `${inline(`${term(a, 'k')} = ${c - b}`)}, so ${inline(`k = ${k}`)}.`,
        },
      ],
      hints: [
        {
          tr: `${inline(String(c))} girdi mi, çıktı mı?`,
          en: `Is ${inline(String(c))} the input or the output?`,
        },
        {
          tr: `${inline('f(k)')} ifadesini kurala göre yaz ve denklemi çöz.`,
          en: `Write ${inline('f(k)')} by the rule and solve the equation.`,
        },
      ],
    };
  },
};

const composition: QuestionTemplate = {
  key: 'function-composition',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    // f(x) = ax + b, g(x) = x² + c
    const a = random.int(2, 5);
    const b = random.nonZeroInt(-9, 9);
    const c = random.nonZeroInt(-6, 6);
    const k = random.nonZeroInt(-4, 4);
    const f = (x: number) => a * x + b;
    const g = (x: number) => x * x + c;
    const inner = g(k);
    if (Math.abs(k) === 1 || inner === k || inner === 0) return null;
    return {
      form: 'single_choice',
      parameters: { a, b, c, k },
      stem: {
        tr: `${inline(`f(x) = ${polynomial([a, b])}`)} ve ${inline(`g(x) = ${polynomial([1, 0, c])}`)} olduğuna göre ${inline(`(f \\circ g)(${k})`)} kaçtır?`,
        en: `Given ${inline(`f(x) = ${polynomial([a, b])}`)} and ${inline(`g(x) = ${polynomial([1, 0, c])}`)}, what is ${inline(`(f \\circ g)(${k})`)}?`,
      },
      answer: wholeOption(f(inner)),
      wrong: [
        { ...wholeOption(g(f(k))), misconception: 'function_order_reversed' },
        { ...wholeOption(f(k) * inner), misconception: 'function_composition_as_product' },
        { ...wholeOption(inner), misconception: 'stopped_too_early' },
        ...(k < 0
          ? [{ ...wholeOption(f(-k * k + c)), misconception: 'square_of_negative_taken_negative' } as const]
          : [{ ...wholeOption(f(2 * k + c)), misconception: 'square_read_as_doubling' } as const]),
        { ...wholeOption(f(k) + inner), misconception: 'function_values_added' },
        { ...wholeOption(a * inner - b), misconception: 'sign_slip' },
      ],
      rationale: [
        {
          tr: `Önce içteki fonksiyon: ${inline(`g(${k}) = ${bracketed(k)}^2 ${signed(c)} = ${inner}`)}.`,
          en: `The inner function first: ${inline(`g(${k}) = ${bracketed(k)}^2 ${signed(c)} = ${inner}`)}.`,
        },
        {
          tr: `Sonra dıştaki: ${inline(`f(${inner}) = ${a} \\cdot ${bracketed(inner)} ${signed(b)} = ${f(inner)}`)}.`,
          en: `Then the outer one: ${inline(`f(${inner}) = ${a} \\cdot ${bracketed(inner)} ${signed(b)} = ${f(inner)}`)}.`,
        },
      ],
      hints: [
        {
          tr: `${inline('(f \\circ g)(x) = f(g(x))')} demektir.`,
          en: `${inline('(f \\circ g)(x)')} means ${inline('f(g(x))')}.`,
        },
        {
          tr: 'Sayıyı önce sağdaki fonksiyona ver, çıkan sonucu soldakine.',
          en: 'Feed the number to the function on the right first, and its result to the one on the left.',
        },
      ],
    };
  },
};

const inverseValue: QuestionTemplate = {
  key: 'function-inverse-value',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    // f(x) = (ax + b) / c, inverse at k
    const a = random.int(2, 6);
    const c = random.int(2, 5);
    const x = random.nonZeroInt(-6, 9);
    // The b nearest to 0 that c divides into ax + b, or one of the next ones.
    const b = c * Math.round((a * x) / c) - a * x + c * random.int(-2, 2);
    const k = (a * x + b) / c;
    // A fraction that could be simplified would be an odd way to write a rule.
    if (greatestCommonDivisor(greatestCommonDivisor(a, b), c) > 1) return null;
    if (b === 0 || k === 0 || k === x || a === c) return null;
    return {
      form: 'single_choice',
      parameters: { a, b, c, k },
      stem: {
        tr: `${inline(`f(x) = \\frac{${polynomial([a, b])}}{${c}}`)} olduğuna göre ${inline(`f^{-1}(${k})`)} kaçtır?`,
        en: `Given ${inline(`f(x) = \\frac{${polynomial([a, b])}}{${c}}`)}, what is ${inline(`f^{-1}(${k})`)}?`,
      },
      answer: wholeOption(x),
      wrong: [
        { ...fractionOption(a * k + b, c), misconception: 'function_output_used_as_input' },
        { ...fractionOption(c, a * k + b), misconception: 'function_inverse_as_reciprocal' },
        { ...wholeOption(c * k - b), misconception: 'stopped_too_early' },
        { ...wholeOption(-x), misconception: 'sign_slip' },
        { ...fractionOption(c * k - a * b, a), misconception: 'function_undone_in_wrong_order' },
        { ...fractionOption(c * k + b, a), misconception: 'no_sign_change_across_equals' },
      ],
      rationale: [
        {
          tr: `${inline(`f^{-1}(${k}) = x`)} demek ${inline(`f(x) = ${k}`)} demektir: ${inline(`\\frac{${polynomial([a, b])}}{${c}} = ${k}`)}.`,
          en: `${inline(`f^{-1}(${k}) = x`)} means ${inline(`f(x) = ${k}`)}: ${inline(`\\frac{${polynomial([a, b])}}{${c}} = ${k}`)}.`,
        },
        {
          tr: `${inline(`${polynomial([a, b])} = ${c * k}`)}, yani ${inline(`${term(a, 'x')} = ${c * k - b}`)} ve ${inline(`x = ${x}`)}.`,
          en: `${inline(`${polynomial([a, b])} = ${c * k}`)}, so ${inline(`${term(a, 'x')} = ${c * k - b}`)} and ${inline(`x = ${x}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Ters fonksiyon, çıktıdan girdiye döner.',
          en: 'The inverse function leads from the output back to the input.',
        },
        {
          tr: `Hangi ${inline('x')} için ${inline('f(x)')} değeri ${inline(String(k))} olur?`,
          en: `For which ${inline('x')} is ${inline('f(x)')} equal to ${inline(String(k))}?`,
        },
      ],
    };
  },
};

export const functions: readonly QuestionTemplate[] = [findInput, composition, inverseValue];
