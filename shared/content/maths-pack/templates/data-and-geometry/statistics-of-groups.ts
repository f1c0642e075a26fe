import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { QuestionTemplate } from '../../template.ts';
import { mean, median, middle, modes, sum, timesIn } from './data-summaries.ts';
import { inlineDecimal, turkishIs } from './option-drafts.ts';

const topicUid = 'TR.MAT.DAT.003';

interface Statement {
  readonly name: 'mean' | 'median' | 'mode' | 'range';
  readonly tr: string;
  readonly en: string;
  readonly right: number;
  readonly wrong: number;
  readonly misconception: MisconceptionKey;
}

const whichStatements: QuestionTemplate = {
  key: 'statistics-which-statements',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 75,
  generate(random) {
    const repeated = random.int(3, 12);
    const unused = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].filter((it) => it !== repeated));
    const others = unused.slice(0, 4);
    // The last value makes the mean whole.
    const last = unused.slice(4).find((value) => (2 * repeated + sum(others) + value) % 7 === 0);
    if (last === undefined) return null;
    const values = random.shuffle([repeated, repeated, ...others, last]);
    const [v0 = 0, v1 = 0, v2 = 0, v3 = 0, v4 = 0, v5 = 0, v6 = 0] = values;
    const distinct = [...new Set(values)];
    const highest = Math.max(...values);
    const lowest = Math.min(...values);
    const statements: Statement[] = [
      {
        name: 'mean',
        tr: 'Aritmetik ortalaması',
        en: 'The mean',
        right: mean(values),
        wrong: mean(distinct),
        misconception: 'repeats_dropped',
      },
      {
        name: 'median',
        tr: 'Ortancası (medyanı)',
        en: 'The median',
        right: median(values),
        wrong: middle(values),
        misconception: 'median_without_sorting',
      },
      {
        name: 'mode',
        tr: 'Tepe değeri (modu)',
        en: 'The mode',
        right: modes(values)[0] ?? 0,
        wrong: timesIn(repeated, values),
        misconception: 'frequency_for_mode',
      },
      {
        name: 'range',
        tr: 'Açıklığı',
        en: 'The range',
        right: highest - lowest,
        wrong: random.pick([Math.abs(v6 - v0), highest]),
        misconception: 'range_without_extremes',
      },
    ];
    const isRight = statements.map(() => random.int(0, 1) === 1);
    const claims = statements.map((statement, index) => (isRight[index] === true ? statement.right : statement.wrong));
    const whole = (value: number) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-9;
    if (!isRight.includes(true) || !isRight.includes(false) || !statements.every(({ right }) => whole(right))) {
      return null;
    }
    if (!claims.every(whole) || statements.some(({ right, wrong }) => Math.abs(right - wrong) < 1e-9)) return null;
    const [meanClaim = 0, medianClaim = 0, modeClaim = 0, rangeClaim = 0] = claims;
    const says = ({ tr, en }: Statement, value: number): Bilingual => ({
      tr: `${tr} ${inlineDecimal(value).tr}${turkishIs(value)}.`,
      en: `${en} is ${inlineDecimal(value).en}.`,
    });
    const sorted = [...values].sort((a, b) => a - b);
    return {
      form: 'multiple_answers',
      parameters: { v0, v1, v2, v3, v4, v5, v6, meanClaim, medianClaim, modeClaim, rangeClaim },
      stem: {
        tr: `Bir öğrencinin yedi gün boyunca çözdüğü paragraf sorularının sayıları sırasıyla ${inline(values.join(',\\; '))}${turkishIs(v6)}. Bu veri grubu için aşağıdakilerden hangileri doğrudur?`,
        en: `The numbers of reading questions a student solved on seven days are, in turn, ${inline(values.join(',\\; '))}. Which of these statements about the data are true?`,
      },
      options: statements.map((statement, index) => ({
        text: says(statement, claims[index] ?? 0),
        value: statement.name,
        isRight: isRight[index] === true,
        ...(isRight[index] === true ? {} : { misconception: statement.misconception }),
      })),
      rationale: [
        {
          tr: `Sıralı veriler: ${inline(sorted.join(',\\; '))}. Ortanca, ortadaki (dördüncü) veridir: ${inline(String(median(values)))}.`,
          en: `In order: ${inline(sorted.join(',\\; '))}. The median is the fourth value: ${inline(String(median(values)))}.`,
        },
        {
          tr: `Ortalama: ${inline(`\\frac{${sum(values)}}{7} = ${mean(values)}`)}.`,
          en: `Mean: ${inline(`\\frac{${sum(values)}}{7} = ${mean(values)}`)}.`,
        },
        {
          tr: `En çok tekrar eden veri ${inline(String(repeated))}, açıklık ${inline(`${highest} - ${lowest} = ${highest - lowest}`)}${turkishIs(highest - lowest)}.`,
          en: `The most frequent value is ${inline(String(repeated))}, the range is ${inline(`${highest} - ${lowest} = ${highest - lowest}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Önce verileri küçükten büyüğe sırala.',
          en: 'Put the data in order first.',
        },
        {
          tr: 'Tekrar eden veri, ortalamada da sıralamada da her seferinde sayılır.',
          en: 'A repeated value counts every time, in the mean and in the order.',
        },
        {
          tr: 'Açıklık, en büyük veriyle en küçük verinin farkıdır.',
          en: 'The range is the largest value minus the smallest.',
        },
      ],
    };
  },
};

