import type { Bilingual } from '../../bilingual.ts';
import { fraction, greatestCommonDivisor, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countNumber, neatWrongNumbers, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.NUM.006';

const chain: QuestionTemplate = {
  key: 'ratio-chain',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    // x / y = a / b and y / z = c / d
    const [a, b, c, d] = [random.int(2, 7), random.int(2, 5), random.int(2, 5), random.int(2, 7)];
    if (a === b || c === d || b === c) return null;
    if (greatestCommonDivisor(a, b) !== 1 || greatestCommonDivisor(c, d) !== 1) return null;
    const common = (b * c) / greatestCommonDivisor(b, c);
    const [x, y, z] = [(a * common) / b, common, (d * common) / c];
    const sum = x + y + z;
    // So many that joining the ratios as they stand, the mistake the question is about, comes out whole.
    const step = (a + b + d) / greatestCommonDivisor(a + b + d, sum * d);
    const k = step * random.int(1, Math.max(1, Math.floor(8 / step)));
    const total = sum * k;
    if (x === z || total < 20 || total > 900) return null;
    const ratios = {
      tr: `${inline(`\\displaystyle \\frac{x}{y} = \\frac{${a}}{${b}}`)}, ${inline(`\\displaystyle \\frac{y}{z} = \\frac{${c}}{${d}}`)} ve ${inline(`x + y + z = ${total}`)}`,
      en: `${inline(`\\displaystyle \\frac{x}{y} = \\frac{${a}}{${b}}`)}, ${inline(`\\displaystyle \\frac{y}{z} = \\frac{${c}}{${d}}`)} and ${inline(`x + y + z = ${total}`)}`,
    };
    return {
      form: 'single_choice',
      parameters: { a, b, c, d, total },
      stem: {
        tr: `${ratios.tr} olduğuna göre ${inline('z')} kaçtır?`,
        en: `Given ${ratios.en}, what is ${inline('z')}?`,
      },
      answer: countNumber(z * k),
      wrong: [
        wrongOption('answered_other_quantity', countNumber(x * k)),
        wrongOption('middle_term_not_matched', countNumber((total * d) / (a + b + d))),
        wrongOption('middle_term_not_matched', countNumber((total * d) / (a + c + d))),
        wrongOption('answered_other_quantity', countNumber(y * k)),
        wrongOption('middle_term_not_matched', countNumber((total * d) / (a + b + c + d))),
        wrongOption('stopped_too_early', countNumber(z)),
        wrongOption('stopped_too_early', countNumber(k)),
      ],
      rationale: [
        {
          tr: `İki oranda da ${inline('y')} yerine ${inline(`${common}k`)} yaz: ${inline(`x = ${x}k`)}, ${inline(`y = ${y}k`)}, ${inline(`z = ${z}k`)}.`,
          en: `Take ${inline(`y = ${common}k`)} in both ratios: ${inline(`x = ${x}k`)}, ${inline(`y = ${y}k`)}, ${inline(`z = ${z}k`)}.`,
        },
        {
          tr: `Toplam: ${inline(`${x}k + ${y}k + ${z}k = ${sum}k = ${total}`)}, yani ${inline(`k = ${k}`)}.`,
          en: `The sum: ${inline(`${x}k + ${y}k + ${z}k = ${sum}k = ${total}`)}, so ${inline(`k = ${k}`)}.`,
        },
        {
          tr: `İstenen: ${inline(`z = ${z} \\cdot ${k} = ${z * k}`)}.`,
          en: `Asked for: ${inline(`z = ${z} \\cdot ${k} = ${z * k}`)}.`,
        },
      ],
      hints: [
        {
          tr: `İki oranda ortak olan ${inline('y')} aynı sayıyla gösterilmelidir.`,
          en: `The common ${inline('y')} has to be the same number in both ratios.`,
        },
        {
          tr: `${inline('y')} için ${inline(String(b))} ve ${inline(String(c))} sayılarının ortak bir katını seçip oranları genişlet.`,
          en: `For ${inline('y')} choose a common multiple of ${inline(String(b))} and ${inline(String(c))}, and expand the ratios.`,
        },
      ],
    };
  },
};

interface CompoundNumbers {
  readonly machines: number;
  readonly hours: number;
  readonly days: number;
  readonly pieces: number;
  readonly otherMachines: number;
  readonly otherHours: number;
  readonly otherPieces: number;
}

