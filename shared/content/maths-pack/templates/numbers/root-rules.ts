import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { QuestionTemplate } from '../../template.ts';

interface Equality {
  readonly latex: string;
  readonly isRight: boolean;
  readonly misconception: MisconceptionKey;
  /** What the left side really is. */
  readonly because: string;
}

const rules: QuestionTemplate = {
  key: 'roots-true-equalities',
  revision: 1,
  topicUid: 'TR.MAT.NUM.005',
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const a = random.int(2, 12);
    const [p, q] = random.pick([
      [9, 16],
      [36, 64],
      [16, 9],
      [64, 36],
      [25, 144],
      [144, 25],
      [81, 144],
    ] as const);
    const x = random.pick([2, 3, 5, 6]);
    const y = x * random.pick([2, 3, 4, 5]) ** 2;
    const c = random.int(2, 5);
    const d = random.int(2, 9);
    const [isRight1, isRight3, isRight4, isRight5] = [0, 1, 2, 3].map(() => random.pick([true, false])) as [
      boolean,
      boolean,
      boolean,
      boolean,
    ];
    const rootOfProduct = Math.sqrt(x * y);
    const equalities: Equality[] = [
      {
        latex: `\\sqrt{(-${a})^{2}} = ${isRight1 ? a : -a}`,
        isRight: isRight1,
        misconception: 'root_of_square_negative',
        because: `\\sqrt{(-${a})^{2}} = \\sqrt{${a * a}} = ${a}`,
      },
      {
        latex: `\\sqrt{${p} + ${q}} = \\sqrt{${p}} + \\sqrt{${q}}`,
        isRight: false,
        misconception: 'root_split_over_sum',
        because: `\\sqrt{${p} + ${q}} = ${Math.sqrt(p + q)} \\neq ${Math.sqrt(p) + Math.sqrt(q)}`,
      },
      {
        latex: `\\sqrt{${x}} \\cdot \\sqrt{${y}} = ${isRight3 ? rootOfProduct : x * y}`,
        isRight: isRight3,
        misconception: 'root_sign_dropped',
        because: `\\sqrt{${x}} \\cdot \\sqrt{${y}} = \\sqrt{${x * y}} = ${rootOfProduct}`,
      },
      {
        latex: `\\sqrt[3]{-${c ** 3}} = ${isRight4 ? -c : c}`,
        isRight: isRight4,
        misconception: 'odd_root_lost_minus',
        because: `\\sqrt[3]{-${c ** 3}} = -${c}`,
      },
      {
        latex: `\\sqrt{${d}} + \\sqrt{${d}} = ${isRight5 ? `2\\sqrt{${d}}` : `\\sqrt{${2 * d}}`}`,
        isRight: isRight5,
        misconception: 'roots_added_under_one_root',
        because: `\\sqrt{${d}} + \\sqrt{${d}} = 2\\sqrt{${d}} = \\sqrt{${4 * d}}`,
      },
    ];
    const rightCount = equalities.filter((equality) => equality.isRight).length;
    if (rightCount < 2 || d === 4 || d === 9) return null;
    const explained = (equality: Equality): Bilingual => ({
      tr: `${inline(equality.because)}: ${inline(equality.latex)} eşitliği ${equality.isRight ? 'doğrudur' : 'yanlıştır'}.`,
      en: `${inline(equality.because)}, so ${inline(equality.latex)} is ${equality.isRight ? 'right' : 'wrong'}.`,
    });
    return {
      form: 'multiple_answers',
      parameters: {
        a,
        a2: isRight1 ? a : -a,
        p,
        q,
        x,
        y,
        product: isRight3 ? rootOfProduct : x * y,
        c,
        cubeRoot: isRight4 ? -c : c,
        d,
        // The square of the right side.
        sumSquared: isRight5 ? 4 * d : 2 * d,
      },
      stem: {
        tr: 'Aşağıdaki eşitliklerden hangileri doğrudur?',
        en: 'Which of the following equalities are right?',
      },
      options: equalities.map(({ latex, isRight, misconception }, index) => {
        const option = { text: inline(latex), value: `e${index + 1}`, isRight };
        return isRight ? option : { ...option, misconception };
      }),
      rationale: equalities.map(explained),
      hints: [
        {
          tr: 'Kare kökün sonucu hiçbir zaman negatif değildir; küp kök ise sayının işaretini korur.',
          en: 'A square root is never negative, while a cube root keeps the sign of its number.',
        },
        {
          tr: 'Kök, çarpmaya dağılır ama toplamaya dağılmaz; emin olmak için iki yanın değerini hesapla.',
          en: 'A root reaches both factors of a product but not the terms of a sum; work out both sides to be sure.',
        },
      ],
    };
  },
};

export const rootRules: readonly QuestionTemplate[] = [rules];
