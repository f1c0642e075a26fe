import { decimal, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { barChart } from './bar-chart.ts';
import { mean, median, modes, sum } from './data-summaries.ts';
import { decimalOption, inlineDecimal, turkishIs } from './option-drafts.ts';

const topicUid = 'TR.MAT.DAT.003';

const missingValue: QuestionTemplate = {
  key: 'statistics-missing-value',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    const story = random.pick([
      {
        lowest: 45,
        highest: 98,
        tr: (known: string, average: string) =>
          `Bir öğrenci ilk dört sınavdan sırasıyla ${known} almıştır. Beş sınavın not ortalaması ${average} olduğuna göre, öğrenci beşinci sınavdan kaç almıştır?`,
        en: (known: string, average: string) =>
          `A student's marks in the first four exams are, in turn, ${known}. The mean of all five marks is ${average}. What is the mark of the fifth exam?`,
      },
      {
        lowest: 4,
        highest: 30,
        tr: (known: string, average: string) =>
          `Bir koşucu ilk dört gün sırasıyla ${known} km koşmuştur. Beş günün ortalaması ${average} km olduğuna göre, koşucu beşinci gün kaç kilometre koşmuştur?`,
        en: (known: string, average: string) =>
          `On the first four days a runner covers, in turn, ${known} kilometres. The mean over five days is ${average} km. How many kilometres does the runner cover on the fifth day?`,
      },
      {
        lowest: 12,
        highest: 60,
        tr: (known: string, average: string) =>
          `Bir kitapçı ilk dört gün sırasıyla ${known} kitap satmıştır. Beş günün satış ortalaması ${average} kitap olduğuna göre, kitapçı beşinci gün kaç kitap satmıştır?`,
        en: (known: string, average: string) =>
          `On the first four days a bookshop sells, in turn, ${known} books. The mean over five days is ${average} books. How many books are sold on the fifth day?`,
      },
    ]);
    const known = [0, 0, 0, 0].map(() => random.int(story.lowest, story.highest));
    const missing = random.int(story.lowest, story.highest);
    const knownSum = sum(known);
    const average = (knownSum + missing) / 5;
    if (!Number.isInteger(average) || missing === average) return null;
    const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = known;
    const written = known.map((value) => inline(String(value)));
    const listed = (and: string) => `${written.slice(0, 3).join(', ')} ${and} ${written[3]}`;
    return {
      form: 'numeric',
      parameters: { k0, k1, k2, k3, average },
      stem: {
        tr: story.tr(listed('ve'), inline(String(average))),
        en: story.en(listed('and'), inline(String(average))),
      },
      answer: { value: missing },
      tolerance: 0,
      wrong: [
        { value: 4 * average - knownSum, misconception: 'wrong_number_of_values' },
        { value: knownSum / 4, misconception: 'mean_of_known_given' },
        { value: average, misconception: 'mean_of_known_given' },
        { value: 5 * average, misconception: 'stopped_too_early' },
        { value: 2 * average - knownSum / 4, misconception: 'means_averaged_plainly' },
      ],
      rationale: [
        {
          tr: `Beş değerin toplamı: ${inline(`5 \\cdot ${average} = ${5 * average}`)}.`,
          en: `The five values add up to ${inline(`5 \\cdot ${average} = ${5 * average}`)}.`,
        },
        {
          tr: `Bilinen dört değerin toplamı: ${inline(`${known.join(' + ')} = ${knownSum}`)}.`,
          en: `The four known values add up to ${inline(`${known.join(' + ')} = ${knownSum}`)}.`,
        },
        {
          tr: `Eksik değer: ${inline(`${5 * average} - ${knownSum} = ${missing}`)}.`,
          en: `The missing value is ${inline(`${5 * average} - ${knownSum} = ${missing}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Ortalama ile değer sayısının çarpımı değerlerin toplamını verir.',
          en: 'The mean times the number of values gives their sum.',
        },
        {
          tr: `Önce beş değerin toplamını bul: ${inline(`5 \\cdot ${average}`)}.`,
          en: `First find the sum of all five values: ${inline(`5 \\cdot ${average}`)}.`,
        },
      ],
    };
  },
};

