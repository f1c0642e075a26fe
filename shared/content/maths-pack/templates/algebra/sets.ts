import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { OptionDraft, QuestionTemplate } from '../../template.ts';
import { wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.FUN.001';

const listed = (elements: readonly (number | string)[]): string => `\\{${elements.join(', ')}\\}`;
const elementsOption = (elements: readonly number[]): OptionDraft => ({
  text: inline(elements.length === 0 ? '\\varnothing' : listed(elements)),
  value: elements,
});

const difference: QuestionTemplate = {
  key: 'set-difference',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 25,
  generate(random) {
    // Where each number stands: 1 only in A, 2 only in B, 3 in both
    const chosen = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const counts = [random.int(2, 3), random.int(1, 2), random.int(1, 2)] as const;
    const parameters: Record<string, number> = {};
    let taken = 0;
    for (const [place, count] of [
      [1, counts[0]],
      [2, counts[1]],
      [3, counts[2]],
    ] as const) {
      for (const element of chosen.slice(taken, taken + count)) parameters[`element${element}`] = place;
      taken += count;
    }
    const elementsAt = (...places: number[]) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((element) => places.includes(parameters[`element${element}`] ?? 0));
    const [a, b] = [elementsAt(1, 3), elementsAt(2, 3)];
    const given = `${inline(`A = ${listed(a)}`)}`;
    return {
      form: 'single_choice',
      parameters,
      stem: {
        tr: `${given} ve ${inline(`B = ${listed(b)}`)} olduğuna göre ${inline('A \\setminus B')} kümesi aşağıdakilerden hangisidir?`,
        en: `Given ${given} and ${inline(`B = ${listed(b)}`)}, which of the following is ${inline('A \\setminus B')}?`,
      },
      answer: elementsOption(elementsAt(1)),
      wrong: [
        { ...elementsOption(elementsAt(2)), misconception: 'set_difference_reversed' },
        { ...elementsOption(elementsAt(3)), misconception: 'set_intersection_for_difference' },
        { ...elementsOption(elementsAt(1, 2)), misconception: 'set_symmetric_difference_taken' },
        { ...elementsOption(elementsAt(1, 2, 3)), misconception: 'set_union_for_difference' },
        { ...elementsOption(a), misconception: 'set_common_elements_kept' },
      ],
      rationale: [
        {
          tr: `${inline('A \\setminus B')}, ${inline('A')} kümesinde olup ${inline('B')} kümesinde olmayan elemanlardan oluşur.`,
          en: `${inline('A \\setminus B')} holds the elements that are in ${inline('A')} and not in ${inline('B')}.`,
        },
        {
          tr: `Ortak elemanlar ${inline(listed(elementsAt(3)))}; bunları ${inline('A')} kümesinden çıkar: ${inline(listed(elementsAt(1)))}.`,
          en: `The common elements are ${inline(listed(elementsAt(3)))}; take them out of ${inline('A')}: ${inline(listed(elementsAt(1)))}.`,
        },
      ],
      hints: [
        {
          tr: `Fark kümesinin bütün elemanları ${inline('A')} kümesindendir.`,
          en: `Every element of the difference comes from ${inline('A')}.`,
        },
        {
          tr: 'Önce iki kümenin ortak elemanlarını bul.',
          en: 'Find the elements that both sets share first.',
        },
      ],
    };
  },
};

const unionCount: QuestionTemplate = {
  key: 'set-union-count',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const [onlyA, onlyB, both] = [random.int(3, 12), random.int(3, 12), random.int(2, 8)];
    const [a, b] = [onlyA + both, onlyB + both];
    const union = onlyA + onlyB + both;
    if (onlyA === onlyB) return null;
    /** Turkish books write s(A) for the number of elements, English ones n(A). */
    const count = (set: string): Bilingual => ({ tr: `s(${set})`, en: `n(${set})` });
    const [ofA, ofB, ofBoth, ofUnion] = [count('A'), count('B'), count('A \\cap B'), count('A \\cup B')];
    const given = (language: 'tr' | 'en') =>
      `${inline(`${ofA[language]} = ${a}`)}, ${inline(`${ofB[language]} = ${b}`)}`;
    return {
      form: 'single_choice',
      parameters: { a, b, both },
      stem: {
        tr: `${given('tr')} ve ${inline(`${ofBoth.tr} = ${both}`)} olduğuna göre ${inline(ofUnion.tr)} kaçtır?`,
        en: `Given ${given('en')} and ${inline(`${ofBoth.en} = ${both}`)}, what is ${inline(ofUnion.en)}?`,
      },
      answer: wholeOption(union),
      wrong: [
        { ...wholeOption(a + b), misconception: 'set_common_part_counted_twice' },
        { ...wholeOption(onlyA + onlyB), misconception: 'set_common_part_removed_twice' },
        { ...wholeOption(a + b + both), misconception: 'set_common_part_added' },
        { ...wholeOption(onlyA), misconception: 'answered_other_quantity' },
        { ...wholeOption(onlyB), misconception: 'answered_other_quantity' },
      ],
      rationale: [
        {
          tr: `Ortak elemanlar iki kümede de sayıldığından bir kez çıkarılır: ${inline(`${ofUnion.tr} = ${ofA.tr} + ${ofB.tr} - ${ofBoth.tr}`)}.`,
          en: `The common elements are counted in both sets, so take them off once: ${inline(`${ofUnion.en} = ${ofA.en} + ${ofB.en} - ${ofBoth.en}`)}.`,
        },
        {
          tr: `${inline(`${a} + ${b} - ${both} = ${union}`)} bulunur.`,
          en: `This gives ${inline(`${a} + ${b} - ${both} = ${union}`)}.`,
        },
      ],
      hints: [
        { tr: 'Bir Venn şeması çiz.', en: 'Draw a Venn diagram.' },
        {
          tr: 'İki kümenin eleman sayılarını toplayınca hangi elemanlar iki kez sayılır?',
          en: 'Which elements are counted twice when the two numbers are added?',
        },
      ],
    };
  },
};

