import { inline, signed } from '../../math-notation.ts';
import type { OptionDraft, QuestionTemplate } from '../../template.ts';
import { quotient, wholeNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.004';

/** A power; two powers are the same option when they are the same number, which the logarithm tells. */
function power(base: number, exponent: number): OptionDraft {
  const isNeat = Number.isInteger(exponent) && exponent !== 0;
  return {
    text: inline(exponent === 1 ? String(base) : `${base}^{${exponent}}`),
    value: isNeat ? exponent * Math.log(base) : Number.NaN,
  };
}

const sameBase: QuestionTemplate = {
  key: 'exponents-same-base',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 25,
  generate(random) {
    const base = random.pick([2, 3, 5, 7]);
    const m = random.int(3, 9);
    const n = random.pick([random.int(2, 8), -random.int(2, 5)]);
    const k = random.pick([random.int(2, 6), -random.int(2, 6)]);
    const answer = m + n - k;
    if (answer === 0 || answer === 1 || m === n) return null;
    const product = `${base}^{${m}} \\cdot ${base}^{${n}}`;
    return {
      form: 'single_choice',
      parameters: { base, m, n, k },
      stem: {
        tr: `${inline(`\\displaystyle \\frac{${product}}{${base}^{${k}}}`)} ifadesinin eşiti aşağıdakilerden hangisidir?`,
        en: `Which of the following equals ${inline(`\\displaystyle \\frac{${product}}{${base}^{${k}}}`)}?`,
      },
      answer: power(base, answer),
      wrong: [
        wrongOption('exponents_multiplied_in_product', power(base, m * n - k)),
        wrongOption('exponent_added_in_division', power(base, m + n + k)),
        wrongOption('bases_multiplied_too', power(base * base, m + n - k)),
        wrongOption('exponents_divided_in_division', power(base, (m + n) / k)),
        wrongOption('sign_slip', power(base, m - n - k)),
        wrongOption('stopped_too_early', power(base, m + n)),
      ],
      rationale: [
        {
          tr: `Aynı tabanlı çarpımda üsler toplanır: ${inline(`${product} = ${base}^{${m} ${signed(n)}} = ${base}^{${m + n}}`)}.`,
          en: `In a product of powers of one base the exponents are added: ${inline(`${product} = ${base}^{${m} ${signed(n)}} = ${base}^{${m + n}}`)}.`,
        },
        {
          tr: `Bölmede paydanın üssü çıkarılır: ${inline(`${m + n} - ${k < 0 ? `(${k})` : k} = ${answer}`)}, sonuç ${inline(`${base}^{${answer}}`)}.`,
          en: `In a quotient the exponent below is subtracted: ${inline(`${m + n} - ${k < 0 ? `(${k})` : k} = ${answer}`)}, so the result is ${inline(`${base}^{${answer}}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Tabanlar aynıysa çarpma ve bölmede taban değişmez, yalnızca üsler işleme girer.',
          en: 'With equal bases the base stays as it is; only the exponents are worked with.',
        },
        {
          tr: 'Çarpmada üsleri topla, bölmede paydanın üssünü çıkar; negatif üslerin işaretine dikkat et.',
          en: 'Add the exponents in the product, subtract the one below; mind the signs of negative exponents.',
        },
      ],
    };
  },
};

const signsAndPowers: QuestionTemplate = {
  key: 'exponents-signs-and-powers',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const a = random.int(2, 7);
    const b = random.pick([2, 3, 4]);
    const c = random.int(3, 12);
    // Signs of the values of the three powers, and how they are written.
    const first = random.pick([-1, 1]);
    const second = random.pick([-1, 1]);
    const third = random.pick([-1, 1]);
    if (first === 1 && second === 1 && third === 1) return null;
    const firstText = first < 0 ? `-${a}^{2}` : `(-${a})^{2}`;
    const cubeText = `(-${b})^{3}`;
    const zerothText = `(-${c})^{0}`;
    const expression = `${firstText} ${second < 0 ? '+' : '-'} ${cubeText} ${third < 0 ? '-' : '+'} ${zerothText}`;
    const [square, cube] = [first * a * a, second * b * b * b];
    const answer = square + cube + third;
    return {
      form: 'single_choice',
      parameters: { a, b, c, first, second, third },
      stem: {
        tr: `${inline(expression)} işleminin sonucu kaçtır?`,
        en: `What is the value of ${inline(expression)}?`,
      },
      answer: wholeNumber(answer),
      wrong: [
        wrongOption(
          first < 0 ? 'minus_taken_into_power' : 'even_power_kept_minus',
          wholeNumber(-square + cube + third),
        ),
        wrongOption('odd_power_lost_minus', wholeNumber(square - cube + third)),
        wrongOption('zeroth_power_zero', wholeNumber(square + cube)),
        wrongOption('zeroth_power_keeps_sign', wholeNumber(square + cube - third)),
        wrongOption('base_times_exponent', wholeNumber(first * 2 * a + second * 3 * b + third)),
      ],
      rationale: [
        first < 0
          ? {
              tr: `Parantez olmadığından üs yalnızca ${a} sayısına aittir: ${inline(`${firstText} = ${square}`)}.`,
              en: `Without brackets the exponent belongs to ${a} alone: ${inline(`${firstText} = ${square}`)}.`,
            }
          : {
              tr: `Eksi, parantezin içinde olduğundan onun da karesi alınır: ${inline(`${firstText} = ${square}`)}.`,
              en: `The minus stands inside the brackets and is squared as well: ${inline(`${firstText} = ${square}`)}.`,
            },
        {
          tr: `Negatif sayının tek kuvveti negatiftir: ${inline(`${cubeText} = -${b ** 3}`)}. Sıfırdan farklı her sayının sıfırıncı kuvveti 1'dir: ${inline(`${zerothText} = 1`)}.`,
          en: `An odd power of a negative number is negative: ${inline(`${cubeText} = -${b ** 3}`)}. Any number but 0 to the power 0 is 1: ${inline(`${zerothText} = 1`)}.`,
        },
        {
          tr: `Sonuç: ${inline(`${square} ${signed(cube)} ${signed(third)} = ${answer}`)}.`,
          en: `The result: ${inline(`${square} ${signed(cube)} ${signed(third)} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Eksi işaretinin parantezin içinde mi dışında mı olduğuna bak.',
          en: 'Look whether the minus stands inside or outside the brackets.',
        },
        {
          tr: 'Tek kuvvet işareti korur; sıfırıncı kuvvet sıfırdan farklı her sayı için aynıdır.',
          en: 'An odd power keeps the sign; the power 0 is the same for every number but 0.',
        },
      ],
    };
  },
};

