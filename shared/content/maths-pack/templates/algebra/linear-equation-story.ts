import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { wholeOption } from './answer-options.ts';

/** Two parts of a whole: the larger is `times` the smaller and `more` on top of it. */
interface StoryNumbers {
  readonly total: number;
  readonly times: number;
  readonly more: number;
}

const timesInEnglish = (times: number): string => (times === 2 ? 'twice' : `${times} times`);

const stories: readonly ((numbers: StoryNumbers) => Bilingual)[] = [
  ({ total, times, more }) => ({
    tr: `Elif ile Mert'in toplam ${total} kitabı vardır. Elif'in kitap sayısı, Mert'in kitap sayısının ${times} katından ${more} fazladır. Buna göre Elif'in kaç kitabı vardır?`,
    en: `Elif and Mert have ${total} books in all. Elif has ${more} more than ${timesInEnglish(times)} as many books as Mert. How many books does Elif have?`,
  }),
  ({ total, times, more }) => ({
    tr: `Bir tiyatro oyununu ${total} kişi izlemiştir. İzleyen yetişkinlerin sayısı, çocukların sayısının ${times} katından ${more} fazladır. Buna göre oyunu kaç yetişkin izlemiştir?`,
    en: `A play was watched by ${total} people. The number of adults was ${more} more than ${timesInEnglish(times)} the number of children. How many adults watched the play?`,
  }),
  ({ total, times, more }) => ({
    tr: `${total} soruluk bir denemede hiç boş bırakmayan Deniz'in doğru sayısı, yanlış sayısının ${times} katından ${more} fazladır. Buna göre Deniz'in kaç doğrusu vardır?`,
    en: `In a test of ${total} questions Deniz left none blank and got ${more} more than ${timesInEnglish(times)} as many right as wrong. How many answers did Deniz get right?`,
  }),
];

const partsOfWhole: QuestionTemplate = {
  key: 'linear-equation-story',
  revision: 1,
  topicUid: 'TR.MAT.ALG.001',
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const times = random.int(2, 4);
    // A multiple of times + 1, so that the slips below give whole people and books as well.
    const step = random.int(1, 4);
    const more = step * (times + 1);
    const smaller = random.int(5, 20);
    const larger = times * smaller + more;
    const total = smaller + larger;
    if (smaller === more) return null;
    return {
      form: 'single_choice',
      parameters: { total, times, more },
      stem: random.pick(stories)({ total, times, more }),
      answer: wholeOption(larger),
      wrong: [
        { ...wholeOption(smaller), misconception: 'answered_other_quantity' },
        { ...wholeOption(times * (smaller + step)), misconception: 'surplus_left_out' },
        { ...wholeOption(times * (smaller + 2 * step) - more), misconception: 'more_read_as_less' },
        { ...wholeOption(times * smaller), misconception: 'stopped_too_early' },
        { ...wholeOption(total - more), misconception: 'surplus_taken_as_part' },
        { ...wholeOption(smaller + more), misconception: 'multiple_left_out' },
      ],
      rationale: [
        {
          tr: `Küçük sayıya ${inline('x')} dersek büyük sayı ${inline(`${times}x + ${more}`)} olur.`,
          en: `Call the smaller number ${inline('x')}; then the larger one is ${inline(`${times}x + ${more}`)}.`,
        },
        {
          tr: `Toplamları ${total}${turkishNumberSuffix(total, 'dative')} eşittir: ${inline(`x + ${times}x + ${more} = ${total}`)}, yani ${inline(`${times + 1}x = ${total - more}`)}.`,
          en: `Together they make ${total}: ${inline(`x + ${times}x + ${more} = ${total}`)}, so ${inline(`${times + 1}x = ${total - more}`)}.`,
        },
        {
          tr: `${inline(`x = ${smaller}`)} bulunur; istenen büyük sayı ${inline(`${times} \\cdot ${smaller} + ${more} = ${larger}`)} olur.`,
          en: `Hence ${inline(`x = ${smaller}`)}, and the larger number asked for is ${inline(`${times} \\cdot ${smaller} + ${more} = ${larger}`)}.`,
        },
      ],
      hints: [
        { tr: 'Az olanın sayısına x de.', en: 'Call the smaller of the two numbers x.' },
        {
          tr: `Öbür sayıyı x cinsinden yaz: önce ${times} katını al, sonra ${more} ekle.`,
          en: `Write the other number with x: take ${timesInEnglish(times)} x first, then add ${more}.`,
        },
        {
          tr: 'İki sayının toplamından bir denklem kur ve sorulanın hangisi olduğuna dikkat et.',
          en: 'Build an equation from the sum, and mind which of the two is asked for.',
        },
      ],
    };
  },
};

export const linearEquationStory: readonly QuestionTemplate[] = [partsOfWhole];
