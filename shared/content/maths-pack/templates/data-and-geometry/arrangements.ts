import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { countOption, factorial } from './option-drafts.ts';

const topicUid = 'TR.MAT.DAT.001';

const keptTogether: QuestionTemplate = {
  key: 'permutation-kept-together',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const k = random.int(2, 4);
    const others = random.int(2, 8 - k);
    const n = k + others;
    const blocks = others + 1;
    const answer = factorial(k) * factorial(blocks);
    const [group, all, rest] = [inline(String(k)), inline(String(n)), inline(String(others))];
    const told = random.pick([
      {
        tr: `Aralarında ${group} kardeşin de bulunduğu ${all} kişi, fotoğraf çektirmek için yan yana sıralanacaktır. Kardeşler yan yana olmak koşuluyla bu kişiler kaç farklı şekilde sıralanabilir?`,
        en: `A group of ${all} people, among them ${group} siblings, line up side by side for a photograph. In how many ways can they line up if the siblings must stand next to each other?`,
        trBlock: 'Kardeşler',
        enBlock: 'the siblings',
      },
      {
        tr: `Birbirinden farklı ${group} matematik ve ${rest} fizik kitabı bir rafa yan yana dizilecektir. Matematik kitapları yan yana olmak koşuluyla bu kitaplar kaç farklı şekilde dizilebilir?`,
        en: `A shelf is to hold ${group} different maths books and ${rest} different physics books in a row. In how many ways can they be arranged if the maths books must stand next to each other?`,
        trBlock: 'Matematik kitapları',
        enBlock: 'the maths books',
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { k, n },
      stem: { tr: told.tr, en: told.en },
      answer: countOption(answer),
      wrong: [
        { ...countOption(factorial(blocks)), misconception: 'inner_order_forgotten' },
        { ...countOption(factorial(k) * factorial(others)), misconception: 'block_place_forgotten' },
        { ...countOption(factorial(n)), misconception: 'condition_ignored' },
        { ...countOption(factorial(n) - answer), misconception: 'complement_given' },
        { ...countOption(factorial(k) + factorial(blocks)), misconception: 'choices_added' },
        { ...countOption(k * factorial(blocks)), misconception: 'inner_order_forgotten' },
      ],
      rationale: [
        {
          tr: `${told.trBlock} tek bir eleman sayılır; böylece sıralanacak ${inline(`${others} + 1 = ${blocks}`)} eleman olur: ${inline(`${blocks}! = ${factorial(blocks)}`)}.`,
          en: `Treat ${told.enBlock} as one item; then ${inline(`${others} + 1 = ${blocks}`)} items are to be arranged: ${inline(`${blocks}! = ${factorial(blocks)}`)}.`,
        },
        {
          tr: `${told.trBlock} kendi aralarında ${inline(`${k}! = ${factorial(k)}`)} şekilde yer değiştirir.`,
          en: `Within the block, ${told.enBlock} can change places in ${inline(`${k}! = ${factorial(k)}`)} ways.`,
        },
        {
          tr: `Sonuç: ${inline(`${factorial(blocks)} \\cdot ${factorial(k)} = ${answer}`)}.`,
          en: `Result: ${inline(`${factorial(blocks)} \\cdot ${factorial(k)} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Yan yana olması gerekenleri birbirine bağlanmış tek bir eleman gibi düşün.',
          en: 'Imagine those who must stay together as tied into one single item.',
        },
        {
          tr: 'Bağlananların kendi içindeki sırasını da hesaba kat.',
          en: 'Remember that the tied ones can also be ordered among themselves.',
        },
      ],
    };
  },
};

const repeatedDigits: QuestionTemplate = {
  key: 'permutation-repeated-digits',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    const [p = 1, q = 2] = random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const zeros = random.int(1, 2);
    const countP = random.int(2, 3);
    const countQ = random.int(1, 2);
    const n = zeros + countP + countQ;
    const all = factorial(n) / (factorial(zeros) * factorial(countP) * factorial(countQ));
    const leading = factorial(n - 1) / (factorial(zeros - 1) * factorial(countP) * factorial(countQ));
    const answer = all - leading;
    const digits = [
      ...Array.from({ length: zeros }, () => 0),
      ...Array.from({ length: countP }, () => p),
      ...Array.from({ length: countQ }, () => q),
    ].sort((one, other) => one - other);
    const listed = digits.map((digit) => inline(String(digit))).join(', ');
    const repeats = (counts: readonly number[]) =>
      counts
        .filter((count) => count > 1)
        .map((count) => `${count}!`)
        .join(' \\cdot ');
    const allLatex = `\\frac{${n}!}{${repeats([zeros, countP, countQ])}} = ${all}`;
    const leadingLatex = `\\frac{${n - 1}!}{${repeats([zeros - 1, countP, countQ])}} = ${leading}`;
    return {
      form: 'numeric',
      parameters: { p, q, zeros, countP, countQ },
      stem: {
        tr: `${listed} rakamlarının tümü kullanılarak ${inline(String(n))} basamaklı kaç farklı doğal sayı yazılabilir?`,
        en: `The digits ${listed} are all used, each as often as it is listed. How many different ${inline(String(n))}-digit natural numbers can be written?`,
      },
      answer: { value: answer },
      tolerance: 0,
      wrong: [
        { value: all, misconception: 'leading_zero_allowed' },
        { value: factorial(n), misconception: 'repeats_ignored' },
        { value: (n - zeros) * factorial(n - 1), misconception: 'repeats_ignored' },
        { value: leading, misconception: 'complement_given' },
        { value: factorial(n - 1), misconception: 'repeats_ignored' },
      ],
      rationale: [
        {
          tr: `Tekrarlı permütasyonla tüm dizilişler: ${inline(allLatex)}.`,
          en: `All arrangements, with repeated digits: ${inline(allLatex)}.`,
        },
        {
          tr: `Başında ${inline('0')} bulunan dizilişler sayı oluşturmaz; bunlar: ${inline(leadingLatex)}.`,
          en: `Arrangements that start with ${inline('0')} do not count; there are ${inline(leadingLatex)} of them.`,
        },
        {
          tr: `Yazılabilecek sayılar: ${inline(`${all} - ${leading} = ${answer}`)}.`,
          en: `Numbers that can be written: ${inline(`${all} - ${leading} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Aynı rakamların kendi aralarında yer değiştirmesi yeni bir sayı oluşturmaz.',
          en: 'Swapping equal digits gives no new number.',
        },
        {
          tr: `${inline('0')} rakamının en başta olamayacağını unutma.`,
          en: `Remember that ${inline('0')} cannot be the first digit.`,
        },
        {
          tr: 'Önce bütün dizilişleri say, sonra sıfırla başlayanları çıkar.',
          en: 'Count all arrangements first, then take away those that start with zero.',
        },
      ],
    };
  },
};

export const arrangements: readonly QuestionTemplate[] = [keptTogether, repeatedDigits];
