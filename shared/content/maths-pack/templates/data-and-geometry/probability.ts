import { fraction, inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { probabilityOption, quotient, turkishIs } from './option-drafts.ts';

const topicUid = 'TR.MAT.DAT.002';

const notThisColour: QuestionTemplate = {
  key: 'probability-not-this-colour',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const a = random.int(3, 9);
    const b = random.int(2, 9);
    const c = random.int(2, 9);
    const total = a + b + c;
    const wanted = b + c;
    const [m, n, k] = [inline(String(a)), inline(String(b)), inline(String(c))];
    const stem = random.pick([
      {
        tr: `Bir torbada aynı büyüklükte ${m} kırmızı, ${n} mavi ve ${k} beyaz bilye vardır. Torbadan rastgele çekilen bir bilyenin kırmızı olmama olasılığı kaçtır?`,
        en: `A bag holds ${m} red, ${n} blue and ${k} white marbles of the same size. What is the probability that a marble drawn at random is not red?`,
      },
      {
        tr: `Bir kutuda ${m} limonlu, ${n} naneli ve ${k} çilekli şeker vardır. Kutudan rastgele alınan bir şekerin limonlu olmama olasılığı kaçtır?`,
        en: `A box holds ${m} lemon, ${n} mint and ${k} strawberry sweets. What is the probability that a sweet taken at random is not a lemon one?`,
      },
      {
        tr: `Bir okul servisinde ${m} dokuzuncu, ${n} onuncu ve ${k} on birinci sınıf öğrencisi vardır. Rastgele seçilen bir öğrencinin dokuzuncu sınıfta olmama olasılığı kaçtır?`,
        en: `A school bus carries ${m} students of grade nine, ${n} of grade ten and ${k} of grade eleven. What is the probability that a student chosen at random is not in grade nine?`,
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { a, b, c },
      stem,
      answer: probabilityOption(wanted, total),
      wrong: [
        { ...probabilityOption(a, total), misconception: 'complement_given' },
        { ...probabilityOption(a, wanted), misconception: 'part_to_part' },
        { ...probabilityOption(2, 3), misconception: 'kinds_taken_as_equally_likely' },
        { ...probabilityOption(b, total), misconception: 'one_case_only' },
        { ...probabilityOption(c, total), misconception: 'one_case_only' },
        { ...probabilityOption(1, wanted), misconception: 'one_over_count' },
        { ...probabilityOption(1, total), misconception: 'one_over_count' },
      ],
      rationale: [
        {
          tr: `Tüm durumların sayısı ${inline(`${a} + ${b} + ${c} = ${total}`)}, istenenlerin sayısı ${inline(`${b} + ${c} = ${wanted}`)}${turkishIs(wanted)}.`,
          en: `There are ${inline(`${a} + ${b} + ${c} = ${total}`)} outcomes, of which ${inline(`${b} + ${c} = ${wanted}`)} are wanted.`,
        },
        {
          tr: `Olasılık: ${inline(quotient(wanted, total))}.`,
          en: `Probability: ${inline(quotient(wanted, total))}.`,
        },
      ],
      hints: [
        {
          tr: 'Olasılık, istenen durumların sayısının tüm durumların sayısına oranıdır.',
          en: 'A probability is the number of wanted outcomes over the number of all outcomes.',
        },
        {
          tr: 'Dikkat: soru o türden olmayanları soruyor. Kaç tanesi istenen türden?',
          en: 'Careful: the question asks for those that are not of that kind. How many are wanted?',
        },
      ],
    };
  },
};

const fairerBag: QuestionTemplate = {
  key: 'probability-compare-two-bags',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    const [a, b, c, d] = [random.int(2, 9), random.int(2, 12), random.int(2, 9), random.int(2, 12)];
    const difference = a * (c + d) - c * (a + b);
    if (difference === 0 || a === c) return null;
    const [m, n, k, l] = [a, b, c, d].map((number) => inline(String(number)));
    const isTrue = difference > 0;
    return {
      form: 'true_false',
      parameters: { a, b, c, d },
      stem: {
        tr: `A torbasında ${m} kırmızı ve ${n} mavi, B torbasında ${k} kırmızı ve ${l} mavi top vardır. Her torbadan rastgele bir top çekilecektir. "A torbasından kırmızı top çekme olasılığı daha büyüktür." ifadesi doğru mudur?`,
        en: `Bag A holds ${m} red and ${n} blue balls, bag B holds ${k} red and ${l} blue ones. One ball is drawn at random from each bag. Is this statement true: "A red ball is more likely from bag A"?`,
      },
      isTrue,
      // Where the counts of red balls point the other way, comparing counts is what misleads; else the blue ones do.
      misconception: a > c === isTrue ? 'compared_other_parts' : 'compared_counts_not_ratios',
      rationale: [
        {
          tr: `A torbası için olasılık ${inline(quotient(a, a + b))}, B torbası için ${inline(quotient(c, c + d))} bulunur.`,
          en: `The probability is ${inline(quotient(a, a + b))} for bag A and ${inline(quotient(c, c + d))} for bag B.`,
        },
        {
          tr: `İçler dışlar çarpımıyla karşılaştır: ${inline(`${a} \\cdot ${c + d} = ${a * (c + d)}`)} ve ${inline(`${c} \\cdot ${a + b} = ${c * (a + b)}`)}.`,
          en: `Compare by cross-multiplying: ${inline(`${a} \\cdot ${c + d} = ${a * (c + d)}`)} and ${inline(`${c} \\cdot ${a + b} = ${c * (a + b)}`)}.`,
        },
        isTrue
          ? {
              tr: `${inline(`${a * (c + d)} > ${c * (a + b)}`)} olduğundan ifade doğrudur.`,
              en: `Since ${inline(`${a * (c + d)} > ${c * (a + b)}`)}, the statement is true.`,
            }
          : {
              tr: `${inline(`${a * (c + d)} < ${c * (a + b)}`)} olduğundan ifade yanlıştır.`,
              en: `Since ${inline(`${a * (c + d)} < ${c * (a + b)}`)}, the statement is false.`,
            },
      ],
      hints: [
        {
          tr: 'Topların sayısını değil, kırmızıların tüm toplara oranını karşılaştır.',
          en: 'Compare the share of red balls in each bag, not the number of balls.',
        },
        {
          tr: `A torbasında toplam ${inline(String(a + b))}, B torbasında ${inline(String(c + d))} top var.`,
          en: `Bag A holds ${inline(String(a + b))} balls in all, bag B ${inline(String(c + d))}.`,
        },
      ],
    };
  },
};

const twoDrawn: QuestionTemplate = {
  key: 'probability-two-drawn-together',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const r = random.int(3, 7);
    const b = random.int(2, 7);
    const total = r + b;
    const [m, n] = [inline(String(r)), inline(String(b))];
    const told = random.pick([
      {
        tr: `İçinde ${m} kırmızı ve ${n} mavi bilye bulunan bir torbadan, çekilen geri konulmadan art arda iki bilye çekiliyor. Çekilen iki bilyenin de kırmızı olma olasılığı kaçtır?`,
        en: `From a bag of ${m} red and ${n} blue marbles two are drawn one after the other without putting the first one back. What is the probability that both are red?`,
        trKind: 'kırmızı',
        enKind: 'red',
      },
      {
        tr: `Bir kutudaki ${inline(String(total))} ampulün ${m} tanesi sağlam, ${n} tanesi bozuktur. Kutudan rastgele seçilen iki ampulün ikisinin de sağlam olma olasılığı kaçtır?`,
        en: `Of the ${inline(String(total))} bulbs in a box ${m} work and ${n} are broken. What is the probability that two bulbs picked at random both work?`,
        trKind: 'sağlam',
        enKind: 'working',
      },
      {
        tr: `${m} kız ve ${n} erkek öğrencinin bulunduğu bir gruptan kurayla iki temsilci seçilecektir. İki temsilcinin de kız olma olasılığı kaçtır?`,
        en: `Two representatives are drawn by lot from a group of ${m} girls and ${n} boys. What is the probability that both are girls?`,
        trKind: 'kız',
        enKind: 'girl',
      },
    ]);
    return {
      form: 'single_choice',
      parameters: { r, b },
      stem: { tr: told.tr, en: told.en },
      answer: probabilityOption(r * (r - 1), total * (total - 1)),
      wrong: [
        { ...probabilityOption(r * r, total * total), misconception: 'drawn_with_replacement' },
        { ...probabilityOption(r, total), misconception: 'stopped_too_early' },
        { ...probabilityOption(2, total), misconception: 'drawn_over_total' },
        { ...probabilityOption(r * (r - 1), total * total), misconception: 'total_not_reduced' },
        { ...probabilityOption(2 * r * b, total * (total - 1)), misconception: 'answered_other_quantity' },
        { ...probabilityOption(2, r), misconception: 'drawn_over_total' },
        { ...probabilityOption(b * (b - 1), total * (total - 1)), misconception: 'complement_given' },
      ],
      rationale: [
        {
          tr: `İlk seçilenin ${told.trKind} olma olasılığı: ${inline(`\\frac{${r}}{${total}}`)}.`,
          en: `The first one is ${told.enKind === 'girl' ? 'a girl' : told.enKind} with probability ${inline(`\\frac{${r}}{${total}}`)}.`,
        },
        {
          tr: `Geriye ${inline(String(r - 1))} tanesi ${told.trKind} olmak üzere ${inline(String(total - 1))} seçenek kalır: ${inline(`\\frac{${r - 1}}{${total - 1}}`)}.`,
          en: `That leaves ${inline(String(total - 1))}, of which ${inline(String(r - 1))} are ${told.enKind === 'girl' ? 'girls' : told.enKind}: ${inline(`\\frac{${r - 1}}{${total - 1}}`)}.`,
        },
        {
          tr: `Çarpılır: ${inline(`\\frac{${r}}{${total}} \\cdot \\frac{${r - 1}}{${total - 1}} = ${fraction(r * (r - 1), total * (total - 1))}`)}.`,
          en: `Multiply: ${inline(`\\frac{${r}}{${total}} \\cdot \\frac{${r - 1}}{${total - 1}} = ${fraction(r * (r - 1), total * (total - 1))}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'İki seçimi art arda düşün: ikinci seçimde sayılar değişmiş olur.',
          en: 'Think of two selections in turn: for the second one the numbers have changed.',
        },
        {
          tr: `İkinci seçim yapılırken geriye ${inline(String(total - 1))} seçenek kalmıştır.`,
          en: `When the second one is picked, ${inline(String(total - 1))} are left.`,
        },
      ],
    };
  },
};

export const probability: readonly QuestionTemplate[] = [notThisColour, fairerBag, twoDrawn];
