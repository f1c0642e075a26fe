import type { Bilingual } from '../../bilingual.ts';
import { inline, signed } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countNumber, wholeNumber, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.001';

const orderOfOperations: QuestionTemplate = {
  key: 'basic-order-of-operations',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 25,
  generate(random) {
    const a = random.int(4, 20);
    const b = random.int(2, 6);
    const [low, high] = [random.int(1, 6), random.int(2, 6)];
    const [c, d] = random.pick([
      [low, low + high],
      [low + high, low],
    ] as const);
    if (a === b) return null;
    const bracket = c - d;
    const answer = a - b * bracket;
    const bracketText = bracket < 0 ? `(${bracket})` : String(bracket);
    const subtraction =
      bracket < 0
        ? `${a} - (${b * bracket}) = ${a} + ${-b * bracket} = ${answer}`
        : `${a} - ${b * bracket} = ${answer}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c, d },
      stem: {
        tr: `${inline(`${a} - ${b} \\cdot (${c} - ${d})`)} işleminin sonucu kaçtır?`,
        en: `What is the value of ${inline(`${a} - ${b} \\cdot (${c} - ${d})`)}?`,
      },
      answer: wholeNumber(answer),
      wrong: [
        wrongOption(bracket < 0 ? 'product_of_negatives_negative' : 'sign_slip', wholeNumber(a + b * bracket)),
        wrongOption('worked_left_to_right', wholeNumber((a - b) * bracket)),
        wrongOption('minus_not_distributed', wholeNumber(a - b * c - b * d)),
        wrongOption('distribute_first_only', wholeNumber(a - b * c + d)),
        wrongOption('bracket_ignored', wholeNumber(a - b * c - d)),
        wrongOption('sign_slip', wholeNumber(-answer)),
      ],
      rationale: [
        {
          tr: `Önce parantezin içi: ${inline(`${c} - ${d} = ${bracket}`)}.`,
          en: `The bracket comes first: ${inline(`${c} - ${d} = ${bracket}`)}.`,
        },
        {
          tr: `Sonra çarpma: ${inline(`${b} \\cdot ${bracketText} = ${b * bracket}`)}.`,
          en: `Then the product: ${inline(`${b} \\cdot ${bracketText} = ${b * bracket}`)}.`,
        },
        {
          tr: `En son çıkarma: ${inline(subtraction)}.`,
          en: `The subtraction is last: ${inline(subtraction)}.`,
        },
      ],
      hints: [
        {
          tr: 'İşlem önceliğini hatırla: parantez, çarpma ve bölme, toplama ve çıkarma.',
          en: 'Recall the order: brackets, then multiplication and division, then addition and subtraction.',
        },
        bracket < 0
          ? {
              tr: 'Parantezin içi negatif çıkar; negatif bir sayıyı çıkarmak, karşıtını toplamaktır.',
              en: 'The bracket turns out negative, and subtracting a negative number means adding its opposite.',
            }
          : {
              tr: 'Çıkarma en son yapılır: önce parantezin içini bul, sonra çarp.',
              en: 'The subtraction comes last: work out the bracket, then the product.',
            },
      ],
    };
  },
};

const places = [
  { tr: 'yüzler', en: 'hundreds', weight: 100 },
  { tr: 'onlar', en: 'tens', weight: 10 },
  { tr: 'birler', en: 'ones', weight: 1 },
] as const;

const placeValueChange: QuestionTemplate = {
  key: 'basic-place-value-change',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const hundreds = random.int(1, 4);
    const tens = random.pick([-1, 1]) * random.int(2, 6);
    const ones = tens > 0 ? -random.int(2, 6) : random.pick([-1, 1]) * random.int(2, 6);
    const answer = 100 * hundreds + 10 * tens + ones;
    const changes = [hundreds, tens, ones];
    const change = (index: number): Bilingual => {
      const [place, by] = [places[index] ?? places[2], changes[index] ?? 0];
      return {
        tr: `${place.tr} basamağındaki rakam ${Math.abs(by)} ${by > 0 ? 'artırılıyor' : 'azaltılıyor'}`,
        en: `${place.en} digit${index === 0 ? ' of a three-digit natural number' : ''} is ${by > 0 ? 'increased' : 'decreased'} by ${Math.abs(by)}`,
      };
    };
    const [first, second, third] = [change(0), change(1), change(2)];
    const sum = `100 \\cdot ${hundreds} ${signed(10 * tens)} ${signed(ones)}`;
    return {
      form: 'single_choice',
      parameters: { hundreds, tens, ones },
      stem: {
        tr: `Üç basamaklı bir doğal sayının ${first.tr}, ${second.tr} ve ${third.tr}. Elde edilen sayı da üç basamaklı olduğuna göre sayı kaç artmıştır?`,
        en: `The ${first.en}, its ${second.en} and its ${third.en}. The result has three digits as well. By how much has the number increased?`,
      },
      answer: countNumber(answer),
      wrong: [
        wrongOption('decrease_taken_as_increase', countNumber(100 * hundreds + 10 * Math.abs(tens) + Math.abs(ones))),
        wrongOption('places_swapped', countNumber(100 * hundreds + 10 * ones + tens)),
        wrongOption('place_value_ignored', countNumber(hundreds + tens + ones)),
        wrongOption('sign_slip', countNumber(100 * hundreds + 10 * tens - ones)),
        wrongOption('place_value_of_first_only', countNumber(100 * hundreds + tens + ones)),
        wrongOption('sign_slip', countNumber(100 * hundreds - 10 * tens + ones)),
        wrongOption('stopped_too_early', countNumber(100 * hundreds + 10 * tens)),
      ],
      rationale: [
        {
          tr: `Her basamaktaki değişim o basamağın değeriyle çarpılır: yüzlerde ${inline(`100 \\cdot ${hundreds} = ${100 * hundreds}`)}, onlarda ${inline(`10 \\cdot ${tens < 0 ? `(${tens})` : tens} = ${10 * tens}`)}, birlerde ${inline(String(ones))}.`,
          en: `Each change counts with the value of its place: ${inline(`100 \\cdot ${hundreds} = ${100 * hundreds}`)} for the hundreds, ${inline(`10 \\cdot ${tens < 0 ? `(${tens})` : tens} = ${10 * tens}`)} for the tens, ${inline(String(ones))} for the ones.`,
        },
        {
          tr: `Toplam değişim: ${inline(`${sum} = ${answer}`)}.`,
          en: `The total change: ${inline(`${sum} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Bir rakamdaki değişimin sayıyı ne kadar değiştirdiği, basamağına bağlıdır.',
          en: 'How much a change of a digit changes the number depends on its place.',
        },
        {
          tr: 'Artışları artı, azalışları eksi işaretiyle basamak değerleriyle çarpıp topla.',
          en: 'Multiply each change by its place value, increases with plus and decreases with minus, and add.',
        },
      ],
    };
  },
};

const consecutiveKinds = [
  { step: 1, tr: 'tam sayının', en: 'integers' },
  { step: 2, tr: 'çift sayının', en: 'even integers' },
  { step: 2, tr: 'tek sayının', en: 'odd integers' },
] as const;
const numberWords = { 5: { tr: 'beş', en: 'five' }, 7: { tr: 'yedi', en: 'seven' } } as const;

const consecutiveSum: QuestionTemplate = {
  key: 'basic-consecutive-sum',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const kind = random.pick(consecutiveKinds);
    const count = random.pick([5, 7] as const);
    const asksLargest = random.pick([true, false]);
    const { step } = kind;
    let middle = random.int(10, 60);
    if (kind.en === 'even integers') middle -= middle % 2;
    if (kind.en === 'odd integers') middle += 1 - (middle % 2);
    const direction = asksLargest ? 1 : -1;
    const stepsAway = (count - 1) / 2;
    const away = (steps: number, size: number): number => middle + direction * steps * size;
    const answer = away(stepsAway, step);
    const sum = middle * count;
    const end = asksLargest ? { tr: 'en büyüğü', en: 'largest' } : { tr: 'en küçüğü', en: 'smallest' };
    const move = `${middle} ${signed(direction * stepsAway * step)} = ${answer}`;
    return {
      form: 'single_choice',
      parameters: { sum, count, step, asksLargest: asksLargest ? 1 : 0 },
      stem: {
        tr: `Ardışık ${numberWords[count].tr} ${kind.tr} toplamı ${sum} olduğuna göre bu sayıların ${end.tr} kaçtır?`,
        en: `The sum of ${numberWords[count].en} consecutive ${kind.en} is ${sum}. What is the ${end.en} of them?`,
      },
      answer: wholeNumber(answer),
      wrong: [
        wrongOption('middle_taken_for_end', wholeNumber(middle)),
        wrongOption('consecutive_step_wrong', wholeNumber(away(stepsAway, 3 - step))),
        wrongOption('answered_other_quantity', wholeNumber(away(-stepsAway, step))),
        wrongOption('one_step_too_many', wholeNumber(away(stepsAway + 1, step))),
        wrongOption('all_steps_from_middle', wholeNumber(away(count - 1, step))),
      ],
      rationale: [
        {
          tr: `Terim sayısı tek olduğundan ortadaki sayı ortalamadır: ${inline(`${sum} : ${count} = ${middle}`)}.`,
          en: `With an odd count the middle number is the average: ${inline(`${sum} : ${count} = ${middle}`)}.`,
        },
        {
          tr: `Sayılar ${step}${step === 1 ? "'er" : "'şer"} artar ve uçtaki sayı ortadakinden ${stepsAway} adım uzaktadır: ${inline(move)}.`,
          en: `The numbers go up in steps of ${step}, and the end is ${stepsAway} steps from the middle: ${inline(move)}.`,
        },
      ],
      hints: [
        {
          tr: 'Ardışık sayıların terim sayısı tekse ortalama, tam ortadaki sayıya eşittir.',
          en: 'When the count is odd, the average of consecutive numbers is the one in the middle.',
        },
        {
          tr: 'Ortadaki sayıdan uca kaç adım gidildiğini ve her adımın kaç olduğunu belirle.',
          en: 'Work out how many steps lead from the middle to the end, and how large a step is.',
        },
      ],
    };
  },
};

export const basicOperations: readonly QuestionTemplate[] = [orderOfOperations, placeValueChange, consecutiveSum];
