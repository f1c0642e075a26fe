import { greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { countNumber, wholeNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.002';

const missingDigit: QuestionTemplate = {
  key: 'divisibility-missing-digit',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const [first, second, third] = [random.int(1, 9), random.int(0, 9), random.int(0, 9)];
    const place = random.int(1, 3);
    const known = first + second + third;
    const remainder = known % 9;
    // With a digit sum divisible by 9 both 0 and 9 would do.
    if (remainder === 0) return null;
    const digit = 9 - remainder;
    const asDigit = (value: number) => wholeNumber(value >= 0 && value <= 9 ? value : Number.NaN);
    const digits = [String(first), String(second), String(third)];
    digits.splice(place, 0, 'A');
    const number = inline(digits.join(''));
    const nextMultiple = known + digit;
    return {
      form: 'single_choice',
      parameters: { first, second, third, place },
      stem: {
        tr: `Dört basamaklı ${number} doğal sayısı 9 ile tam bölünebildiğine göre ${inline('A')} rakamı kaçtır?`,
        en: `The four-digit natural number ${number} is divisible by 9. What is the digit ${inline('A')}?`,
      },
      answer: wholeNumber(digit),
      wrong: [
        wrongOption('remainder_taken_as_digit', wholeNumber(remainder)),
        wrongOption('rule_of_three_for_nine', asDigit(digit - 3)),
        wrongOption('rule_of_three_for_nine', asDigit(digit + 3)),
        wrongOption('digit_sum_slip', asDigit(digit + 1)),
        wrongOption('digit_sum_slip', asDigit(digit - 1)),
        wrongOption('rule_of_three_for_nine', asDigit(digit + 6)),
      ],
      rationale: [
        {
          tr: `Bilinen rakamların toplamı: ${inline(`${first} + ${second} + ${third} = ${known}`)}.`,
          en: `The known digits add up to ${inline(`${first} + ${second} + ${third} = ${known}`)}.`,
        },
        {
          tr: `Rakamlar toplamı 9'un katı olmalıdır: ${inline(`${known} + A = ${nextMultiple}`)}, yani ${inline(`A = ${digit}`)}.`,
          en: `The digit sum must be a multiple of 9: ${inline(`${known} + A = ${nextMultiple}`)}, so ${inline(`A = ${digit}`)}.`,
        },
      ],
      hints: [
        {
          tr: '9 ile bölünebilmede sayının rakamları toplamına bakılır.',
          en: 'Divisibility by 9 is decided by the sum of the digits.',
        },
        {
          tr: `Bilinen rakamların toplamı ${inline(String(known))}; bunu 9'un bir katına tamamlayan rakamı ara.`,
          en: `The known digits add up to ${inline(String(known))}; look for the digit that completes this to a multiple of 9.`,
        },
      ],
    };
  },
};

/** The powers of a number as LaTeX, without exponents of 1. */
const factorsText = (primes: readonly number[], exponents: readonly number[]): string =>
  primes
    .map((prime, index) => (exponents[index] === 1 ? String(prime) : `${prime}^{${exponents[index]}}`))
    .join(' \\cdot ');

const divisorCount: QuestionTemplate = {
  key: 'divisibility-divisor-count',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const [p, q, r] = random.pick([
      [2, 3, 5],
      [2, 3, 7],
      [2, 5, 7],
      [3, 5, 7],
      [2, 3, 11],
      [2, 5, 11],
      [3, 5, 11],
      [2, 7, 11],
    ] as const);
    const [i, j, k] = [random.int(1, 5), random.int(1, 4), random.int(1, 4)];
    const answer = (i + 1) * (j + 1) * (k + 1);
    const number = factorsText([p, q, r], [i, j, k]);
    return {
      form: 'numeric',
      parameters: { p, q, r, i, j, k },
      stem: {
        tr: `${inline(`N = ${number}`)} sayısının pozitif tam sayı bölenlerinin sayısı kaçtır?`,
        en: `How many positive divisors does ${inline(`N = ${number}`)} have?`,
      },
      answer: { value: answer },
      tolerance: 0,
      wrong: [
        { value: i * j * k, misconception: 'exponents_without_one' },
        { value: i + j + k, misconception: 'exponents_added_for_divisors' },
        { value: i + j + k + 3, misconception: 'exponents_added_for_divisors' },
        { value: 2 * answer, misconception: 'negative_divisors_counted' },
        { value: answer - 1, misconception: 'one_or_itself_left_out' },
        { value: answer - 2, misconception: 'one_or_itself_left_out' },
        { value: 3, misconception: 'only_prime_divisors_counted' },
      ],
      rationale: [
        {
          tr: `Bir bölende ${p}, ${q} ve ${r} çarpanlarının her biri 0'dan kendi üssüne kadar sayıda bulunabilir: ${inline(String(i + 1))}, ${inline(String(j + 1))} ve ${inline(String(k + 1))} seçenek vardır.`,
          en: `In a divisor each of the factors ${p}, ${q} and ${r} can occur from 0 times up to its exponent: ${inline(String(i + 1))}, ${inline(String(j + 1))} and ${inline(String(k + 1))} choices.`,
        },
        {
          tr: `Bölen sayısı: ${inline(`${i + 1} \\cdot ${j + 1} \\cdot ${k + 1} = ${answer}`)}.`,
          en: `The number of divisors: ${inline(`${i + 1} \\cdot ${j + 1} \\cdot ${k + 1} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Bir böleni, hangi asal çarpandan kaç tane alındığıyla düşün.',
          en: 'Think of a divisor by how many of each prime factor it takes.',
        },
        {
          tr: 'Bir asal çarpandan hiç almamak da bir seçenektir; seçenek sayılarını çarp.',
          en: 'Taking none of a prime is a choice as well; multiply the numbers of choices.',
        },
      ],
    };
  },
};

