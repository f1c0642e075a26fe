import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { nestedRoots } from './nested-roots.ts';
import { rootNumber, rootText, wholeNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.005';

const simplifySum: QuestionTemplate = {
  key: 'roots-simplify-sum',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const radicand = random.pick([2, 3, 5, 6, 7]);
    const a = random.int(2, 6);
    const b = random.int(2, 6);
    const c = random.int(2, 6);
    const answer = a + b - c;
    if (answer < 2 || c === a || c === b || a === b) return null;
    const [first, second, third] = [a * a * radicand, b * b * radicand, c * c * radicand];
    const expression = `\\sqrt{${first}} + \\sqrt{${second}} - \\sqrt{${third}}`;
    const simplified = `${rootText(a, radicand)} + ${rootText(b, radicand)} - ${rootText(c, radicand)}`;
    return {
      form: 'single_choice',
      parameters: { first, second, third },
      stem: {
        tr: `${inline(expression)} işleminin sonucu kaçtır?`,
        en: `What is the value of ${inline(expression)}?`,
      },
      answer: rootNumber(answer, radicand),
      wrong: [
        wrongOption('roots_added_under_one_root', rootNumber(1, first + second - third)),
        wrongOption('sign_slip', rootNumber(a + b + c, radicand)),
        wrongOption('factor_left_root_unrooted', rootNumber(a * a + b * b - c * c, radicand)),
        wrongOption('like_radicands_added', rootNumber(answer, radicand * 3)),
        wrongOption('root_sign_dropped', wholeNumber(answer * radicand)),
        wrongOption('stopped_too_early', rootNumber(a + b, radicand)),
      ],
      rationale: [
        {
          tr: `Tam kare çarpanları kök dışına çıkar: ${inline(`${expression} = ${simplified}`)}.`,
          en: `Take the square factors out of the roots: ${inline(`${expression} = ${simplified}`)}.`,
        },
        {
          tr: `Kök içleri aynı olduğundan katsayıları topla: ${inline(`(${a} + ${b} - ${c})\\sqrt{${radicand}} = ${rootText(answer, radicand)}`)}.`,
          en: `The radicands agree, so combine the coefficients: ${inline(`(${a} + ${b} - ${c})\\sqrt{${radicand}} = ${rootText(answer, radicand)}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Köklü ifadeler ancak kök içleri aynıysa toplanıp çıkarılabilir.',
          en: 'Roots can be added or subtracted only when their radicands agree.',
        },
        {
          tr: `Her kökün içini bir tam kare ile ${inline(String(radicand))} sayısının çarpımı olarak yaz.`,
          en: `Write each radicand as a perfect square times ${inline(String(radicand))}.`,
        },
      ],
    };
  },
};

const integersBetween: QuestionTemplate = {
  key: 'roots-integers-between',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const low = random.int(3, 90);
    const high = random.int(100, 420);
    const [lowRoot, highRoot] = [Math.floor(Math.sqrt(low)), Math.floor(Math.sqrt(high))];
    if (lowRoot ** 2 === low || highRoot ** 2 === high) return null;
    const answer = highRoot - lowRoot;
    return {
      form: 'numeric',
      parameters: { low, high },
      stem: {
        tr: `${inline(`\\sqrt{${low}} < x < \\sqrt{${high}}`)} eşitsizliğini sağlayan kaç farklı ${inline('x')} tam sayısı vardır?`,
        en: `How many integers ${inline('x')} satisfy ${inline(`\\sqrt{${low}} < x < \\sqrt{${high}}`)}?`,
      },
      answer: { value: answer },
      tolerance: 0,
      wrong: [
        { value: answer + 1, misconception: 'ends_counted_too' },
        { value: answer - 1, misconception: 'ends_left_out' },
        { value: high - low - 1, misconception: 'roots_ignored_in_bounds' },
        { value: high - low, misconception: 'roots_ignored_in_bounds' },
        { value: Math.floor(high / 2) - Math.floor(low / 2), misconception: 'root_taken_as_half' },
      ],
      rationale: [
        {
          tr: `${inline(`${lowRoot}^{2} = ${lowRoot ** 2} < ${low} < ${(lowRoot + 1) ** 2} = ${lowRoot + 1}^{2}`)} olduğundan en küçük tam sayı ${inline(`x = ${lowRoot + 1}`)} olur.`,
          en: `Since ${inline(`${lowRoot}^{2} = ${lowRoot ** 2} < ${low} < ${(lowRoot + 1) ** 2} = ${lowRoot + 1}^{2}`)}, the least integer is ${inline(`x = ${lowRoot + 1}`)}.`,
        },
        {
          tr: `${inline(`${highRoot}^{2} = ${highRoot ** 2} < ${high} < ${(highRoot + 1) ** 2} = ${highRoot + 1}^{2}`)} olduğundan en büyük tam sayı ${inline(`x = ${highRoot}`)} olur.`,
          en: `Since ${inline(`${highRoot}^{2} = ${highRoot ** 2} < ${high} < ${(highRoot + 1) ** 2} = ${highRoot + 1}^{2}`)}, the greatest integer is ${inline(`x = ${highRoot}`)}.`,
        },
        {
          tr: `Bu iki sayı ve aralarındakiler: ${inline(`${highRoot} - ${lowRoot + 1} + 1 = ${answer}`)} tane.`,
          en: `From the one to the other: ${inline(`${highRoot} - ${lowRoot + 1} + 1 = ${answer}`)} integers.`,
        },
      ],
      hints: [
        {
          tr: 'Her kökün hangi iki ardışık tam sayı arasında olduğunu bul.',
          en: 'Find between which two consecutive integers each root lies.',
        },
        {
          tr: `${inline(String(low))} ve ${inline(String(high))} sayılarına en yakın tam kareleri düşün.`,
          en: `Think of the perfect squares nearest to ${inline(String(low))} and ${inline(String(high))}.`,
        },
      ],
    };
  },
};