const secondGroupSize: QuestionTemplate = {
  key: 'statistics-size-of-second-group',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    // Sizes in the ratio p : q balance distances to the common mean in the ratio q : p.
    const [p, q] = [random.int(1, 5), random.int(1, 5)];
    const group = random.int(2, 8);
    const unit = random.nonZeroInt(-6, 6);
    const [firstSize, secondSize] = [p * group, q * group];
    const together = random.int(58, 78);
    const firstMean = together - q * unit;
    const secondMean = together + p * unit;
    const widest = Math.abs(firstMean - secondMean);
    if (p === q || firstSize < 5 || secondSize < 5 || widest < 4 || widest > 30) return null;
    const [n, m, k, all] = [firstSize, firstMean, secondMean, together].map((value) => inline(String(value)));
    const told = random.pick([
      {
        tr: `Bir sınavda ${n} kız öğrencinin not ortalaması ${m}, erkek öğrencilerin not ortalaması ${k}, tüm sınıfın not ortalaması ise ${all} olmuştur. Buna göre, sınıfta kaç erkek öğrenci vardır?`,
        en: `In an exam the mean mark of ${n} girls is ${m}, that of the boys is ${k}, and that of the whole class is ${all}. How many boys are in the class?`,
        trFirst: 'Kızlar',
        trSecond: 'erkekler',
        enFirst: 'girls',
        enSecond: 'boys',
      },
      {
        tr: `Bir spor kulübünde ${n} güreşçinin kütle ortalaması ${m} kg, haltercilerin kütle ortalaması ${k} kg, hepsinin kütle ortalaması ise ${all} kg'dır. Buna göre, kulüpte kaç halterci vardır?`,
        en: `In a sports club the mean mass of ${n} wrestlers is ${m} kg, that of the weightlifters is ${k} kg, and that of all of them is ${all} kg. How many weightlifters are there?`,
        trFirst: 'Güreşçiler',
        trSecond: 'halterciler',
        enFirst: 'wrestlers',
        enSecond: 'weightlifters',
      },
    ]);
    const [above, below] = [Math.abs(together - firstMean), Math.abs(secondMean - together)];
    return {
      form: 'numeric',
      parameters: { firstSize, firstMean, secondMean, together },
      stem: { tr: told.tr, en: told.en },
      answer: { value: secondSize },
      tolerance: 0,
      wrong: [
        { value: (firstSize * below) / above, misconception: 'distances_inverted' },
        { value: firstSize + secondSize, misconception: 'answered_other_quantity' },
        { value: firstSize, misconception: 'means_averaged_plainly' },
        { value: (firstSize * firstMean) / secondMean, misconception: 'sums_taken_as_equal' },
      ],
      rationale: [
        {
          tr: `Öbür grupta ${inline('x')} kişi olsun. Toplamların eşitliği: ${inline(`${firstSize} \\cdot ${firstMean} + ${secondMean}x = ${together}(${firstSize} + x)`)}.`,
          en: `With ${inline('x')} ${told.enSecond}, compare the sums: ${inline(`${firstSize} \\cdot ${firstMean} + ${secondMean}x = ${together}(${firstSize} + x)`)}.`,
        },
        {
          tr: `Ortalamaya uzaklıklar dengelenir: ${inline(`${firstSize} \\cdot ${above} = ${below === 1 ? '' : below}x`)}.`,
          en: `The distances to the mean balance: ${inline(`${firstSize} \\cdot ${above} = ${below === 1 ? '' : below}x`)}.`,
        },
        { tr: `Buradan ${inline(`x = ${secondSize}`)} bulunur.`, en: `So ${inline(`x = ${secondSize}`)}.` },
      ],
      hints: [
        {
          tr: 'Bir grubun toplamı, ortalaması ile kişi sayısının çarpımıdır.',
          en: 'The sum of a group is its mean times its size.',
        },
        {
          tr: `${told.trFirst} için toplam ${inline(`${firstSize} \\cdot ${firstMean}`)}, ${told.trSecond} için ${inline(`${secondMean}x`)} yazılabilir.`,
          en: `The sum is ${inline(`${firstSize} \\cdot ${firstMean}`)} for the ${told.enFirst} and ${inline(`${secondMean}x`)} for the ${told.enSecond}.`,
        },
      ],
    };
  },
};

export const statisticsOfGroups: readonly QuestionTemplate[] = [whichStatements, secondGroupSize];
