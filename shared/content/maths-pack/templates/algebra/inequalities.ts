import { fraction, inline, signed, signedTerm, term } from '../../math-notation.ts';
import type { OptionDraft, QuestionTemplate } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';
import { wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.ALG.003';

type Relation = '<' | '>' | '\\le' | '\\ge';
const turnedRound: Record<Relation, Relation> = { '<': '>', '>': '<', '\\le': '\\ge', '\\ge': '\\le' };
const otherEnd: Record<Relation, Relation> = { '<': '\\le', '>': '\\ge', '\\le': '<', '\\ge': '>' };

/** x, relation, numerator / denominator. */
const halfLine = (relation: Relation, numerator: number, denominator = 1): OptionDraft => {
  const text = `x ${relation} ${fraction(numerator, denominator)}`;
  return { text: inline(text), value: text };
};

const negativeCoefficient: QuestionTemplate = {
  key: 'inequality-negative-coefficient',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 40,
  generate(random) {
    // -ax + b (relation) c with boundary k
    const a = random.int(2, 9);
    const b = random.nonZeroInt(-15, 15);
    const k = random.nonZeroInt(-8, 8);
    const c = b - a * k;
    const relation = random.pick(['<', '>', '\\le', '\\ge'] as const);
    const turned = turnedRound[relation];
    const inequality = `${term(-a, 'x')} ${signed(b)} ${relation} ${c}`;
    return {
      form: 'single_choice',
      parameters: {
        a,
        b,
        c,
        isLess: relation === '<' || relation === '\\le' ? 1 : 0,
        isStrict: relation.length === 1 ? 1 : 0,
      },
      stem: {
        tr: `${inline(inequality)} eşitsizliğinin gerçek sayılardaki çözümü aşağıdakilerden hangisidir?`,
        en: `Which of the following solves the inequality ${inline(inequality)} over the real numbers?`,
      },
      answer: halfLine(turned, k),
      wrong: [
        { ...halfLine(relation, k), misconception: 'inequality_not_turned' },
        { ...halfLine(turned, -k), misconception: 'sign_slip' },
        { ...halfLine(relation, -k), misconception: 'minus_of_coefficient_lost' },
        { ...halfLine(turned, -c - b, a), misconception: 'no_sign_change_across_equals' },
        { ...halfLine(otherEnd[turned], k), misconception: 'end_point_changed' },
      ],
      rationale: [
        {
          tr: `Sabit terimi karşıya geçir: ${inline(`${term(-a, 'x')} ${relation} ${c} ${signed(-b)}`)}, yani ${inline(`${term(-a, 'x')} ${relation} ${c - b}`)}.`,
          en: `Move the constant across: ${inline(`${term(-a, 'x')} ${relation} ${c} ${signed(-b)}`)}, that is ${inline(`${term(-a, 'x')} ${relation} ${c - b}`)}.`,
        },
        {
          tr: `İki yanı negatif olan ${inline(String(-a))} sayısına böl; eşitsizlik yön değiştirir: ${inline(`x ${turned} ${k}`)}.`,
          en: `Divide both sides by ${inline(String(-a))}, a negative number; the inequality turns round: ${inline(`x ${turned} ${k}`)}.`,
        },
      ],
      hints: [
        { tr: 'Denklem çözer gibi bilinmeyeni yalnız bırak.', en: 'Leave the unknown on its own, as in an equation.' },
        {
          tr: 'Bir eşitsizliğin iki yanı negatif sayıya bölünürse ne olduğunu hatırla.',
          en: 'Remember what happens when both sides of an inequality are divided by a negative number.',
        },
      ],
    };
  },
};

const countIntegers: QuestionTemplate = {
  key: 'inequality-count-integers',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 55,
  generate(random) {
    // low < ax + b <= high, whose ends fall on the whole numbers first and last; each end open or closed
    const a = random.int(2, 5);
    const b = random.nonZeroInt(-9, 9);
    const first = random.int(-7, -1);
    const last = random.int(2, 9);
    const isLowOpen = random.int(0, 1);
    const isHighOpen = random.int(0, 1);
    const low = a * first + b;
    const high = a * last + b;
    const relation = (isOpen: number) => (isOpen === 1 ? '<' : '\\le');
    const inequality = `${low} ${relation(isLowOpen)} ${a}x ${signed(b)} ${relation(isHighOpen)} ${high}`;
    const solved = `${first} ${relation(isLowOpen)} x ${relation(isHighOpen)} ${last}`;
    const count = last - first + 1 - isLowOpen - isHighOpen;
    const [smallest, largest] = [first + isLowOpen, last - isHighOpen];
    const withConstantLeft = Math.floor(high / a) - Math.ceil(low / a) + 1;
    return {
      form: 'single_choice',
      parameters: { a, b, low, high, isLowOpen, isHighOpen },
      stem: {
        tr: `${inline(inequality)} eşitsizliğini sağlayan kaç farklı ${inline('x')} tam sayısı vardır?`,
        en: `How many integers ${inline('x')} satisfy the inequality ${inline(inequality)}?`,
      },
      answer: wholeOption(count),
      wrong: [
        { ...wholeOption(last - first + 1), misconception: 'open_end_counted' },
        { ...wholeOption(largest - smallest), misconception: 'difference_taken_as_count' },
        { ...wholeOption(last - first - 1), misconception: 'closed_end_left_out' },
        { ...wholeOption(largest), misconception: 'only_positive_counted' },
        { ...wholeOption(high - low + 1 - isLowOpen - isHighOpen), misconception: 'stopped_too_early' },
        { ...wholeOption(count - 1), misconception: 'zero_not_counted' },
        { ...wholeOption(withConstantLeft), misconception: 'constant_left_behind' },
      ],
      rationale: [
        {
          tr: `Her yana ${inline(String(-b))} ekle: ${inline(`${low - b} ${relation(isLowOpen)} ${a}x ${relation(isHighOpen)} ${high - b}`)}.`,
          en: `Add ${inline(String(-b))} throughout: ${inline(`${low - b} ${relation(isLowOpen)} ${a}x ${relation(isHighOpen)} ${high - b}`)}.`,
        },
        {
          tr: `Her yanı ${inline(String(a))}${turkishNumberSuffix(a, 'dative')} böl: ${inline(solved)}.`,
          en: `Divide throughout by ${inline(String(a))}: ${inline(solved)}.`,
        },
        {
          tr: `Uyan tam sayılar ${inline(String(smallest))} ile başlar, ${inline(String(largest))} ile biter: ${inline(`${largest} - ${smallest < 0 ? `(${smallest})` : smallest} + 1 = ${count}`)} tane.`,
          en: `The integers run from ${inline(String(smallest))} to ${inline(String(largest))}: ${inline(`${largest} - ${smallest < 0 ? `(${smallest})` : smallest} + 1 = ${count}`)} of them.`,
        },
      ],
      hints: [
        {
          tr: 'Ortada yalnız x kalana kadar üç yana da aynı işlemi uygula.',
          en: 'Do the same to all three sides until x stands alone in the middle.',
        },
        {
          tr: 'Uçların dahil olup olmadığına bak; sıfırı ve negatif tam sayıları da say.',
          en: 'See whether the ends belong to it; count zero and the negative integers too.',
        },
      ],
    };
  },
};

const expressionRange: QuestionTemplate = {
  key: 'inequality-expression-range',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 90,
  generate(random) {
    // a < x < b and c < y < d, real: the greatest (or least) integer px - qy takes
    const a = random.int(-6, 2);
    const b = a + random.int(3, 7);
    const c = random.int(-5, 3);
    const d = c + random.int(2, 6);
    const p = random.int(1, 4);
    const q = random.int(1, 4);
    const isGreatest = random.int(0, 1);
    if (p * (b - a) === q * (d - c) || [a, b, c, d].includes(0)) return null;
    const sign = isGreatest === 1 ? 1 : -1;
    // Ends of px and of -qy that lead to the bound asked for, and the opposite ones.
    const [xEnd, xOther] = isGreatest === 1 ? [b, a] : [a, b];
    const [yEnd, yOther] = isGreatest === 1 ? [c, d] : [d, c];
    const bound = p * xEnd - q * yEnd;
    const otherBound = p * xOther - q * yOther;
    const expression = `${term(p, 'x')} ${signedTerm(-q, 'y')}`;
    return {
      form: 'single_choice',
      parameters: { a, b, c, d, p, q, isGreatest },
      stem: {
        tr: `${inline('x')} ve ${inline('y')} gerçek sayıları için ${inline(`${a} < x < ${b}`)} ve ${inline(`${c} < y < ${d}`)} olduğuna göre ${inline(expression)} ifadesinin alabileceği en ${isGreatest === 1 ? 'büyük' : 'küçük'} tam sayı değeri kaçtır?`,
        en: `For real numbers ${inline('x')} and ${inline('y')} with ${inline(`${a} < x < ${b}`)} and ${inline(`${c} < y < ${d}`)}, what is the ${isGreatest === 1 ? 'greatest' : 'least'} integer value that ${inline(expression)} can take?`,
      },
      answer: wholeOption(bound - sign),
      wrong: [
        { ...wholeOption(bound), misconception: 'open_end_counted' },
        { ...wholeOption(p * xEnd - q * yOther - sign), misconception: 'bounds_subtracted_in_order' },
        { ...wholeOption(p * (xEnd - sign) - q * (yEnd + sign)), misconception: 'reals_taken_as_integers' },
        { ...wholeOption(p * xEnd + q * yOther - sign), misconception: 'sign_slip' },
        { ...wholeOption(otherBound + sign), misconception: 'answered_other_quantity' },
        { ...wholeOption(xEnd - yEnd - sign), misconception: 'coefficients_left_out' },
      ],
      rationale: [
        {
          tr: `Önce ilk terimi sınırla: ${inline(`${p * a} < ${term(p, 'x')} < ${p * b}`)}.`,
          en: `Bound the first term: ${inline(`${p * a} < ${term(p, 'x')} < ${p * b}`)}.`,
        },
        {
          tr: `Negatif sayıyla çarpmak yönü değiştirir: ${inline(`${-q * d} < ${term(-q, 'y')} < ${-q * c}`)}.`,
          en: `Multiplying by a negative number turns the inequality round: ${inline(`${-q * d} < ${term(-q, 'y')} < ${-q * c}`)}.`,
        },
        {
          tr: `Taraf tarafa topla: ${inline(`${p * a - q * d} < ${expression} < ${p * b - q * c}`)}.`,
          en: `Add the two: ${inline(`${p * a - q * d} < ${expression} < ${p * b - q * c}`)}.`,
        },
        {
          tr: `Uçlar dahil olmadığından en ${isGreatest === 1 ? 'büyük' : 'küçük'} tam sayı ${inline(String(bound - sign))} olur.`,
          en: `The ends are not included, so the ${isGreatest === 1 ? 'greatest' : 'least'} integer is ${inline(String(bound - sign))}.`,
        },
      ],
      hints: [
        {
          tr: 'Eşitsizlikler taraf tarafa çıkarılmaz, toplanır.',
          en: 'Inequalities may be added side by side, not subtracted.',
        },
        {
          tr: `${inline(term(-q, 'y'))} için ayrı bir eşitsizlik yaz ve yönüne dikkat et.`,
          en: `Write an inequality for ${inline(term(-q, 'y'))} and mind its direction.`,
        },
        {
          tr: `${inline('x')} ile ${inline('y')} tam sayı olmak zorunda değildir; uç değerlerin alınıp alınmadığına bak.`,
          en: `${inline('x')} and ${inline('y')} need not be integers; see whether the end values are reached.`,
        },
      ],
    };
  },
};

export const inequalities: readonly QuestionTemplate[] = [negativeCoefficient, countIntegers, expressionRange];
