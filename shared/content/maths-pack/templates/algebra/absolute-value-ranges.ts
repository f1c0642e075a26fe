import { inline, signed } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.004';

const countIntegers: QuestionTemplate = {
  key: 'absolute-value-count-integers',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 55,
  generate(random) {
    // |ax + b| < c or <= c
    const a = random.int(2, 3);
    const b = random.nonZeroInt(-11, 11);
    const c = random.int(8, 25);
    const isStrict = random.int(0, 1);
    const relation = isStrict === 1 ? '<' : '\\le';
    const limit = isStrict === 1 ? c - 1 : c;
    const smallest = Math.ceil((-limit - b) / a);
    const largest = Math.floor((limit - b) / a);
    if (smallest >= 0 || largest <= 1) return null;
    const count = largest - smallest + 1;
    const inside = `${a}x ${signed(b)}`;
    const otherLimit = isStrict === 1 ? c : c - 1;
    const otherCount = Math.floor((otherLimit - b) / a) - Math.ceil((-otherLimit - b) / a) + 1;
    return {
      form: 'single_choice',
      parameters: { a, b, c, isStrict },
      stem: {
        tr: `${inline(`|${inside}| ${relation} ${c}`)} eşitsizliğini sağlayan kaç farklı ${inline('x')} tam sayısı vardır?`,
        en: `How many integers ${inline('x')} satisfy the inequality ${inline(`|${inside}| ${relation} ${c}`)}?`,
      },
      answer: wholeOption(count),
      wrong: [
        { ...wholeOption(largest - smallest), misconception: 'difference_taken_as_count' },
        { ...wholeOption(largest + 1), misconception: 'negative_case_left_out' },
        { ...wholeOption(otherCount), misconception: isStrict === 1 ? 'open_end_counted' : 'closed_end_left_out' },
        { ...wholeOption(2 * limit + 1), misconception: 'stopped_too_early' },
        { ...wholeOption(largest), misconception: 'only_positive_counted' },
        { ...wholeOption(2 * Math.floor(limit / a) + 1), misconception: 'constant_left_behind' },
        { ...wholeOption(2 * largest + 1), misconception: 'solution_mirrored' },
      ],
      rationale: [
        {
          tr: `Mutlak değeri aç: ${inline(`-${c} ${relation} ${inside} ${relation} ${c}`)}.`,
          en: `Open the absolute value: ${inline(`-${c} ${relation} ${inside} ${relation} ${c}`)}.`,
        },
        {
          tr: `Her yana ${inline(String(-b))} ekle: ${inline(`${-c - b} ${relation} ${a}x ${relation} ${c - b}`)}.`,
          en: `Add ${inline(String(-b))} throughout: ${inline(`${-c - b} ${relation} ${a}x ${relation} ${c - b}`)}.`,
        },
        {
          tr: `${inline(String(a))}${turkishNumberSuffix(a, 'dative')} bölünce uyan tam sayıların ${inline(String(smallest))} ile ${inline(String(largest))} arasında olduğu görülür (ikisi de dahil): ${inline(`${largest} - (${smallest}) + 1 = ${count}`)} tane.`,
          en: `After dividing by ${inline(String(a))}, the integers run from ${inline(String(smallest))} to ${inline(String(largest))}, both included: ${inline(`${largest} - (${smallest}) + 1 = ${count}`)} of them.`,
        },
      ],
      hints: [
        {
          tr: 'Mutlak değeri bir sayıdan küçük olan ifade, o sayının negatifi ile kendisi arasındadır.',
          en: 'An expression whose absolute value is below a number lies between that number and its opposite.',
        },
        {
          tr: 'Mutlak değersiz üçlü eşitsizliği yaz, sonra ortada x kalana kadar çöz.',
          en: 'Write it as a three-part inequality without bars, then solve until x is alone in the middle.',
        },
      ],
    };
  },
};

const leastSum: QuestionTemplate = {
  key: 'absolute-value-least-sum',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 75,
  generate(random) {
    // |x - a| + |x - b| is least between a and b, where it is their distance
    const a = random.nonZeroInt(-9, 9);
    const b = random.nonZeroInt(-9, 9);
    const c = random.int(2, 9);
    if (Math.abs(a) === Math.abs(b)) return null;
    const expression = `|x ${signed(-a)}| + |x ${signed(-b)}| + ${c}`;
    const least = Math.abs(a - b) + c;
    const [low, high] = a < b ? [a, b] : [b, a];
    return {
      form: 'numeric',
      parameters: { a, b, c },
      stem: {
        tr: `${inline('x')} bir gerçek sayı olmak üzere ${inline(expression)} ifadesinin alabileceği en küçük değer kaçtır?`,
        en: `For real ${inline('x')}, what is the least value of ${inline(expression)}?`,
      },
      answer: { value: least },
      tolerance: 0,
      wrong: [
        { value: c, misconception: 'bars_zero_at_once' },
        { value: Math.abs(a + b) + c, misconception: 'sign_slip' },
        { value: Math.abs(a) + Math.abs(b) + c, misconception: 'least_sought_at_zero' },
        { value: Math.abs(a - b), misconception: 'stopped_too_early' },
        { value: low, misconception: 'answered_other_quantity' },
        { value: high, misconception: 'answered_other_quantity' },
      ],
      rationale: [
        {
          tr: `${inline(`|x ${signed(-a)}|`)} ve ${inline(`|x ${signed(-b)}|`)}, sayı doğrusunda ${inline('x')} sayısının ${inline(String(a))} ile ${inline(String(b))} noktalarına uzaklıklarıdır.`,
          en: `${inline(`|x ${signed(-a)}|`)} and ${inline(`|x ${signed(-b)}|`)} are the distances of ${inline('x')} from ${inline(String(a))} and ${inline(String(b))} on the number line.`,
        },
        {
          tr: `${inline('x')} bu iki noktanın arasındayken uzaklıkların toplamı en küçüktür ve noktaların arasındaki uzaklığa eşittir: ${inline(String(Math.abs(a - b)))}.`,
          en: `The distances add up to the least when ${inline('x')} lies between the two points; the sum is then the distance between them: ${inline(String(Math.abs(a - b)))}.`,
        },
        {
          tr: `Sabiti ekle: ${inline(`${Math.abs(a - b)} + ${c} = ${least}`)}.`,
          en: `Add the constant: ${inline(`${Math.abs(a - b)} + ${c} = ${least}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Mutlak değeri sayı doğrusunda uzaklık olarak düşün.',
          en: 'Think of an absolute value as a distance on the number line.',
        },
        {
          tr: 'İki mutlak değer aynı anda sıfır olamaz; x iki noktanın arasındayken toplam ne olur?',
          en: 'The two absolute values cannot be zero at once; what is their sum while x lies between the two points?',
        },
      ],
    };
  },
};

export const absoluteValueRanges: readonly QuestionTemplate[] = [countIntegers, leastSum];
