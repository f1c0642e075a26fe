import type { Bilingual } from '../../bilingual.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { QuestionTemplate } from '../../template.ts';

type Family = 'parallelogram' | 'rectangle' | 'rhombus' | 'isosceles_trapezoid' | 'kite';

interface FamilyName extends Bilingual {
  readonly family: Family;
  readonly trMembers: string;
  readonly enMembers: string;
}

/** In the order of the drawn number. */
const families: readonly FamilyName[] = [
  {
    family: 'parallelogram',
    tr: 'paralelkenar',
    en: 'parallelogram',
    trMembers: 'paralelkenarda',
    enMembers: 'every parallelogram',
  },
  { family: 'rectangle', tr: 'dikdörtgen', en: 'rectangle', trMembers: 'dikdörtgende', enMembers: 'every rectangle' },
  {
    family: 'rhombus',
    tr: 'eşkenar dörtgen',
    en: 'rhombus',
    trMembers: 'eşkenar dörtgende',
    enMembers: 'every rhombus',
  },
  {
    family: 'isosceles_trapezoid',
    tr: 'ikizkenar yamuk',
    en: 'isosceles trapezoid',
    trMembers: 'ikizkenar yamukta',
    enMembers: 'every isosceles trapezoid',
  },
  { family: 'kite', tr: 'deltoid', en: 'kite', trMembers: 'deltoitte', enMembers: 'every kite' },
];

interface Property extends Bilingual {
  readonly name: string;
  readonly holdsIn: readonly Family[];
  readonly misconception: MisconceptionKey;
}

const properties: readonly Property[] = [
  {
    name: 'diagonals_equal',
    tr: 'Köşegenlerinin uzunlukları eşittir.',
    en: 'Its diagonals have equal length.',
    holdsIn: ['rectangle', 'isosceles_trapezoid'],
    misconception: 'equal_diagonals_everywhere',
  },
  {
    name: 'diagonals_perpendicular',
    tr: 'Köşegenleri birbirine diktir.',
    en: 'Its diagonals are perpendicular to each other.',
    holdsIn: ['rhombus', 'kite'],
    misconception: 'perpendicular_diagonals_everywhere',
  },
  {
    name: 'diagonals_bisect_each_other',
    tr: 'Köşegenleri birbirini ortalar.',
    en: 'Its diagonals bisect each other.',
    holdsIn: ['parallelogram', 'rectangle', 'rhombus'],
    misconception: 'property_of_parallelograms_only',
  },
  {
    name: 'opposite_angles_equal',
    tr: 'Karşılıklı açıları birbirine eşittir.',
    en: 'Both pairs of opposite angles are equal.',
    holdsIn: ['parallelogram', 'rectangle', 'rhombus'],
    misconception: 'property_of_parallelograms_only',
  },
  {
    name: 'all_sides_equal',
    tr: 'Bütün kenarlarının uzunlukları eşittir.',
    en: 'All its sides have equal length.',
    holdsIn: ['rhombus'],
    misconception: 'property_of_special_member',
  },
  {
    name: 'all_angles_right',
    tr: 'Bütün açıları diktir.',
    en: 'All its angles are right angles.',
    holdsIn: ['rectangle'],
    misconception: 'property_of_special_member',
  },
  {
    name: 'angles_sum_to_360',
    tr: 'İç açılarının ölçüleri toplamı 360 derecedir.',
    en: 'Its interior angles add up to 360 degrees.',
    holdsIn: ['parallelogram', 'rectangle', 'rhombus', 'isosceles_trapezoid', 'kite'],
    misconception: 'property_of_special_member',
  },
  {
    name: 'has_parallel_sides',
    tr: 'En az iki kenarı birbirine paraleldir.',
    en: 'At least two of its sides are parallel.',
    holdsIn: ['parallelogram', 'rectangle', 'rhombus', 'isosceles_trapezoid'],
    misconception: 'property_of_parallelograms_only',
  },
];

const shown = 5;

const alwaysTrue: QuestionTemplate = {
  key: 'quadrilateral-properties',
  revision: 1,
  topicUid: 'TR.MAT.GEO.003',
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const familyNumber = random.int(0, families.length - 1);
    const named = families[familyNumber];
    if (named === undefined) return null;
    const numbers = random.shuffle(properties.map((_, index) => index)).slice(0, shown);
    const chosen = numbers.flatMap((number) => properties[number] ?? []);
    const right = chosen.filter(({ holdsIn }) => holdsIn.includes(named.family));
    if (right.length < 2 || right.length === chosen.length) return null;
    const [s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0] = numbers;
    const list = (items: readonly Property[], language: 'tr' | 'en') =>
      items.map((item) => `"${item[language]}"`).join(' ');
    const others = chosen.filter((property) => !right.includes(property));
    return {
      form: 'multiple_answers',
      parameters: { familyNumber, s0, s1, s2, s3, s4 },
      stem: {
        tr: `Aşağıdakilerden hangileri her ${named.tr} için doğrudur?`,
        en: `Which of these statements are true of ${named.enMembers}?`,
      },
      options: chosen.map(({ name, tr, en, holdsIn, misconception }) => {
        const isRight = holdsIn.includes(named.family);
        return { text: { tr, en }, value: name, isRight, ...(isRight ? {} : { misconception }) };
      }),
      rationale: [
        {
          tr: `Her ${named.trMembers} geçerli olanlar: ${list(right, 'tr')}`,
          en: `True of ${named.enMembers}: ${list(right, 'en')}`,
        },
        {
          tr: `Her ${named.trMembers} geçerli olmayanlar: ${list(others, 'tr')} Özel olmayan bir örnek çizmek bunu göstermeye yeter.`,
          en: `Not true of ${named.enMembers}: ${list(others, 'en')} Drawing one member that is not special is enough to show it.`,
        },
      ],
      hints: [
        {
          tr: 'Özel bir örnek değil, olabildiğince genel bir örnek çiz.',
          en: 'Draw a member of the family that is as general as possible, not a special one.',
        },
        {
          tr: 'Her ifadeyi çizimin üzerinde tek tek dene; bir karşı örnek ifadeyi çürütmeye yeter.',
          en: 'Test each statement on your drawing; one counterexample is enough to rule it out.',
        },
      ],
    };
  },
};

export const quadrilateralProperties: readonly QuestionTemplate[] = [alwaysTrue];
