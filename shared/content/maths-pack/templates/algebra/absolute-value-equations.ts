import { inline, polynomial, signed, signedTerm, term } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { polynomialOption, solutionSetOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.004';

const twoCases: QuestionTemplate = {
  key: 'absolute-value-two-cases',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    // |ax + b| = c with whole solutions
    const a = random.int(1, 3);
    const smaller = random.int(-9, 6);
    const distance = a % 2 === 0 ? random.int(2, 10) : 2 * random.int(1, 5);
    const larger = smaller + distance;
    const b = (-a * (smaller + larger)) / 2;
    const c = (a * distance) / 2;
    if (b === 0 || smaller === 0 || larger === 0) return null;
    const equation = `|${term(a, 'x')} ${signed(b)}| = ${c}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem: {
        tr: `${inline(equation)} denkleminin çözüm kümesi aşağıdakilerden hangisidir?`,
        en: `What is the solution set of the equation ${inline(equation)}?`,
      },
      answer: solutionSetOption([smaller, larger]),
      wrong: [
        { ...solutionSetOption([larger]), misconception: 'only_one_case' },
        { ...solutionSetOption([-smaller, -larger]), misconception: 'sign_slip' },
        { ...solutionSetOption([larger, -larger]), misconception: 'solution_mirrored' },
        { ...solutionSetOption([Math.abs(smaller), Math.abs(larger)]), misconception: 'solutions_made_positive' },
        { ...solutionSetOption([a * smaller, a * larger]), misconception: 'stopped_too_early' },
        { ...solutionSetOption([smaller]), misconception: 'only_one_case' },
      ],
      rationale: [
        {
          tr: `Mutlak değeri ${inline(String(c))} olan sayılar ${inline(String(c))} ve ${inline(String(-c))} olduğundan iki durum vardır.`,
          en: `The numbers with absolute value ${inline(String(c))} are ${inline(String(c))} and ${inline(String(-c))}, so there are two cases.`,
        },
        {
          tr: `${inline(`${term(a, 'x')} ${signed(b)} = ${c}`)} ise ${inline(`x = ${larger}`)}.`,
          en: `If ${inline(`${term(a, 'x')} ${signed(b)} = ${c}`)}, then ${inline(`x = ${larger}`)}.`,
        },
        {
          tr: `${inline(`${term(a, 'x')} ${signed(b)} = ${-c}`)} ise ${inline(`x = ${smaller}`)}.`,
          en: `If ${inline(`${term(a, 'x')} ${signed(b)} = ${-c}`)}, then ${inline(`x = ${smaller}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Mutlak değeri aynı olan kaç farklı sayı vardır?',
          en: 'How many different numbers share one absolute value?',
        },
        {
          tr: `Mutlak değerin içini bir kez ${inline(String(c))}, bir kez de ${inline(String(-c))} sayısına eşitle.`,
          en: `Set the inside equal to ${inline(String(c))} once and to ${inline(String(-c))} once.`,
        },
      ],
    };
  },
};

const extraneousRoot: QuestionTemplate = {
  key: 'absolute-value-extraneous-root',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    // |x - a| = mx + b with m above 1: each case has a root, and exactly one of them makes the right side positive
    const m = random.int(2, 3);
    const sameSignRoot = random.nonZeroInt(-9, 9);
    const oppositeSignRoot = random.nonZeroInt(-9, 9);
    const a = ((m + 1) * oppositeSignRoot - (m - 1) * sameSignRoot) / 2;
    const b = -((m + 1) * oppositeSignRoot + (m - 1) * sameSignRoot) / 2;
    if (!Number.isInteger(a) || a === 0 || b === 0 || Math.abs(sameSignRoot) === Math.abs(oppositeSignRoot))
      return null;
    const isSameSignRight = m * sameSignRoot + b > 0;
    const [right, extraneous] = isSameSignRight ? [sameSignRoot, oppositeSignRoot] : [oppositeSignRoot, sameSignRoot];
    const rightSide = `${m}x ${signed(b)}`;
    const inside = `x ${signed(-a)}`;
    return {
      form: 'single_choice',
      parameters: { a, m, b },
      stem: {
        tr: `${inline(`|${inside}| = ${rightSide}`)} denkleminin çözüm kümesi aşağıdakilerden hangisidir?`,
        en: `What is the solution set of the equation ${inline(`|${inside}| = ${rightSide}`)}?`,
      },
      answer: solutionSetOption([right]),
      wrong: [
        { ...solutionSetOption([right, extraneous]), misconception: 'extraneous_root_kept' },
        {
          ...solutionSetOption([extraneous]),
          misconception: isSameSignRight ? 'wrong_root_rejected' : 'only_one_case',
        },
        { ...solutionSetOption([-right]), misconception: 'sign_slip' },
        { ...solutionSetOption([]), misconception: 'both_roots_rejected' },
        { ...solutionSetOption([right, -right]), misconception: 'solution_mirrored' },
        { ...solutionSetOption([-right, -extraneous]), misconception: 'sign_slip' },
      ],
      rationale: [
        {
          tr: `Birinci durum: ${inline(`${inside} = ${rightSide}`)}, buradan ${inline(`x = ${sameSignRoot}`)}.`,
          en: `First case: ${inline(`${inside} = ${rightSide}`)}, which gives ${inline(`x = ${sameSignRoot}`)}.`,
        },
        {
          tr: `İkinci durum: ${inline(`${term(-1, 'x')} ${signed(a)} = ${rightSide}`)}, buradan ${inline(`x = ${oppositeSignRoot}`)}.`,
          en: `Second case: ${inline(`${term(-1, 'x')} ${signed(a)} = ${rightSide}`)}, which gives ${inline(`x = ${oppositeSignRoot}`)}.`,
        },
        {
          tr: `Mutlak değer negatif olamaz. ${inline(`x = ${extraneous}`)} için sağ yan ${inline(String(m * extraneous + b))} olduğundan bu değer çözüm değildir.`,
          en: `An absolute value is never negative. For ${inline(`x = ${extraneous}`)} the right side is ${inline(String(m * extraneous + b))}, so this is no solution.`,
        },
        {
          tr: `${inline(`x = ${right}`)} için iki yan da ${inline(String(m * right + b))} olur; çözüm yalnızca budur.`,
          en: `For ${inline(`x = ${right}`)} both sides are ${inline(String(m * right + b))}; this is the only solution.`,
        },
      ],
      hints: [
        {
          tr: 'Mutlak değerin içini bir kez olduğu gibi, bir kez ters işaretiyle sağ yana eşitle.',
          en: 'Set the inside equal to the right side once as it is and once with the opposite sign.',
        },
        {
          tr: 'Bulduğun her değeri ilk denklemde yerine koy.',
          en: 'Put every value you find back into the original equation.',
        },
        { tr: 'Sağ yanın negatif olup olmadığına bak.', en: 'See whether the right side comes out negative.' },
      ],
    };
  },
};

const simplifyOnInterval: QuestionTemplate = {
  key: 'absolute-value-simplify',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    // p <= a < x < b <= q: k|x - q| ± l|x - p|
    const a = random.int(-5, 4);
    const b = a + random.int(2, 6);
    const p = a - random.int(0, 3);
    const q = b + random.int(0, 3);
    const k = random.int(1, 3);
    const l = random.int(1, 3);
    const sign = random.pick([1, -1]);
    if (p === 0 || q === 0 || a === 0 || b === 0) return null;
    const expression = `${term(k, `|x ${signed(-q)}|`)} ${signedTerm(sign * l, `|x ${signed(-p)}|`)}`;
    const option = (slope: number, constant: number) => polynomialOption([slope, constant]);
    const right = [sign * l - k, k * q - sign * l * p] as const;
    const opened = `${k === 1 ? '' : k}(-x ${signed(q)}) ${sign === 1 ? '+' : '-'} ${l === 1 ? '' : l}(x ${signed(-p)})`;
    return {
      form: 'single_choice',
      parameters: { a, b, p, q, k, l, sign },
      stem: {
        tr: `${inline(`${a} < x < ${b}`)} olduğuna göre ${inline(expression)} ifadesinin eşiti aşağıdakilerden hangisidir?`,
        en: `Given ${inline(`${a} < x < ${b}`)}, which of the following equals ${inline(expression)}?`,
      },
      answer: option(...right),
      wrong: [
        { ...option(k + sign * l, -k * q - sign * l * p), misconception: 'bars_dropped' },
        { ...option(k - sign * l, -k * q + sign * l * p), misconception: 'cases_mixed_up' },
        { ...option(sign * l - k, -k * q - sign * l * p), misconception: 'minus_not_distributed' },
        { ...option(-k - sign * l, k * q + sign * l * p), misconception: 'all_signs_changed' },
        { ...option(sign * l - k, k * q + sign * l * p), misconception: 'sign_slip' },
        { ...option(-sign * l - k, k * q - sign * l * p), misconception: 'sign_slip' },
      ],
      rationale: [
        {
          tr: `${inline(`x < ${b}`)} olduğundan ${inline(`x ${signed(-q)}`)} negatiftir: ${inline(`|x ${signed(-q)}| = -x ${signed(q)}`)}.`,
          en: `As ${inline(`x < ${b}`)}, ${inline(`x ${signed(-q)}`)} is negative: ${inline(`|x ${signed(-q)}| = -x ${signed(q)}`)}.`,
        },
        {
          tr: `${inline(`x > ${a}`)} olduğundan ${inline(`x ${signed(-p)}`)} pozitiftir: ${inline(`|x ${signed(-p)}| = x ${signed(-p)}`)}.`,
          en: `As ${inline(`x > ${a}`)}, ${inline(`x ${signed(-p)}`)} is positive: ${inline(`|x ${signed(-p)}| = x ${signed(-p)}`)}.`,
        },
        {
          tr: `Yerine yaz ve topla: ${inline(`${opened} = ${polynomial(right)}`)}.`,
          en: `Substitute and collect: ${inline(`${opened} = ${polynomial(right)}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Verilen aralıkta mutlak değerlerin içindeki ifadelerin işaretini belirle.',
          en: 'Find the sign of the inside of each absolute value on the given interval.',
        },
        {
          tr: 'İçi negatif olan mutlak değer, bütün terimlerin işareti değiştirilerek açılır.',
          en: 'An absolute value with a negative inside opens with the sign of every term changed.',
        },
      ],
    };
  },
};

export const absoluteValueEquations: readonly QuestionTemplate[] = [twoCases, simplifyOnInterval, extraneousRoot];
