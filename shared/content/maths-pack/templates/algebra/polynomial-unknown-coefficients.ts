import { inline, polynomial, signed, signedTerm } from '../../math-notation.ts';
import type { OptionDraft, QuestionTemplate } from '../../template.ts';
import { fractionOption, wholeOption } from './answer-options.ts';

/** One condition on m and n: p²m + pn + p³ + d is the remainder. */
interface Condition {
  readonly point: number;
  readonly remainder: number;
}

/** m from two conditions by Cramer's rule, as a fraction option. */
function solveForM(d: number, first: Condition, second: Condition): OptionDraft {
  const rightSide = ({ point, remainder }: Condition) => remainder - point ** 3 - d;
  const determinant = first.point ** 2 * second.point - second.point ** 2 * first.point;
  return fractionOption(rightSide(first) * second.point - rightSide(second) * first.point, determinant);
}

const unknownCoefficients: QuestionTemplate = {
  key: 'polynomial-unknown-coefficients',
  revision: 1,
  topicUid: 'TR.MAT.ALG.005',
  difficulty: 3,
  expectedSeconds: 110,
  generate(random) {
    // P(x) = x³ + mx² + nx + d is divisible by x - p and leaves r on division by x - q
    const p = random.pick([-2, -1, 1, 2]);
    const q = random.pick([-2, -1, 1, 2]);
    const m = random.nonZeroInt(-6, 6);
    const n = random.nonZeroInt(-8, 8);
    const d = -(p ** 3 + m * p ** 2 + n * p);
    const r = q ** 3 + m * q ** 2 + n * q + d;
    if (p === q || d === 0 || r === 0 || Math.abs(d) > 20 || Math.abs(r) > 30 || m === n) return null;
    const [zero, left] = [
      { point: p, remainder: 0 },
      { point: q, remainder: r },
    ];
    const conditionText = ({ point, remainder }: Condition) =>
      `${point ** 3} ${signedTerm(point ** 2, 'm')} ${signedTerm(point, 'n')} ${signed(d)} = ${remainder}`;
    const [divisor, otherDivisor] = [`x ${signed(-p)}`, `x ${signed(-q)}`];
    return {
      form: 'single_choice',
      parameters: { p, q, r, d },
      stem: {
        tr: `${inline(`P(x) = x^3 + mx^2 + nx ${signed(d)}`)} polinomu ${inline(divisor)} ile tam bölünmekte, ${inline(otherDivisor)} ile bölümünden kalan ise ${inline(String(r))} olmaktadır. Buna göre ${inline('m')} kaçtır?`,
        en: `The polynomial ${inline(`P(x) = x^3 + mx^2 + nx ${signed(d)}`)} is divisible by ${inline(divisor)} and leaves the remainder ${inline(String(r))} when divided by ${inline(otherDivisor)}. What is ${inline('m')}?`,
      },
      answer: wholeOption(m),
      wrong: [
        { ...wholeOption(n), misconception: 'answered_other_quantity' },
        {
          ...solveForM(d, { point: -p, remainder: 0 }, { point: -q, remainder: r }),
          misconception: 'root_sign_not_changed',
        },
        { ...solveForM(d, zero, { point: q, remainder: 0 }), misconception: 'remainder_ignored' },
        { ...wholeOption(-m), misconception: 'sign_slip' },
        {
          ...solveForM(d, { point: p, remainder: r }, { point: q, remainder: 0 }),
          misconception: 'conditions_swapped',
        },
        { ...solveForM(0, zero, left), misconception: 'constant_term_left_out' },
        { ...wholeOption(m + n), misconception: 'answered_other_quantity' },
      ],
      rationale: [
        {
          tr: `Tam bölünme ${inline(`P(${p}) = 0`)} demektir: ${inline(conditionText(zero))}.`,
          en: `Divisibility means ${inline(`P(${p}) = 0`)}: ${inline(conditionText(zero))}.`,
        },
        {
          tr: `Kalan koşulu ${inline(`P(${q}) = ${r}`)} demektir: ${inline(conditionText(left))}.`,
          en: `The remainder means ${inline(`P(${q}) = ${r}`)}: ${inline(conditionText(left))}.`,
        },
        {
          tr: `İki denklemi birlikte çöz: ${inline(`m = ${m}`)} ve ${inline(`n = ${n}`)}.`,
          en: `Solve the two equations together: ${inline(`m = ${m}`)} and ${inline(`n = ${n}`)}.`,
        },
        {
          tr: `Denetle: ${inline(`P(x) = ${polynomial([1, m, n, d])}`)} için ${inline(`P(${p}) = 0`)} ve ${inline(`P(${q}) = ${r}`)} olur.`,
          en: `Check: for ${inline(`P(x) = ${polynomial([1, m, n, d])}`)}, ${inline(`P(${p}) = 0`)} and ${inline(`P(${q}) = ${r}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Her bölme bilgisi polinomun bir noktadaki değerini verir.',
          en: 'Each fact about a division gives the value of the polynomial at one point.',
        },
        {
          tr: `Tam bölünme, ${inline(divisor)} ifadesini sıfır yapan yerde polinomun da sıfır olması demektir.`,
          en: `Divisible means that the polynomial is zero where ${inline(divisor)} is zero.`,
        },
        {
          tr: `${inline('m')} ve ${inline('n')} için iki denklem kur; ${inline('n')} bilinmeyenini yok et.`,
          en: `Set up two equations for ${inline('m')} and ${inline('n')}, and eliminate ${inline('n')}.`,
        },
      ],
    };
  },
};

export const polynomialUnknownCoefficients: readonly QuestionTemplate[] = [unknownCoefficients];