const exponentEquation: QuestionTemplate = {
  key: 'exponents-equation',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    // (root^p)^(x + u) = (root^q)^(x + v)
    const root = random.pick([2, 3, 5]);
    const [p, q] = random.pick([
      [2, 3],
      [3, 2],
      [1, 2],
      [2, 1],
      [1, 3],
      [3, 1],
    ] as const);
    const u = random.nonZeroInt(-5, 6);
    const v = random.nonZeroInt(-5, 6);
    const x = (q * v - p * u) / (p - q);
    if (!Number.isInteger(x) || Math.abs(x) > 20 || x === 0 || u === v) return null;
    const [left, right] = [root ** p, root ** q];
    const equation = `${left}^{x ${signed(u)}} = ${right}^{x ${signed(v)}}`;
    const side = (factor: number, shift: number): string =>
      factor === 1 ? `x ${signed(shift)}` : `${factor}(x ${signed(shift)})`;
    return {
      form: 'single_choice',
      parameters: { left, right, u, v },
      stem: {
        tr: `${inline(equation)} eşitliğini sağlayan ${inline('x')} değeri kaçtır?`,
        en: `Which value of ${inline('x')} satisfies ${inline(equation)}?`,
      },
      answer: wholeNumber(x),
      wrong: [
        wrongOption('distribute_first_only', quotient(v - u, p - q)),
        wrongOption('bases_used_as_factors', quotient(right * v - left * u, left - right)),
        wrongOption('sign_slip', wholeNumber(-x)),
        wrongOption('no_sign_change_across_equals', quotient(q * v + p * u, p - q)),
        wrongOption('root_exponents_swapped', quotient(p * v - q * u, q - p)),
        wrongOption('no_sign_change_across_equals', quotient(q * v - p * u, p + q)),
      ],
      rationale: [
        {
          tr: `İki yanı da ${inline(String(root))} tabanında yaz: ${inline(`${root}^{${side(p, u)}} = ${root}^{${side(q, v)}}`)}.`,
          en: `Write both sides with base ${inline(String(root))}: ${inline(`${root}^{${side(p, u)}} = ${root}^{${side(q, v)}}`)}.`,
        },
        {
          tr: `Tabanlar eşitse üsler de eşittir: ${inline(`${side(p, u)} = ${side(q, v)}`)}.`,
          en: `Equal bases mean equal exponents: ${inline(`${side(p, u)} = ${side(q, v)}`)}.`,
        },
        { tr: `Denklem çözülürse ${inline(`x = ${x}`)} bulunur.`, en: `Solving this gives ${inline(`x = ${x}`)}.` },
      ],
      hints: [
        { tr: 'İki yanı aynı tabanın kuvveti olarak yaz.', en: 'Write both sides as powers of one base.' },
        {
          tr: `${inline(String(left))} ve ${inline(String(right))} sayılarının ikisi de ${inline(String(root))} sayısının kuvvetidir.`,
          en: `Both ${inline(String(left))} and ${inline(String(right))} are powers of ${inline(String(root))}.`,
        },
        {
          tr: 'Kuvvetin kuvvetinde üsler çarpılır; çarpan, üsteki toplamın iki terimine de dağılır.',
          en: 'In a power of a power the exponents are multiplied, and the factor reaches both terms of the exponent.',
        },
      ],
    };
  },
};

export const exponents: readonly QuestionTemplate[] = [sameBase, signsAndPowers, exponentEquation];