const subsets: QuestionTemplate = {
  key: 'set-subsets-with-and-without',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const size = random.int(5, 8);
    const inside = random.int(1, 2);
    const outside = random.int(1, 2);
    const free = size - inside - outside;
    if (free < 2) return null;
    const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].slice(0, size);
    const drawn = random.shuffle(letters);
    const contained = drawn.slice(0, inside).sort();
    const missing = drawn.slice(inside, inside + outside).sort();
    const joined = (names: readonly string[], word: string) => names.map((name) => inline(name)).join(` ${word} `);
    const answer = 2 ** free;
    return {
      form: 'single_choice',
      parameters: { size, inside, outside },
      stem: {
        tr: `${inline(`A = ${listed(letters)}`)} kümesinin alt kümelerinin kaç tanesinde ${joined(contained, 've')} bulunur ama ${joined(missing, 've')} bulunmaz?`,
        en: `How many subsets of ${inline(`A = ${listed(letters)}`)} contain ${joined(contained, 'and')} but not ${joined(missing, 'or')}?`,
      },
      answer: wholeOption(answer),
      wrong: [
        { ...wholeOption(2 ** (size - inside)), misconception: 'set_excluded_elements_left_free' },
        { ...wholeOption(2 ** (size - outside)), misconception: 'set_fixed_elements_left_free' },
        { ...wholeOption(2 * free), misconception: 'set_power_taken_as_product' },
        { ...wholeOption(answer - 1), misconception: 'set_one_subset_dropped' },
        { ...wholeOption(2 ** size), misconception: 'set_condition_ignored' },
        { ...wholeOption(2 ** size - answer), misconception: 'answered_other_quantity' },
      ],
      rationale: [
        {
          tr: `Bulunması ve bulunmaması istenen ${inside + outside} elemanın durumu bellidir; geriye ${inline(`${size} - ${inside + outside} = ${free}`)} eleman kalır.`,
          en: `The ${inside + outside} elements named by the conditions are settled; ${inline(`${size} - ${inside + outside} = ${free}`)} elements remain.`,
        },
        {
          tr: `Kalan her eleman alt kümede ya vardır ya yoktur: ${inline(`2^{${free}} = ${answer}`)} alt küme.`,
          en: `Each of the others is either in the subset or not: ${inline(`2^{${free}} = ${answer}`)} subsets.`,
        },
      ],
      hints: [
        {
          tr: 'Alt küme kurarken her eleman için iki seçenek vardır: alınır ya da alınmaz.',
          en: 'When a subset is formed, each element is either taken or left.',
        },
        {
          tr: 'Koşulda adı geçen elemanlar için seçim kalmaz; yalnız öbür elemanları say.',
          en: 'The elements named in the condition leave no choice; count only the others.',
        },
      ],
    };
  },
};

export const sets: readonly QuestionTemplate[] = [difference, unionCount, subsets];