const medianOfList: QuestionTemplate = {
  key: 'statistics-median-of-list',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 45,
  generate(random) {
    const values = Array.from({ length: 6 }, () => random.int(3, 24));
    const sorted = [...values].sort((a, b) => a - b);
    const [v0 = 0, v1 = 0, v2 = 0, v3 = 0, v4 = 0, v5 = 0] = values;
    const [low = 0, , below = 0, above = 0, , high = 0] = sorted;
    const answer = median(values);
    if (below === above || Math.abs(mean(values) * 10 - Math.round(mean(values) * 10)) > 1e-9) return null;
    const listed = inline(values.join(',\\; '));
    const stem = random.pick([
      {
        tr: `Altı günlük bir gezide her gün çekilen fotoğraf sayıları sırasıyla ${listed}${turkishIs(v5)}. Bu verilerin ortancası (medyanı) kaçtır?`,
        en: `The numbers of photographs taken on the six days of a trip are, in turn, ${listed}. What is the median of these data?`,
      },
      {
        tr: `Bir kentte art arda altı gün ölçülen sıcaklıklar Celsius derecesi olarak sırasıyla ${listed}${turkishIs(v5)}. Bu verilerin ortancası (medyanı) kaçtır?`,
        en: `The temperatures measured in a town on six days in a row are, in degrees Celsius, ${listed}. What is the median of these data?`,
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { v0, v1, v2, v3, v4, v5 },
      stem,
      answer: decimalOption(answer),
      wrong: [
        { ...decimalOption((v2 + v3) / 2), misconception: 'median_without_sorting' },
        { ...decimalOption(mean(values)), misconception: 'mean_for_median' },
        { ...decimalOption(below), misconception: 'one_of_two_middles' },
        { ...decimalOption(above), misconception: 'one_of_two_middles' },
        { ...decimalOption((low + high) / 2), misconception: 'middle_of_range' },
        { ...decimalOption(high - low), misconception: 'range_for_median' },
      ],
      rationale: [
        {
          tr: `Veriler küçükten büyüğe sıralanır: ${inline(sorted.join(',\\; '))}.`,
          en: `Put the data in order: ${inline(sorted.join(',\\; '))}.`,
        },
        {
          tr: `Altı veri olduğundan ortadaki iki veri ${inline(String(below))} ve ${inline(String(above))}${turkishIs(above)}.`,
          en: `With six values the two in the middle are ${inline(String(below))} and ${inline(String(above))}.`,
        },
        {
          tr: `Ortanca bu ikisinin ortalamasıdır: ${inlineDecimal(answer).tr}.`,
          en: `The median is the mean of these two: ${inlineDecimal(answer).en}.`,
        },
      ],
      hints: [
        {
          tr: 'Ortancayı bulmadan önce verilerle ne yapmak gerekir?',
          en: 'What has to be done with the data before looking for the median?',
        },
        {
          tr: 'Veri sayısı çift olduğunda ortada iki veri bulunur.',
          en: 'With an even number of values there are two in the middle.',
        },
      ],
    };
  },
};

const meanFromChart: QuestionTemplate = {
  key: 'statistics-mean-from-bar-chart',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 70,
  generate(random) {
    const students = random.pick([10, 20, 25]);
    const most = students === 10 ? 4 : 8;
    const first = [0, 0, 0, 0].map(() => random.int(1, most));
    const counts = [...first, students - sum(first)];
    const [f1 = 0, f2 = 0, f3 = 0, f4 = 0, f5 = 0] = counts;
    if (f5 < 1 || f5 > most) return null;
    const values = counts.flatMap((count, index) => Array.from({ length: count }, () => index + 1));
    const total = sum(values);
    const answer = total / students;
    const [mode] = modes(values);
    if (mode === undefined || modes(values).length > 1) return null;
    const told = random.pick([
      {
        tr: 'Sütun grafiği, bir sınıftaki öğrencilerin beş soruluk bir yarışmada verdikleri doğru yanıt sayılarını göstermektedir. Yatay eksende doğru yanıt sayısı, dikey eksende öğrenci sayısı vardır. Öğrenci başına düşen ortalama doğru yanıt sayısı kaçtır?',
        en: 'The bar chart shows how many right answers the students of a class gave in a contest of five questions: right answers on the horizontal axis, number of students on the vertical one. What is the mean number of right answers per student?',
        trUnit: 'doğru yanıt',
        enUnit: 'right answers',
      },
      {
        tr: 'Sütun grafiği, bir sınıftaki öğrencilerin geçen ay okudukları kitap sayılarını göstermektedir. Yatay eksende kitap sayısı, dikey eksende öğrenci sayısı vardır. Öğrenci başına düşen ortalama kitap sayısı kaçtır?',
        en: 'The bar chart shows how many books the students of a class read last month: books on the horizontal axis, number of students on the vertical one. What is the mean number of books per student?',
        trUnit: 'kitap',
        enUnit: 'books',
      },
    ]);
    const products = counts.map((count, index) => `${index + 1} \\cdot ${count}`).join(' + ');
    return {
      form: 'single_choice',
      parameters: { f1, f2, f3, f4, f5 },
      stem: { tr: told.tr, en: told.en },
      figure: barChart(counts, {
        tr: `Sütun grafiği. ${counts.map((count, index) => `${index + 1} ${told.trUnit}: ${count} öğrenci`).join('; ')}.`,
        en: `Bar chart. Number of students over each number of ${told.enUnit}: ${counts.map((count, index) => `${count} over ${index + 1}`).join('; ')}.`,
      }),
      answer: decimalOption(answer),
      wrong: [
        { ...decimalOption(3), misconception: 'frequencies_ignored' },
        { ...decimalOption(students / 5), misconception: 'mean_of_frequencies' },
        { ...decimalOption(total / 5), misconception: 'divided_by_kinds' },
        { ...decimalOption(mode), misconception: 'mode_for_mean' },
        { ...decimalOption(median(values)), misconception: 'median_for_mean' },
        { ...decimalOption(total / 10), misconception: 'divided_by_kinds' },
        { ...decimalOption((total + 5) / students), misconception: 'arithmetic_slip' },
      ],
      rationale: [
        {
          tr: `Toplam: ${inline(`${products} = ${total}`)}.`,
          en: `Total: ${inline(`${products} = ${total}`)}.`,
        },
        {
          tr: `Öğrenci sayısı: ${inline(`${counts.join(' + ')} = ${students}`)}.`,
          en: `Number of students: ${inline(`${counts.join(' + ')} = ${students}`)}.`,
        },
        {
          tr: `Ortalama: ${inline(`\\frac{${total}}{${students}} = ${decimal(answer).tr}`)}.`,
          en: `Mean: ${inline(`\\frac{${total}}{${students}} = ${decimal(answer).en}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Her değer, onu alan öğrenci sayısı kadar kez toplama girer.',
          en: 'Each value enters the sum once for every student who has it.',
        },
        {
          tr: 'Toplamı bulduktan sonra sütun sayısına değil, öğrenci sayısına böl.',
          en: 'Divide the total by the number of students, not by the number of bars.',
        },
      ],
    };
  },
};

export const statistics: readonly QuestionTemplate[] = [missingValue, medianOfList, meanFromChart];