const leastCommonMultiple = (a: number, b: number): number => (a * b) / greatestCommonDivisor(a, b);

const sameShortfall: QuestionTemplate = {
  key: 'divisibility-same-shortfall',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    const [a, b, c] = random.pick([
      [4, 5, 6],
      [3, 4, 5],
      [4, 6, 9],
      [5, 6, 8],
      [6, 8, 9],
      [4, 6, 7],
      [6, 9, 10],
      [5, 8, 12],
      [6, 8, 10],
      [4, 9, 12],
      [8, 9, 12],
      [6, 10, 12],
    ] as const);
    const shortfall = random.int(1, a - 1);
    const multiple = leastCommonMultiple(leastCommonMultiple(a, b), c);
    const least = random.pick([100, 150, 200, 250, 300, 400, 500]);
    const times = Math.ceil((least + shortfall + 1) / multiple);
    const answer = times * multiple - shortfall;
    const remainders = [a - shortfall, b - shortfall, c - shortfall] as const;
    const [remA, remB, remC] = remainders;
    return {
      form: 'single_choice',
      parameters: { a, b, c, remA, remB, remC, least },
      stem: {
        tr: `Bir doğal sayı ${a}${turkishNumberSuffix(a, 'dative')} bölündüğünde ${remA}, ${b}${turkishNumberSuffix(b, 'dative')} bölündüğünde ${remB}, ${c}${turkishNumberSuffix(c, 'dative')} bölündüğünde ${remC} kalanını vermektedir. Bu sayı ${least}${turkishNumberSuffix(least, 'ablative')} büyük olduğuna göre en az kaçtır?`,
        en: `A natural number leaves remainder ${remA} when divided by ${a}, remainder ${remB} when divided by ${b} and remainder ${remC} when divided by ${c}. What is the least such number greater than ${least}?`,
      },
      answer: wholeNumber(answer),
      wrong: [
        wrongOption('remainder_added_for_shortfall', wholeNumber(times * multiple + shortfall)),
        wrongOption('remainder_left_out', wholeNumber(times * multiple)),
        // In random order, so that the answer is not nearly always the least of the five.
        ...random.shuffle([
          wrongOption('bound_overlooked', countNumber((times - 1) * multiple - shortfall)),
          wrongOption('remainder_subtracted', countNumber(times * multiple - remA)),
          wrongOption('not_least_multiple', countNumber((times + 1) * multiple - shortfall)),
          wrongOption('first_remainder_for_all', countNumber(times * multiple + remA)),
          wrongOption('product_for_lcm', countNumber(a * b * c - shortfall)),
        ]),
      ],
      rationale: [
        {
          tr: `Her kalan, bölenden ${shortfall} eksiktir: ${inline(`${a} - ${remA} = ${b} - ${remB} = ${c} - ${remC} = ${shortfall}`)}. Demek ki sayının ${shortfall} fazlası üç sayıya da tam bölünür.`,
          en: `Each remainder is ${shortfall} less than its divisor: ${inline(`${a} - ${remA} = ${b} - ${remB} = ${c} - ${remC} = ${shortfall}`)}. So the number plus ${shortfall} is divisible by all three.`,
        },
        {
          tr: `En küçük ortak kat: ${inline(`\\operatorname{EKOK}(${a}, ${b}, ${c}) = ${multiple}`)}.`,
          en: `The least common multiple: ${inline(`\\operatorname{lcm}(${a}, ${b}, ${c}) = ${multiple}`)}.`,
        },
        {
          tr: `Sayı ${inline(`${multiple}k - ${shortfall}`)} biçimindedir; ${least}${turkishNumberSuffix(least, 'accusative')} ilk kez ${inline(`k = ${times}`)} için aşar: ${inline(`${multiple} \\cdot ${times} - ${shortfall} = ${answer}`)}.`,
          en: `The number has the form ${inline(`${multiple}k - ${shortfall}`)} and first exceeds ${least} for ${inline(`k = ${times}`)}: ${inline(`${multiple} \\cdot ${times} - ${shortfall} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Her kalanı kendi böleniyle karşılaştır: ortak bir özellik göreceksin.',
          en: 'Compare each remainder with its divisor: you will see something in common.',
        },
        {
          tr: 'Sayıya kaç eklenirse üç bölene de tam bölünür?',
          en: 'What has to be added to the number to make it divisible by all three?',
        },
        {
          tr: `Bölenlerin EKOK'unu bul ve katlarından ${least}${turkishNumberSuffix(least, 'accusative')} aşan ilkini kullan.`,
          en: `Find the LCM of the divisors and use the first multiple that leads beyond ${least}.`,
        },
      ],
    };
  },
};

export const divisibility: readonly QuestionTemplate[] = [missingDigit, divisorCount, sameShortfall];
