import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { countNumber, neatWrongNumbers, wrongOption } from './number-options.ts';

const topicUid = 'TR.MAT.PRB.001';

const averageStories: readonly ((people: number, average: number, joined: number, later: number) => Bilingual)[] = [
  (people, average, joined, later) => ({
    tr: `Yaş ortalaması ${average} olan ${people} kişilik bir koroya ${joined} kişi daha katılınca yaş ortalaması ${later} olmuştur. Buna göre katılan ${joined} kişinin yaşları toplamı kaçtır?`,
    en: `The average age in a choir of ${people} people is ${average}. After ${joined} more people join, it is ${later}. What do the ages of the ${joined} who joined add up to?`,
  }),
  (people, average, joined, later) => ({
    tr: `${people} kişilik bir gezi grubunun yaş ortalaması ${average} iken gruba ${joined} kişi daha eklenmiş ve yaş ortalaması ${later} olmuştur. Eklenen ${joined} kişinin yaşları toplamı kaçtır?`,
    en: `A tour group of ${people} people has an average age of ${average}. When ${joined} more people join, the average becomes ${later}. What is the sum of the ages of the ${joined} who joined?`,
  }),
];

const averageJoins: QuestionTemplate = {
  key: 'age-average-joins',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 50,
  generate(random) {
    const people = random.int(4, 20);
    const joined = random.int(2, 5);
    const average = random.int(18, 40);
    const later = average + random.nonZeroInt(-3, 3);
    const all = people + joined;
    const answer = all * later - people * average;
    const joinedAverage = answer / joined;
    if (joinedAverage < 10 || joinedAverage > 65) return null;
    return {
      form: 'numeric',
      parameters: { people, average, joined, later },
      stem: random.pick(averageStories)(people, average, joined, later),
      answer: { value: answer },
      tolerance: 0,
      wrong: neatWrongNumbers([
        { value: joined * later, misconception: 'new_average_for_joined_only' },
        { value: all * (later - average), misconception: 'averages_subtracted' },
        { value: Math.abs(later - average) * joined, misconception: 'averages_subtracted' },
        { value: people * later - people * average, misconception: 'joined_people_not_counted' },
        { value: all * later, misconception: 'stopped_too_early' },
        { value: joinedAverage, misconception: 'answered_other_quantity' },
        { value: all * average - people * later, misconception: 'averages_swapped' },
      ]),
      rationale: [
        {
          tr: `Başlangıçta yaşlar toplamı: ${inline(`${people} \\cdot ${average} = ${people * average}`)}.`,
          en: `The sum of the ages at first: ${inline(`${people} \\cdot ${average} = ${people * average}`)}.`,
        },
        {
          tr: `Katılımdan sonra ${inline(`${people} + ${joined} = ${all}`)} kişinin yaşları toplamı: ${inline(`${all} \\cdot ${later} = ${all * later}`)}.`,
          en: `Afterwards the ${inline(`${people} + ${joined} = ${all}`)} people have the sum ${inline(`${all} \\cdot ${later} = ${all * later}`)}.`,
        },
        {
          tr: `Fark: ${inline(`${all * later} - ${people * average} = ${answer}`)}.`,
          en: `The difference: ${inline(`${all * later} - ${people * average} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Ortalamalarla değil, yaşların toplamlarıyla düşün.',
          en: 'Think with the sums of the ages, not with the averages.',
        },
        {
          tr: 'Toplam, ortalama ile kişi sayısının çarpımıdır; son durumda kişi sayısı artmıştır.',
          en: 'The sum is the average times the number of people, and that number has grown.',
        },
      ],
    };
  },
};

const agePairs = [
  {
    tr: { older: 'Ece', younger: 'Can', olderOf: "Ece'nin", youngerOf: "Can'ın" },
    en: { older: 'Ece', younger: 'Can' },
  },
  {
    tr: { older: 'Murat', younger: 'Derya', olderOf: "Murat'ın", youngerOf: "Derya'nın" },
    en: { older: 'Murat', younger: 'Derya' },
  },
  {
    tr: { older: 'Sevgi', younger: 'Umut', olderOf: "Sevgi'nin", youngerOf: "Umut'un" },
    en: { older: 'Sevgi', younger: 'Umut' },
  },
] as const;

const ageOfTheOther: QuestionTemplate = {
  key: 'age-of-the-other',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 100,
  generate(random) {
    const gap = random.int(3, 14);
    const past = random.int(4, 25);
    const younger = past + gap;
    const older = younger + gap;
    const future = older + gap;
    if (future > 75) return null;
    const { tr, en } = random.pick(agePairs);
    return {
      form: 'single_choice',
      parameters: { past, future },
      stem: {
        tr: `${tr.older}, ${tr.youngerOf} bugünkü yaşındayken ${tr.younger} ${past} yaşındaydı. ${tr.younger}, ${tr.olderOf} bugünkü yaşına geldiğinde ise ${tr.older} ${future} yaşında olacaktır. Buna göre ${tr.older} bugün kaç yaşındadır?`,
        en: `When ${en.older} was as old as ${en.younger} is now, ${en.younger} was ${past}. When ${en.younger} is as old as ${en.older} is now, ${en.older} will be ${future}. How old is ${en.older} now?`,
      },
      answer: countNumber(older),
      wrong: [
        wrongOption('answered_other_quantity', countNumber(younger)),
        wrongOption('two_gaps_for_three', countNumber((past + future) / 2)),
        wrongOption('stopped_too_early', countNumber(gap)),
        wrongOption('whole_span_as_gap', countNumber(future - past)),
        wrongOption('answered_other_quantity', countNumber(older + younger)),
        wrongOption('one_gap_too_many', countNumber(past + 4 * gap)),
      ],
      rationale: [
        {
          tr: `Aralarındaki yaş farkına ${inline('d')} diyelim. ${past}${turkishNumberSuffix(past, 'ablative')} ${tr.youngerOf} bugünkü yaşına, oradan ${tr.olderOf} bugünkü yaşına, oradan da ${future}${turkishNumberSuffix(future, 'dative')} hep ${inline('d')} kadar gidilir.`,
          en: `Let ${inline('d')} be the difference of their ages. From ${past} to the present age of ${en.younger}, on to that of ${en.older}, and on to ${future}, each step is ${inline('d')}.`,
        },
        {
          tr: `${inline(`3d = ${future} - ${past} = ${future - past}`)}, yani ${inline(`d = ${gap}`)}.`,
          en: `${inline(`3d = ${future} - ${past} = ${future - past}`)}, so ${inline(`d = ${gap}`)}.`,
        },
        {
          tr: `${tr.olderOf} bugünkü yaşı ${inline(`${future} - ${gap} = ${older}`)} olur.`,
          en: `The present age of ${en.older} is ${inline(`${future} - ${gap} = ${older}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'İki kişinin yaşları arasındaki fark hiç değişmez.',
          en: 'The difference of two ages never changes.',
        },
        {
          tr: 'Geçmiş, bugün ve gelecek için iki kişinin yaşlarını bir tabloya yaz.',
          en: 'Write both ages for the past, the present and the future into a table.',
        },
        {
          tr: `${past} ile ${future} arasında kaç tane eşit yaş farkı olduğunu say.`,
          en: `Count how many equal differences lie between ${past} and ${future}.`,
        },
      ],
    };
  },
};

export const agePuzzles: readonly QuestionTemplate[] = [averageJoins, ageOfTheOther];
