import { inline, polynomial, signed } from '../../math-notation.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { OptionDraft, QuestionTemplate } from '../../template.ts';
import { polynomialOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.002';

/** Numerator over denominator, told apart by the coefficients of both (numerator first). */
const rationalOption = (numerator: readonly number[], denominator: readonly number[]): OptionDraft => ({
  text: inline(`\\frac{${polynomial(numerator)}}{${polynomial(denominator)}}`),
  value: [...numerator, ...denominator],
});

const simplifyRational: QuestionTemplate = {
  key: 'factoring-simplify',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 75,
  generate(random) {
    // (x² - a²) / ((x + shared)(x + q)) with shared = a or -a
    const a = random.int(2, 9);
    const shared = random.pick([a, -a]);
    const q = random.nonZeroInt(-9, 9);
    const b = shared + q;
    const c = shared * q;
    if (Math.abs(q) === a || b === 0 || Math.abs(b) === 1) return null;
    const [top, bottom] = [polynomial([1, 0, -a * a]), polynomial([1, b, c])];
    const expression = `\\frac{${top}}{${bottom}}`;
    const factored = `\\frac{(x - ${a})(x + ${a})}{(x ${signed(shared)})(x ${signed(q)})}`;
    const simplified = `\\frac{x ${signed(-shared)}}{x ${signed(q)}}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem: {
        tr: `${inline(expression)} ifadesinin en sade biçimi aşağıdakilerden hangisidir?`,
        en: `Which of the following is ${inline(expression)} in simplest form?`,
      },
      answer: rationalOption([1, -shared], [1, q]),
      wrong: [
        { ...rationalOption([1, shared], [1, q]), misconception: 'kept_the_common_factor' },
        { ...rationalOption([-a * a], [b, c]), misconception: 'cancelled_terms' },
        { ...rationalOption([1, -shared], [1, -q]), misconception: 'sign_slip' },
        { ...rationalOption([1, -a * a], [1, q]), misconception: 'root_not_taken' },
        { ...rationalOption([1, q], [1, -shared]), misconception: 'fraction_turned_over' },
      ],
      rationale: [
        {
          tr: `Payı iki kare farkı olarak çarpanlarına ayır: ${inline(`${top} = (x - ${a})(x + ${a})`)}.`,
          en: `Factor the numerator as a difference of two squares: ${inline(`${top} = (x - ${a})(x + ${a})`)}.`,
        },
        {
          tr: `Paydada çarpımları ${inline(String(c))}, toplamları ${inline(String(b))} olan sayılar ${inline(String(shared))} ile ${inline(String(q))} olur.`,
          en: `For the denominator, the numbers with product ${inline(String(c))} and sum ${inline(String(b))} are ${inline(String(shared))} and ${inline(String(q))}.`,
        },
        {
          tr: `Ortak çarpan ${inline(`x ${signed(shared)}`)} sadeleşir: ${inline(`${factored} = ${simplified}`)}.`,
          en: `The common factor ${inline(`x ${signed(shared)}`)} cancels: ${inline(`${factored} = ${simplified}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Sadeleştirmeden önce payı ve paydayı çarpanlarına ayır.',
          en: 'Factor the numerator and the denominator before cancelling.',
        },
        {
          tr: 'Pay iki kare farkıdır; payda için çarpımı ve toplamı uygun iki sayı bul.',
          en: 'The numerator is a difference of two squares; for the denominator find two numbers with the right product and sum.',
        },
        {
          tr: 'Toplamın terimleri değil, yalnızca ortak çarpanlar sadeleşir.',
          en: 'Only common factors cancel, never the terms of a sum.',
        },
      ],
    };
  },
};

const factorsOfCubic: QuestionTemplate = {
  key: 'factoring-factors-of-cubic',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 75,
  generate(random) {
    // x³ - a²x = x(x - a)(x + a), or x³ - 2ax² + a²x = x(x - a)²; a from 2 on, or a² would be a again
    const a = random.int(2, 9);
    const isSquare = random.pick([true, false]);
    const cubic = isSquare ? [1, -2 * a, a * a, 0] : [1, 0, -a * a, 0];
    const right = isSquare
      ? [
          [0, 1, 0],
          [0, 1, -a],
          [1, -a, 0],
          [1, -2 * a, a * a],
        ]
      : [
          [0, 1, 0],
          [0, 1, -a],
          [0, 1, a],
          [1, a, 0],
          [1, -a, 0],
          [1, 0, -a * a],
        ];
    const wrong: { coefficients: readonly number[]; misconception: MisconceptionKey }[] = isSquare
      ? [
          { coefficients: [0, 1, a], misconception: 'sign_slip' },
          { coefficients: [0, 1, -a * a], misconception: 'root_not_taken' },
          { coefficients: [1, 0, -a * a], misconception: 'square_of_difference_taken' },
          { coefficients: [1, 0, 0], misconception: 'common_factor_too_large' },
        ]
      : [
          { coefficients: [0, 1, -a * a], misconception: 'root_not_taken' },
          { coefficients: [1, 0, 0], misconception: 'common_factor_too_large' },
          { coefficients: [1, 0, a * a], misconception: 'sign_slip' },
          { coefficients: [1, -2 * a, a * a], misconception: 'square_of_difference_taken' },
        ];
    const rightCount = random.int(2, 3);
    const chosenRight = random.shuffle(right).slice(0, rightCount);
    const chosenWrong = random.shuffle(wrong).slice(0, 5 - rightCount);
    const parameters: Record<string, number> = { a, cubic2: cubic[1] ?? 0, cubic1: cubic[2] ?? 0 };
    [...chosenRight, ...chosenWrong.map((option) => option.coefficients)].forEach((coefficients, index) => {
      coefficients.forEach((coefficient, place) => {
        parameters[`option${index}of${2 - place}`] = coefficient;
      });
    });
    const expression = polynomial(cubic);
    const factored = isSquare ? `x(x - ${a})^2` : `x(x - ${a})(x + ${a})`;
    return {
      form: 'multiple_answers',
      parameters,
      stem: {
        tr: `Aşağıdakilerden hangileri ${inline(expression)} ifadesinin bir çarpanıdır?`,
        en: `Which of the following are factors of ${inline(expression)}?`,
      },
      options: [
        ...chosenRight.map((coefficients) => ({ ...polynomialOption(coefficients), isRight: true })),
        ...chosenWrong.map(({ coefficients, misconception }) => ({
          ...polynomialOption(coefficients),
          isRight: false,
          misconception,
        })),
      ],
      rationale: [
        {
          tr: `Ortak çarpan parantezine al: ${inline(`${expression} = x(${polynomial(cubic.slice(0, 3))})`)}.`,
          en: `Take out the common factor: ${inline(`${expression} = x(${polynomial(cubic.slice(0, 3))})`)}.`,
        },
        isSquare
          ? {
              tr: `Parantezin içi tam karedir: ${inline(`${expression} = ${factored}`)}.`,
              en: `The bracket is a perfect square: ${inline(`${expression} = ${factored}`)}.`,
            }
          : {
              tr: `Parantezin içi iki kare farkıdır: ${inline(`${expression} = ${factored}`)}.`,
              en: `The bracket is a difference of two squares: ${inline(`${expression} = ${factored}`)}.`,
            },
        {
          tr: 'Bu çarpanların her biri ve birbirleriyle çarpımları ifadenin çarpanıdır; seçenekleri bunlarla karşılaştır.',
          en: 'Each of these factors, and each product of some of them, is a factor; compare the options with them.',
        },
      ],
      hints: [
        { tr: 'Önce ortak çarpanı paranteze al.', en: 'Take out the common factor first.' },
        {
          tr: 'Parantezin içini bir özdeşlikle yeniden çarpanlarına ayır.',
          en: 'Factor the bracket further by an identity.',
        },
        {
          tr: 'İki çarpanın çarpımı da ifadenin bir çarpanıdır.',
          en: 'A product of two factors is a factor of the expression as well.',
        },
      ],
    };
  },
};

export const factoringPolynomials: readonly QuestionTemplate[] = [simplifyRational, factorsOfCubic];