const compoundStories: readonly ((numbers: CompoundNumbers) => Bilingual)[] = [
  ({ machines, hours, days, pieces, otherMachines, otherHours, otherPieces }) => ({
    tr: `Özdeş ${machines} makine günde ${hours} saat çalışarak ${pieces} parçayı ${days} günde üretmektedir. Aynı makinelerden ${otherMachines} tanesi günde ${otherHours} saat çalışarak ${otherPieces} parçayı kaç günde üretir?`,
    en: `Working ${hours} hours a day, ${machines} identical machines make ${pieces} parts in ${days} days. In how many days do ${otherMachines} such machines make ${otherPieces} parts, working ${otherHours} hours a day?`,
  }),
  ({ machines, hours, days, pieces, otherMachines, otherHours, otherPieces }) => ({
    tr: `Eşit hızda çalışan ${machines} terzi günde ${hours} saat çalışarak ${pieces} önlüğü ${days} günde dikmektedir. Aynı hızdaki ${otherMachines} terzi günde ${otherHours} saat çalışarak ${otherPieces} önlüğü kaç günde diker?`,
    en: `Working ${hours} hours a day, ${machines} tailors of equal speed sew ${pieces} aprons in ${days} days. In how many days do ${otherMachines} such tailors sew ${otherPieces} aprons, working ${otherHours} hours a day?`,
  }),
];

const compound: QuestionTemplate = {
  key: 'ratio-compound',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 100,
  generate(random) {
    const machines = random.int(3, 12);
    const otherMachines = random.int(3, 12);
    const hours = random.int(4, 10);
    const otherHours = random.int(4, 10);
    const days = random.int(4, 20);
    const perMachineHour = random.int(1, 4);
    const pieces = machines * hours * days * perMachineHour;
    const answer = random.int(4, 24);
    const otherPieces = otherMachines * otherHours * answer * perMachineHour;
    if (machines === otherMachines || hours === otherHours || pieces === otherPieces || answer === days) return null;
    if (pieces > 3000 || otherPieces > 3000) return null;
    const numbers = { machines, hours, days, pieces, otherMachines, otherHours, otherPieces };
    const equation = `\\frac{${machines} \\cdot ${hours} \\cdot ${days}}{${pieces}} = \\frac{${otherMachines} \\cdot ${otherHours} \\cdot x}{${otherPieces}}`;
    return {
      form: 'numeric',
      parameters: { ...numbers },
      stem: random.pick(compoundStories)(numbers),
      answer: { value: answer },
      tolerance: 0,
      wrong: neatWrongNumbers([
        {
          value: (days * otherMachines * hours * otherPieces) / (machines * otherHours * pieces),
          misconception: 'inverse_taken_as_direct',
        },
        {
          value: (days * machines * otherHours * otherPieces) / (otherMachines * hours * pieces),
          misconception: 'inverse_taken_as_direct',
        },
        {
          value: (days * otherMachines * otherHours * otherPieces) / (machines * hours * pieces),
          misconception: 'inverse_taken_as_direct',
        },
        {
          value: (days * machines * hours * pieces) / (otherMachines * otherHours * otherPieces),
          misconception: 'direct_taken_as_inverse',
        },
        { value: (days * machines * hours) / (otherMachines * otherHours), misconception: 'one_quantity_left_out' },
        { value: (days * machines * otherPieces) / (otherMachines * pieces), misconception: 'one_quantity_left_out' },
        { value: (days * hours * otherPieces) / (otherHours * pieces), misconception: 'one_quantity_left_out' },
        { value: answer * otherHours, misconception: 'hours_for_days' },
      ]),
      rationale: [
        {
          tr: `Bir parça için gereken çalışma saati değişmez: ${inline(`\\displaystyle ${equation}`)}.`,
          en: `The working hours needed for one piece stay the same: ${inline(`\\displaystyle ${equation}`)}.`,
        },
        {
          tr: `Sol yan ${inline(fraction(1, perMachineHour))} olur; bu durumda ${inline(`${otherMachines * otherHours}x = ${otherPieces / perMachineHour}`)}.`,
          en: `The left side is ${inline(fraction(1, perMachineHour))}, so ${inline(`${otherMachines * otherHours}x = ${otherPieces / perMachineHour}`)}.`,
        },
        { tr: `Buradan ${inline(`x = ${answer}`)} gün bulunur.`, en: `Hence ${inline(`x = ${answer}`)} days.` },
      ],
      hints: [
        {
          tr: 'Hangi çokluğun gün sayısıyla doğru, hangisinin ters orantılı olduğunu ayrı ayrı düşün.',
          en: 'Think for each quantity whether the number of days goes up or down with it.',
        },
        {
          tr: 'Yapılan iş; çalışan sayısı, günlük saat ve gün sayısının çarpımıyla doğru orantılıdır.',
          en: 'The work done is proportional to the product of workers, hours a day and days.',
        },
        {
          tr: 'Bir çalışanın bir saatte ne kadar ürettiğini bulmak da işe yarar.',
          en: 'It also helps to find out what one of them makes in one hour.',
        },
      ],
    };
  },
};

export const ratioChains: readonly QuestionTemplate[] = [chain, compound];
