import { inline, signed } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { rootNumber, rootText, wrongOption } from './number-options.ts';

export const nestedRoots: QuestionTemplate = {
  key: 'roots-nested',
  revision: 1,
  topicUid: 'TR.MAT.NUM.005',
  difficulty: 3,
  expectedSeconds: 75,
  generate(random) {
    // sqrt(m + n -+ 2 sqrt(mn)) = sqrt m -+ sqrt n
    const n = random.pick([1, 2, 3, 5, 6, 7, 10, 11]);
    const m = n + random.int(1, 12);
    const sign = random.pick([-1, 1]);
    const isHidden = random.pick([true, false]);
    const product = m * n;
    if (Number.isInteger(Math.sqrt(m)) || Number.isInteger(Math.sqrt(product))) return null;
    if (rootText(1, m) !== `\\sqrt{${m}}`) return null;
    const inner = isHidden ? `\\sqrt{${4 * product}}` : `2\\sqrt{${product}}`;
    const operator = sign < 0 ? '-' : '+';
    const expression = `\\sqrt{${m + n} ${operator} ${inner}}`;
    const rootN = rootText(1, n);
    const option = (first: string, between: string, second: string, value: number) => ({
      text: inline(`${first} ${between} ${second}`),
      value,
    });
    const [valueM, valueN] = [Math.sqrt(m), Math.sqrt(n)];
    const answerText = `${rootText(1, m)} ${operator} ${rootN}`;
    return {
      form: 'single_choice',
      parameters: { whole: m + n, product, sign },
      stem: {
        tr: `${inline(expression)} ifadesinin eşiti aşağıdakilerden hangisidir?`,
        en: `Which of the following equals ${inline(expression)}?`,
      },
      answer: option(rootText(1, m), operator, rootN, valueM + sign * valueN),
      wrong: [
        wrongOption(
          'root_of_square_negative',
          sign < 0 ? option(rootN, '-', rootText(1, m), valueN - valueM) : option('', '', '', Number.NaN),
        ),
        wrongOption('middle_sign_changed', option(rootText(1, m), sign < 0 ? '+' : '-', rootN, valueM - sign * valueN)),
        wrongOption(
          'root_split_over_sum',
          option(rootText(1, m + n), operator, rootText(1, product), Math.sqrt(m + n) + sign * Math.sqrt(product)),
        ),
        wrongOption('one_root_not_taken', option(rootText(1, m), operator, String(n), valueM + sign * n)),
        wrongOption('roots_added_under_one_root', rootNumber(1, m + sign * n)),
        wrongOption('product_left_under_root', rootNumber(1, product)),
      ],
      rationale: [
        {
          tr: `${isHidden ? `Önce ${inline(`\\sqrt{${4 * product}} = 2\\sqrt{${product}}`)} yaz. ` : ''}Toplamı ${inline(String(m + n))}, çarpımı ${inline(String(product))} olan iki sayı ${inline(String(m))} ve ${inline(String(n))} sayılarıdır.`,
          en: `${isHidden ? `First write ${inline(`\\sqrt{${4 * product}} = 2\\sqrt{${product}}`)}. ` : ''}The two numbers with sum ${inline(String(m + n))} and product ${inline(String(product))} are ${inline(String(m))} and ${inline(String(n))}.`,
        },
        {
          tr: `Kök içi bir tam karedir: ${inline(`${m} + ${n} ${signed(sign * 2)}\\sqrt{${product}} = (${answerText})^{2}`)}.`,
          en: `The radicand is a square: ${inline(`${m} + ${n} ${signed(sign * 2)}\\sqrt{${product}} = (${answerText})^{2}`)}.`,
        },
        {
          tr: `${sign < 0 ? 'Kare kökün sonucu negatif olamayacağından büyük olan önce yazılır' : 'Karekökü alınır'}: ${inline(`${expression} = ${answerText}`)}.`,
          en: `${sign < 0 ? 'A square root is not negative, so the larger one comes first' : 'Take the square root'}: ${inline(`${expression} = ${answerText}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Kök içini bir toplamın ya da farkın karesi olarak yazmaya çalış.',
          en: 'Try to write the radicand as the square of a sum or a difference.',
        },
        {
          tr: `İçteki kök ${inline('2\\sqrt{m \\cdot n}')} biçimindeyken toplamı dıştaki sayıyı veren ${inline('m')} ve ${inline('n')} sayılarını ara.`,
          en: `With the inner root as ${inline('2\\sqrt{m \\cdot n}')}, look for ${inline('m')} and ${inline('n')} whose sum is the number outside it.`,
        },
      ],
    };
  },
};
