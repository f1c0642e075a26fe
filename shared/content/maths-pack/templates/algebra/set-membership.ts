import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { QuestionTemplate } from '../../template.ts';

/**
 * Statements about A = {p, {q}, {p, r}}, by a number that the parameters carry. `value` names relation and object for
 * telling statements apart: `in` an element, `sub` a subset, `count` the number of elements.
 */
interface Statement {
  readonly code: number;
  readonly text: string | Bilingual;
  readonly value: string;
  readonly misconception?: MisconceptionKey;
}

function statementsAbout(p: number, q: number, r: number): Statement[] {
  const pair = [p, r].sort((a, b) => a - b);
  const inA = (code: number, object: string, members: string, misconception?: MisconceptionKey): Statement => ({
    code,
    text: inline(`${object} \\in A`),
    value: `in:${members}`,
    ...(misconception === undefined ? {} : { misconception }),
  });
  const subsetOfA = (code: number, object: string, members: string, misconception?: MisconceptionKey): Statement => ({
    code,
    text: inline(`${object} \\subset A`),
    value: `sub:${members}`,
    ...(misconception === undefined ? {} : { misconception }),
  });
  const count = (code: number, size: number, misconception?: MisconceptionKey): Statement => ({
    code,
    text: { tr: inline(`s(A) = ${size}`), en: inline(`n(A) = ${size}`) },
    value: `count:${size}`,
    ...(misconception === undefined ? {} : { misconception }),
  });
  return [
    inA(0, String(p), `${p}`),
    inA(1, `\\{${q}\\}`, `{${q}}`),
    inA(2, `\\{${pair.join(', ')}\\}`, `{${pair.join(',')}}`),
    subsetOfA(3, `\\{${p}\\}`, `${p}`),
    subsetOfA(4, `\\{\\{${q}\\}\\}`, `{${q}}`),
    subsetOfA(5, `\\{${p}, \\{${q}\\}\\}`, `${p}+{${q}}`),
    subsetOfA(6, '\\varnothing', ''),
    count(7, 3),
    inA(8, String(q), `${q}`, 'set_inner_element_taken_out'),
    inA(9, String(r), `${r}`, 'set_inner_element_taken_out'),
    inA(10, `\\{${p}\\}`, `{${p}}`, 'set_element_and_subset_confused'),
    subsetOfA(11, `\\{${q}\\}`, `${q}`, 'set_element_and_subset_confused'),
    subsetOfA(12, `\\{${pair.join(', ')}\\}`, pair.join('+'), 'set_element_and_subset_confused'),
    inA(13, '\\varnothing', '{}', 'set_empty_set_taken_as_element'),
    count(14, 4, 'set_inner_elements_counted'),
  ];
}

const membership: QuestionTemplate = {
  key: 'set-membership',
  revision: 1,
  topicUid: 'TR.MAT.FUN.001',
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const [p = 0, q = 0, r = 0] = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const statements = statementsAbout(p, q, r);
    const rightCount = random.int(2, 3);
    const right = random.shuffle(statements.filter((statement) => statement.misconception === undefined));
    const wrong = random.shuffle(statements.filter((statement) => statement.misconception !== undefined));
    const chosen = [...right.slice(0, rightCount), ...wrong.slice(0, 5 - rightCount)];
    // Two statements about the number of elements would give each other away.
    if (chosen.filter((statement) => statement.value.startsWith('count')).length > 1) return null;
    const parameters: Record<string, number> = { p, q, r };
    chosen.forEach((statement, index) => {
      parameters[`statement${index}`] = statement.code;
    });
    const pair = [p, r].sort((a, b) => a - b).join(', ');
    const set = `A = \\{${p}, \\{${q}\\}, \\{${pair}\\}\\}`;
    return {
      form: 'multiple_answers',
      parameters,
      stem: {
        tr: `${inline(set)} kümesi için aşağıdakilerden hangileri doğrudur?`,
        en: `Which of the following are true for the set ${inline(set)}?`,
      },
      options: chosen.map(({ text, value, misconception }) => ({
        text,
        value,
        isRight: misconception === undefined,
        ...(misconception === undefined ? {} : { misconception }),
      })),
      rationale: [
        {
          tr: `${inline('A')} kümesinin üç elemanı vardır: ${inline(String(p))}, ${inline(`\\{${q}\\}`)} ve ${inline(`\\{${pair}\\}`)}. ${inline(String(q))} ve ${inline(String(r))} tek başlarına eleman değildir.`,
          en: `${inline('A')} has three elements: ${inline(String(p))}, ${inline(`\\{${q}\\}`)} and ${inline(`\\{${pair}\\}`)}. Neither ${inline(String(q))} nor ${inline(String(r))} by itself is an element.`,
        },
        {
          tr: `${inline('\\in')} işaretinin solunda bu üç elemandan biri olmalıdır.`,
          en: `To the left of ${inline('\\in')} one of these three must stand.`,
        },
        {
          tr: `${inline('\\subset')} işaretinin solunda, elemanlarının hepsi bu üçünün arasından olan bir küme bulunmalıdır; boş küme her kümenin alt kümesidir.`,
          en: `To the left of ${inline('\\subset')} there must be a set all of whose elements are among these three; the empty set is a subset of every set.`,
        },
      ],
      hints: [
        {
          tr: 'Önce kümenin elemanlarını tek tek yaz; küme parantezi içindekiler tek bir elemandır.',
          en: 'Write down the elements one by one; what stands in inner braces is a single element.',
        },
        {
          tr: 'Eleman olmak ile alt küme olmak farklıdır: alt kümenin bütün elemanları A kümesinde olmalıdır.',
          en: 'Being an element and being a subset differ: all elements of a subset must be elements of A.',
        },
      ],
    };
  },
};

export const setMembership: readonly QuestionTemplate[] = [membership];
