import { fraction, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { probabilityOption, quotient } from './option-drafts.ts';

const topicUid = 'TR.MAT.DAT.002';

type Relation = 'equals' | 'at_least' | 'at_most';
const relations: readonly Relation[] = ['equals', 'at_least', 'at_most'];

function holds(relation: Relation, sum: number, bound: number): boolean {
  if (relation === 'equals') return sum === bound;
  return relation === 'at_least' ? sum >= bound : sum <= bound;
}

/** Number of ordered pairs of two dice with this sum. */
function waysForSum(sum: number): number {
  return Math.max(0, 6 - Math.abs(sum - 7));
}

const diceSum: QuestionTemplate = {
  key: 'probability-two-dice-sum',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 55,
  generate(random) {
    const code = random.int(0, 2);
    const relation = relations[code] ?? 'equals';
    const bound = relation === 'equals' ? random.int(3, 11) : random.int(4, 10);
    const sums = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const kept = sums.filter((sum) => holds(relation, sum, bound));
    const count = (values: readonly number[]) => values.reduce((total, sum) => total + waysForSum(sum), 0);
    const favourable = count(kept);
    const withoutBound = relation === 'equals' ? 0 : favourable - waysForSum(bound);
    const unordered = kept.reduce((total, sum) => total + Math.ceil(waysForSum(sum) / 2), 0);
    const number = inline(String(bound));
    const condition = {
      equals: { tr: `${number} olma`, en: `equal to ${number}` },
      at_least: { tr: `en az ${number} olma`, en: `at least ${number}` },
      at_most: { tr: `en çok ${number} olma`, en: `at most ${number}` },
    }[relation];
    const opening = random.pick([
      { tr: 'İki zar birlikte atılıyor.', en: 'Two dice are rolled together.' },
      { tr: 'Bir zar art arda iki kez atılıyor.', en: 'A die is rolled twice.' },
    ]);
    const listed = kept.map((sum) => `${waysForSum(sum)}`).join(' + ');
    return {
      form: 'single_choice',
      parameters: { relation: code, bound },
      stem: {
        tr: `${opening.tr} Üst yüze gelen sayıların toplamının ${condition.tr} olasılığı kaçtır?`,
        en: `${opening.en} What is the probability that the sum of the numbers shown is ${condition.en}?`,
      },
      answer: probabilityOption(favourable, 36),
      wrong: [
        { ...probabilityOption(kept.length, 11), misconception: 'sums_taken_as_equally_likely' },
        { ...probabilityOption(unordered, 21), misconception: 'pairs_not_ordered' },
        { ...probabilityOption(unordered, 36), misconception: 'pairs_not_ordered' },
        { ...probabilityOption(withoutBound, 36), misconception: 'boundary_left_out' },
        { ...probabilityOption(36 - favourable, 36), misconception: 'complement_given' },
        { ...probabilityOption(favourable, 12), misconception: 'outcomes_added' },
        { ...probabilityOption(favourable + 1, 36), misconception: 'arithmetic_slip' },
      ],
      rationale: [
        {
          tr: `İki zar için ${inline('6 \\cdot 6 = 36')} eş olasılıklı sıralı ikili vardır.`,
          en: `Two dice have ${inline('6 \\cdot 6 = 36')} equally likely ordered pairs.`,
        },
        kept.length === 1
          ? {
              tr: `Toplamı ${number} olan ${inline(String(favourable))} ikili vardır.`,
              en: `Counting gives ${inline(String(favourable))} pairs with the sum ${number}.`,
            }
          : {
              tr: `Toplamı ${inline(kept.join(',\\ '))} olan ikililer sayılır: ${inline(`${listed} = ${favourable}`)}.`,
              en: `Count the pairs with the sums ${inline(kept.join(',\\ '))}: ${inline(`${listed} = ${favourable}`)}.`,
            },
        {
          tr: `Olasılık: ${inline(quotient(favourable, 36))}.`,
          en: `Probability: ${inline(quotient(favourable, 36))}.`,
        },
      ],
      hints: [
        {
          tr: 'Sonuçları (birinci zar, ikinci zar) biçiminde sıralı ikililer olarak düşün.',
          en: 'Think of the outcomes as ordered pairs (first die, second die).',
        },
        {
          tr: `${inline('(1, 2)')} ile ${inline('(2, 1)')} iki ayrı sonuçtur; ikisini de say.`,
          en: `${inline('(1, 2)')} and ${inline('(2, 1)')} are two different outcomes; count both.`,
        },
      ],
    };
  },
};

const atLeastOneHits: QuestionTemplate = {
  key: 'probability-at-least-one-succeeds',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 80,
  generate(random) {
    const b = random.int(2, 6);
    const a = random.int(1, b - 1);
    const d = random.int(2, 6);
    const c = random.int(1, d - 1);
    if (fraction(a, b) !== `\\frac{${a}}{${b}}` || fraction(c, d) !== `\\frac{${c}}{${d}}`) return null;
    const all = b * d;
    const none = (b - a) * (d - c);
    const exactlyOne = a * (d - c) + c * (b - a);
    const [p, q] = [inline(fraction(a, b)), inline(fraction(c, d))];
    const told = random.pick([
      {
        tr: `Bir hedefe birer atış yapan iki okçudan birincisinin hedefi vurma olasılığı ${p}, ikincisinin vurma olasılığı ${q} olduğuna göre, hedefin en az bir kez vurulma olasılığı kaçtır?`,
        en: `Two archers shoot once each at a target; the first hits it with probability ${p}, the second with probability ${q}. What is the probability that the target is hit at least once?`,
        trNone: 'Hedefin hiç vurulmama',
        enNone: 'the target is never hit',
      },
      {
        tr: `Birbirinden bağımsız çalışan Ayşe ile Baran'dan Ayşe'nin bir problemi çözme olasılığı ${p}, Baran'ın çözme olasılığı ${q} olduğuna göre, problemin en az biri tarafından çözülme olasılığı kaçtır?`,
        en: `Ayşe solves a problem with probability ${p} and Baran with probability ${q}, working independently. What is the probability that at least one of them solves it?`,
        trNone: 'Problemi ikisinin de çözememe',
        enNone: 'neither of them solves the problem',
      },
      {
        tr: `Birbirinden bağımsız çalışan iki alarmdan birincisinin tehlike anında çalma olasılığı ${p}, ikincisinin çalma olasılığı ${q} olduğuna göre, tehlike anında alarmlardan en az birinin çalma olasılığı kaçtır?`,
        en: `Two alarms work independently and go off in an emergency with probability ${p} for the first and ${q} for the second. What is the probability that at least one goes off?`,
        trNone: 'İki alarmın da çalmama',
        enNone: 'neither alarm goes off',
      },
    ]);
    const noneLatex = `\\frac{${b - a}}{${b}} \\cdot \\frac{${d - c}}{${d}} = ${fraction(none, all)}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c, d },
      stem: { tr: told.tr, en: told.en },
      answer: probabilityOption(all - none, all),
      wrong: [
        { ...probabilityOption(a * d + c * b, all), misconception: 'overlap_counted_twice' },
        { ...probabilityOption(a * c, all), misconception: 'and_instead_of_or' },
        { ...probabilityOption(exactlyOne, all), misconception: 'at_least_read_as_exactly' },
        { ...probabilityOption(none, all), misconception: 'complement_given' },
        { ...probabilityOption(a * d + c * b, 2 * all), misconception: 'probabilities_averaged' },
        { ...probabilityOption(all - a * c, all), misconception: 'wrong_case_subtracted' },
        { ...probabilityOption(a + c, b + d), misconception: 'added_denominators' },
      ],
      rationale: [
        {
          tr: `${told.trNone} olasılığı: ${inline(noneLatex)}.`,
          en: `The probability that ${told.enNone}: ${inline(noneLatex)}.`,
        },
        {
          tr: `"En az bir" bunun tümleyenidir: ${inline(`1 - ${fraction(none, all)} = ${fraction(all - none, all)}`)}.`,
          en: `"At least one" is the complement: ${inline(`1 - ${fraction(none, all)} = ${fraction(all - none, all)}`)}.`,
        },
      ],
      hints: [
        {
          tr: '"En az bir" olayının tümleyeni nedir?',
          en: 'What is the complement of "at least one"?',
        },
        {
          tr: `Başarısızlık olasılıkları sırasıyla ${inline(fraction(b - a, b))} ve ${inline(fraction(d - c, d))} değerleridir; olaylar bağımsızdır.`,
          en: `The probabilities of failing are ${inline(fraction(b - a, b))} and ${inline(fraction(d - c, d))}; the events are independent.`,
        },
      ],
    };
  },
};

export const combinedEvents: readonly QuestionTemplate[] = [diceSum, atLeastOneHits];
