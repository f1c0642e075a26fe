import { inline, signed, term } from '../../math-notation.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { countNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.001';

const parity: QuestionTemplate = {
  key: 'basic-parity-expressions',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const p = random.int(2, 9);
    const q = random.int(2, 9);
    const r = random.int(1, 9);
    const s = random.int(1, 9);
    const t = random.int(2, 9);
    const u = random.int(1, 9);
    const v = random.int(2, 9);
    // a is odd and b is even; the second entry is the parity, the third what misleads where it is even.
    const expressions: [string, number, MisconceptionKey][] = [
      [`${p}a + ${q}b`, p, 'even_multiple_thought_odd'],
      [`a \\cdot b + ${r}`, r, 'odd_times_even_thought_odd'],
      [`a^{2} + b + ${s}`, 1 + s, 'odd_plus_odd_thought_odd'],
      [`${t}(a + b) - ${u}`, t + u, t % 2 === 0 ? 'even_multiple_thought_odd' : 'odd_plus_odd_thought_odd'],
      [`b^{2} + ${term(v, 'a')}`, v, 'even_multiple_thought_odd'],
    ];
    const options = expressions.map(([latex, oddness, misconception], index) =>
      oddness % 2 === 1
        ? { text: inline(latex), value: `e${index + 1}`, isRight: true }
        : { text: inline(latex), value: `e${index + 1}`, isRight: false, misconception },
    );
    const oddOnes = options.filter((option) => option.isRight);
    if (oddOnes.length < 2 || oddOnes.length > 3) return null;
    return {
      form: 'multiple_answers',
      parameters: { p, q, r, s, t, u, v },
      stem: {
        tr: `${inline('a')} tek, ${inline('b')} çift tam sayıdır. Buna göre aşağıdakilerden hangileri her zaman tek sayıdır?`,
        en: `${inline('a')} is an odd and ${inline('b')} an even integer. Which of the following are always odd?`,
      },
      options,
      rationale: [
        {
          tr: 'Tek sayı yerine 1, çift sayı yerine 0 yazmak ifadenin tek mi çift mi olduğunu değiştirmez.',
          en: 'Putting 1 for the odd and 0 for the even number does not change whether the expression is odd or even.',
        },
        {
          tr: `${expressions.map(([latex]) => inline(latex)).join(', ')} ifadeleri sırasıyla ${inline(`${p}`)}, ${inline(`${r}`)}, ${inline(`1 + ${s} = ${1 + s}`)}, ${inline(`${t} ${signed(-u)} = ${t - u}`)} ve ${inline(`${v}`)} değerini alır.`,
          en: `For ${expressions.map(([latex]) => inline(latex)).join(', ')} this gives, in that order, ${inline(`${p}`)}, ${inline(`${r}`)}, ${inline(`1 + ${s} = ${1 + s}`)}, ${inline(`${t} ${signed(-u)} = ${t - u}`)} and ${inline(`${v}`)}.`,
        },
        {
          tr: `Tek olanlar: ${oddOnes.map((option) => option.text).join(', ')}.`,
          en: `The odd ones are ${oddOnes.map((option) => option.text).join(', ')}.`,
        },
      ],
      hints: [
        {
          tr: 'Çift bir çarpanı olan her çarpım çifttir; iki tek sayının toplamı da çifttir.',
          en: 'A product with an even factor is even, and the sum of two odd numbers is even too.',
        },
        {
          tr: `Denemek için ${inline('a = 1')} ve ${inline('b = 0')} yazıp sonuca bak.`,
          en: `As a trial put ${inline('a = 1')} and ${inline('b = 0')} and look at the result.`,
        },
      ],
    };
  },
};

const countedTwice: QuestionTemplate = {
  key: 'basic-counted-twice',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 100,
  generate(random) {
    const last = random.int(15, 40);
    const repeated = random.int(3, last - 3);
    const rightSum = (last * (last + 1)) / 2;
    const total = rightSum + repeated;
    const name = random.pick(['Zeynep', 'Kerem', 'Defne', 'Emir'] as const);
    if (2 * repeated === last + 1) return null;
    return {
      form: 'single_choice',
      parameters: { total },
      stem: {
        tr: `${name}, 1'den başlayarak ardışık doğal sayıları toplarken bir sayıyı yanlışlıkla iki kez eklemiş ve sonucu ${total} bulmuştur. Buna göre ${name} hangi sayıyı iki kez eklemiştir?`,
        en: `Adding up consecutive natural numbers from 1 on, ${name} added one of them twice by mistake and got ${total}. Which number was added twice?`,
      },
      answer: countNumber(repeated),
      wrong: [
        wrongOption('sum_formula_one_short', countNumber(repeated + last)),
        wrongOption('left_out_for_twice', countNumber(last + 1 - repeated)),
        wrongOption('answered_other_quantity', countNumber(last)),
        wrongOption('excess_halved', countNumber(repeated / 2)),
        wrongOption('excess_doubled', countNumber(2 * repeated)),
        wrongOption('arithmetic_slip', countNumber(repeated + 1)),
      ],
      rationale: [
        {
          tr: `1'den ${inline('n')} sayısına kadar toplam ${inline('\\frac{n(n + 1)}{2}')} olur ve bu toplam ${total}${turkishNumberSuffix(total, 'ablative')} küçüktür.`,
          en: `The sum from 1 to ${inline('n')} is ${inline('\\frac{n(n + 1)}{2}')}, and it is less than ${total}.`,
        },
        {
          tr: `${inline(`n = ${last}`)} için toplam ${inline(String(rightSum))}, ${inline(`n = ${last + 1}`)} için ${inline(String(rightSum + last + 1))} olur; bu, ${total}${turkishNumberSuffix(total, 'accusative')} aştığından ${inline(`n = ${last}`)} olmalıdır.`,
          en: `For ${inline(`n = ${last}`)} the sum is ${inline(String(rightSum))}, for ${inline(`n = ${last + 1}`)} it is ${inline(String(rightSum + last + 1))}, which is more than ${total}; so ${inline(`n = ${last}`)}.`,
        },
        {
          tr: `Fazlalık, iki kez eklenen sayıdır: ${inline(`${total} - ${rightSum} = ${repeated}`)}.`,
          en: `The excess is the number added twice: ${inline(`${total} - ${rightSum} = ${repeated}`)}.`,
        },
      ],
      hints: [
        {
          tr: "1'den n'ye kadar olan sayıların toplamını veren formülü kullan.",
          en: 'Use the formula for the sum of the numbers from 1 to n.',
        },
        {
          tr: `Toplamı ${total}${turkishNumberSuffix(total, 'accusative')} geçmeyen en büyük n sayısını bul.`,
          en: `Find the largest n whose sum does not exceed ${total}.`,
        },
        {
          tr: 'Bulunan sonucun doğru toplamdan ne kadar fazla olduğunu düşün.',
          en: 'Think of how far the result found lies above the right sum.',
        },
      ],
    };
  },
};

export const numberPuzzles: readonly QuestionTemplate[] = [parity, countedTwice];