const rationalise: QuestionTemplate = {
  key: 'roots-rationalise',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    // k(b - c) / (sqrt b - sqrt c) = k(sqrt b + sqrt c), and the same with the signs of the roots swapped
    const c = random.pick([2, 3, 5, 6, 7, 10]);
    const b = c + random.int(1, 6);
    const factor = random.int(2, 6);
    const hasMinus = random.pick([true, false]);
    if (Number.isInteger(Math.sqrt(b)) || b % 4 === 0) return null;
    const top = factor * (b - c);
    const [below, beside] = hasMinus ? [-1, 1] : [1, -1];
    const written = (coefficient: number, sign: number): string =>
      `${rootText(coefficient, b)} ${sign < 0 ? '-' : '+'} ${rootText(coefficient, c)}`;
    const option = (coefficient: number, sign: number) => ({
      text: inline(written(coefficient, sign)),
      value: Number.isInteger(coefficient) ? coefficient * (Math.sqrt(b) + sign * Math.sqrt(c)) : Number.NaN,
    });
    const expression = `\\displaystyle \\frac{${top}}{${written(1, below)}}`;
    const conjugate = written(1, beside);
    return {
      form: 'single_choice',
      parameters: { top, b, c, sign: below },
      stem: {
        tr: `${inline(expression)} ifadesinin eşiti aşağıdakilerden hangisidir?`,
        en: `Which of the following equals ${inline(expression)}?`,
      },
      answer: option(factor, beside),
      wrong: [
        wrongOption('conjugate_sign_unchanged', option(factor, below)),
        wrongOption('denominator_dropped', option(top, beside)),
        wrongOption('denominator_sum_of_radicands', option(top / (b + c), beside)),
        wrongOption('numerator_dropped', option(1, beside)),
        wrongOption('roots_added_under_one_root', rootNumber(factor, hasMinus ? b + c : b - c)),
        wrongOption('root_split_over_sum', hasMinus ? rootNumber(factor, b - c) : rootNumber(top / (b + c), b + c)),
        wrongOption('root_sign_dropped', wholeNumber(hasMinus ? factor : top / (b + c))),
      ],
      rationale: [
        {
          tr: `Pay ve paydayı paydanın eşleniği olan ${inline(conjugate)} ile çarp.`,
          en: `Multiply numerator and denominator by the conjugate ${inline(conjugate)}.`,
        },
        {
          tr: `Payda iki kare farkı olur: ${inline(`(\\sqrt{${b}})^{2} - (\\sqrt{${c}})^{2} = ${b} - ${c} = ${b - c}`)}.`,
          en: `The denominator becomes a difference of squares: ${inline(`(\\sqrt{${b}})^{2} - (\\sqrt{${c}})^{2} = ${b} - ${c} = ${b - c}`)}.`,
        },
        {
          tr: `Sonuç: ${inline(b - c === 1 ? `${top}(${conjugate}) = ${written(factor, beside)}` : `\\frac{${top}(${conjugate})}{${b - c}} = ${written(factor, beside)}`)}.`,
          en: `The result: ${inline(b - c === 1 ? `${top}(${conjugate}) = ${written(factor, beside)}` : `\\frac{${top}(${conjugate})}{${b - c}} = ${written(factor, beside)}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Paydadaki köklerden kurtulmak için paydanın eşleniğini kullan.',
          en: 'Use the conjugate of the denominator to clear its roots.',
        },
        {
          tr: 'Bir ifade eşleniğiyle çarpılınca iki kare farkı oluşur; pay da aynı ifadeyle çarpılır.',
          en: 'An expression times its conjugate is a difference of squares; the numerator is multiplied as well.',
        },
      ],
    };
  },
};

export const roots: readonly QuestionTemplate[] = [simplifySum, integersBetween, rationalise, nestedRoots];
