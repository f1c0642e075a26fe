import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { combinations, countOption, permutations } from './option-drafts.ts';

const topicUid = 'TR.MAT.DAT.001';

const independentChoices: QuestionTemplate = {
  key: 'counting-independent-choices',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const a = random.int(2, 7);
    const b = random.int(2, 7);
    const c = random.int(2, 5);
    const product = a * b * c;
    const [m, n, k] = [inline(String(a)), inline(String(b)), inline(String(c))];
    const stem = random.pick([
      {
        tr: `Selin'in ${m} gömleği, ${n} pantolonu ve ${k} çift ayakkabısı vardır. Selin bir gömlek, bir pantolon ve bir çift ayakkabı seçerek kaç farklı şekilde giyinebilir?`,
        en: `Selin has ${m} shirts, ${n} pairs of trousers and ${k} pairs of shoes. In how many ways can she choose one shirt, one pair of trousers and one pair of shoes?`,
      },
      {
        tr: `Bir lokantada ${m} çeşit çorba, ${n} çeşit ana yemek ve ${k} çeşit tatlı vardır. Bir çorba, bir ana yemek ve bir tatlıdan oluşan kaç farklı menü hazırlanabilir?`,
        en: `A restaurant serves ${m} soups, ${n} main courses and ${k} desserts. How many different menus of one soup, one main course and one dessert can be made?`,
      },
      {
        tr: `A kentinden B kentine ${m}, B kentinden C kentine ${n}, C kentinden D kentine ${k} farklı yol vardır. Önce B'den, sonra C'den geçerek A'dan D'ye kaç farklı yoldan gidilebilir?`,
        en: `There are ${m} roads from town A to town B, ${n} roads from B to C and ${k} roads from C to D. In how many ways can one travel from A to D, first through B and then through C?`,
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem,
      answer: countOption(product),
      wrong: [
        { ...countOption(a + b + c), misconception: 'choices_added' },
        { ...countOption(a * b + c), misconception: 'last_choice_added' },
        { ...countOption(a * b), misconception: 'group_left_out' },
        { ...countOption(a * b + b * c + a * c), misconception: 'choices_paired' },
        { ...countOption(product * 6), misconception: 'order_counted' },
        { ...countOption(b * c), misconception: 'group_left_out' },
        { ...countOption(a * (b + c)), misconception: 'last_choice_added' },
      ],
      rationale: [
        {
          tr: `Üç seçim birbirinden bağımsızdır: sırasıyla ${m}, ${n} ve ${k} seçenek vardır.`,
          en: `The three choices do not depend on each other: there are ${m}, ${n} and ${k} options in turn.`,
        },
        {
          tr: `Çarpma yoluyla sayma: ${inline(`${a} \\cdot ${b} \\cdot ${c} = ${product}`)}.`,
          en: `Multiplication principle: ${inline(`${a} \\cdot ${b} \\cdot ${c} = ${product}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Seçimler art arda yapılıyor; her birinden bir tane gerekiyor.',
          en: 'The choices are made one after the other; one of each is needed.',
        },
        {
          tr: `İlk ${m} seçeneğin her biri için ${n} tane ikinci seçenek var.`,
          en: `For each of the first ${m} options there are ${n} second ones.`,
        },
      ],
    };
  },
};

const twoGroups: QuestionTemplate = {
  key: 'combination-two-groups',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const g = random.int(4, 8);
    const b = random.int(3, 6);
    const r = random.int(2, 3);
    const s = random.int(1, 2);
    const first = combinations(g, r);
    const second = combinations(b, s);
    const answer = first * second;
    const stem = random.pick([
      {
        tr: `${inline(String(g))} kız ve ${inline(String(b))} erkek öğrenci arasından ${inline(String(r))} kız ve ${inline(String(s))} erkek öğrenciden oluşan bir kurul seçilecektir. Bu kurul kaç farklı şekilde seçilebilir?`,
        en: `A committee of ${inline(String(r))} girls and ${inline(String(s))} ${s === 1 ? 'boy' : 'boys'} is to be chosen from ${inline(String(g))} girls and ${inline(String(b))} boys. In how many ways can it be chosen?`,
      },
      {
        tr: `Bir hastanede görevli ${inline(String(g))} hemşire ve ${inline(String(b))} doktor arasından ${inline(String(r))} hemşire ve ${inline(String(s))} doktordan oluşan bir nöbet ekibi kaç farklı şekilde kurulabilir?`,
        en: `In how many ways can a night team of ${inline(String(r))} nurses and ${inline(String(s))} ${s === 1 ? 'doctor' : 'doctors'} be formed from the ${inline(String(g))} nurses and ${inline(String(b))} doctors of a hospital?`,
      },
      {
        tr: `Bir sınavın birinci bölümünde ${inline(String(g))}, ikinci bölümünde ${inline(String(b))} soru vardır. Birinci bölümden ${inline(String(r))}, ikinci bölümden ${inline(String(s))} soru seçip yanıtlaması gereken bir öğrenci bu seçimi kaç farklı şekilde yapabilir?`,
        en: `Part one of an exam has ${inline(String(g))} questions and part two has ${inline(String(b))}. A student must choose ${inline(String(r))} questions from part one and ${inline(String(s))} from part two. In how many ways can this be done?`,
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { g, b, r, s },
      stem,
      answer: countOption(answer),
      wrong: [
        { ...countOption(first + second), misconception: 'choices_added' },
        { ...countOption(permutations(g, r) * permutations(b, s)), misconception: 'order_counted' },
        { ...countOption(combinations(g + b, r + s)), misconception: 'groups_mixed' },
        { ...countOption(g * r * b * s), misconception: 'sizes_multiplied' },
        { ...countOption(permutations(g, r) + permutations(b, s)), misconception: 'order_counted' },
        { ...countOption(combinations(g, s) * combinations(b, r)), misconception: 'groups_swapped' },
        { ...countOption(first), misconception: 'group_left_out' },
      ],
      rationale: [
        {
          tr: `Seçimde sıra önemli değildir: birinci gruptan ${inline(`\\binom{${g}}{${r}} = ${first}`)} seçim yapılabilir.`,
          en: `Order does not matter: the first group gives ${inline(`\\binom{${g}}{${r}} = ${first}`)} selections.`,
        },
        {
          tr: `İkinci gruptan ${inline(`\\binom{${b}}{${s}} = ${second}`)} seçim yapılabilir.`,
          en: `The second group gives ${inline(`\\binom{${b}}{${s}} = ${second}`)} selections.`,
        },
        {
          tr: `İki seçim birlikte yapıldığı için çarpılır: ${inline(`${first} \\cdot ${second} = ${answer}`)}.`,
          en: `Both selections happen together, so multiply: ${inline(`${first} \\cdot ${second} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Seçilenlerin sırası önemli mi? Önce buna karar ver.',
          en: 'Does the order of those chosen matter? Decide that first.',
        },
        {
          tr: 'Her grup için seçim sayısını ayrı ayrı bul; sonra bu iki sayıyı birleştir.',
          en: 'Find the number of selections for each group on its own, then combine the two numbers.',
        },
        {
          tr: `Birinci grup için ${inline(`\\binom{${g}}{${r}}`)} hesaplanır.`,
          en: `For the first group work out ${inline(`\\binom{${g}}{${r}}`)}.`,
        },
      ],
    };
  },
};

const atLeastOne: QuestionTemplate = {
  key: 'combination-at-least-one',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    const w = random.int(2, 5);
    const k = random.int(3, 4);
    const m = random.int(k + 1, 7);
    const total = combinations(w + m, k);
    const without = combinations(m, k);
    const exactlyOne = w * combinations(m, k - 1);
    const answer = total - without;
    const numbers = { all: inline(String(w + m)), k: inline(String(k)), w: inline(String(w)), m: inline(String(m)) };
    const told = random.pick([
      {
        tr: `${numbers.w} kadın ve ${numbers.m} erkeğin bulunduğu bir gruptan ${numbers.k} kişilik bir ekip kurulacaktır. Ekipte en az bir kadın bulunması koşuluyla bu ekip kaç farklı şekilde kurulabilir?`,
        en: `A team of ${numbers.k} is to be formed from a group of ${numbers.w} women and ${numbers.m} men. In how many ways can this be done if the team must include at least one woman?`,
        trOther: 'hiç kadın olmayan',
        enOther: 'without any woman',
      },
      {
        tr: `Bir raftaki ${numbers.w} şiir kitabı ve ${numbers.m} romandan ${numbers.k} kitap seçilecektir. Kitapların hepsi birbirinden farklı olduğuna göre, içinde en az bir şiir kitabı bulunan kaç farklı seçim yapılabilir?`,
        en: `From ${numbers.w} books of poems and ${numbers.m} novels on a shelf, all different, ${numbers.k} books are to be chosen. How many selections contain at least one book of poems?`,
        trOther: 'hiç şiir kitabı olmayan',
        enOther: 'without any book of poems',
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { w, m, k },
      stem: { tr: told.tr, en: told.en },
      answer: countOption(answer),
      wrong: [
        { ...countOption(w * combinations(w + m - 1, k - 1)), misconception: 'one_fixed_then_rest' },
        { ...countOption(exactlyOne), misconception: 'at_least_read_as_exactly' },
        { ...countOption(without), misconception: 'complement_given' },
        { ...countOption(total), misconception: 'condition_ignored' },
        { ...countOption(total - exactlyOne), misconception: 'wrong_case_subtracted' },
        { ...countOption(permutations(w + m, k) - permutations(m, k)), misconception: 'order_counted' },
      ],
      rationale: [
        {
          tr: `Tüm seçimlerin sayısı: ${inline(`\\binom{${w + m}}{${k}} = ${total}`)}.`,
          en: `All selections: ${inline(`\\binom{${w + m}}{${k}} = ${total}`)}.`,
        },
        {
          tr: `İçinde ${told.trOther} seçimlerin sayısı: ${inline(`\\binom{${m}}{${k}} = ${without}`)}.`,
          en: `Selections ${told.enOther}: ${inline(`\\binom{${m}}{${k}} = ${without}`)}.`,
        },
        {
          tr: `İstenmeyenler çıkarılır: ${inline(`${total} - ${without} = ${answer}`)}.`,
          en: `Subtract the unwanted ones: ${inline(`${total} - ${without} = ${answer}`)}.`,
        },
      ],
      hints: [
        {
          tr: '"En az bir" koşulunun tersini düşün: hangi seçimler koşula uymaz?',
          en: 'Think of the opposite of "at least one": which selections break the condition?',
        },
        {
          tr: 'Tüm seçimlerden, koşula uymayanları çıkar.',
          en: 'Take the selections that break the condition away from all selections.',
        },
        {
          tr: `Tüm seçimlerin sayısı ${inline(`\\binom{${w + m}}{${k}}`)} ile bulunur.`,
          en: `The number of all selections is ${inline(`\\binom{${w + m}}{${k}}`)}.`,
        },
      ],
    };
  },
};

export const counting: readonly QuestionTemplate[] = [independentChoices, twoGroups, atLeastOne];
