import type { Bilingual } from '../../bilingual.ts';
import { bracketed, inline, polynomial, signed, term } from '../../math-notation.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { QuestionTemplate } from '../../template.ts';
import { fractionOption, wholeOption } from './answer-options.ts';

const topicUid = 'TR.MAT.FUN.002';

const relation: QuestionTemplate = {
  key: 'function-or-relation',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    // Pairs from A = {p, q, r} to B = {10, 20, 30, 40}
    const inputs = [...random.shuffle([1, 2, 3, 4, 5, 6, 7, 8]).slice(0, 3)].sort((a, b) => a - b);
    const outputs = random.shuffle([10, 20, 30, 40]);
    const [first = 0, second = 0, third = 0, fourth = 0] = outputs;
    const [p = 0, q = 0, r = 0] = inputs;
    const kind = random.pick(['one to one', 'shared output', 'two outputs', 'no output'] as const);
    const pairs = {
      'one to one': [p, first, q, second, r, third],
      'shared output': [p, first, q, first, r, second],
      'two outputs': [p, first, p, second, q, third, r, fourth],
      'no output': [p, first, q, second],
    }[kind];
    const verdicts = {
      'one to one': {
        misconception: 'function_unused_output_refused',
        tr: `Her elemanın tek bir görüntüsü vardır. ${inline('B')} kümesinde boşta kalan elemanlar olması fonksiyon olmayı bozmaz; ifade doğrudur.`,
        en: `Every element has exactly one image. Elements of ${inline('B')} may be left over; the statement is true.`,
      },
      'shared output': {
        misconception: 'function_shared_output_refused',
        tr: `Her elemanın tek bir görüntüsü vardır. İki elemanın görüntüsünün aynı olması fonksiyon olmayı bozmaz; ifade doğrudur.`,
        en: `Every element has exactly one image. Two elements may share an image; the statement is true.`,
      },
      'two outputs': {
        misconception: 'function_two_outputs_accepted',
        tr: `${inline(String(p))} elemanının iki farklı görüntüsü vardır; ifade yanlıştır.`,
        en: `${inline(String(p))} has two different images; the statement is false.`,
      },
      'no output': {
        misconception: 'function_missing_output_accepted',
        tr: `${inline(String(r))} elemanının görüntüsü yoktur; ifade yanlıştır.`,
        en: `${inline(String(r))} has no image; the statement is false.`,
      },
    } as const satisfies Record<string, Bilingual & { misconception: MisconceptionKey }>;
    const verdict = verdicts[kind];
    const pairTexts: string[] = [];
    const parameters: Record<string, number> = { p, q, r };
    for (let index = 0; index < pairs.length; index += 2) {
      const [from = 0, to = 0] = pairs.slice(index, index + 2);
      pairTexts.push(`(${from}, ${to})`);
      parameters[`from${index / 2}`] = from;
      parameters[`to${index / 2}`] = to;
    }
    const list = `f = \\{${pairTexts.join(', ')}\\}`;
    const setA = `A = \\{${p}, ${q}, ${r}\\}`;
    const setB = 'B = \\{10, 20, 30, 40\\}';
    return {
      form: 'true_false',
      parameters,
      isTrue: kind === 'one to one' || kind === 'shared output',
      misconception: verdict.misconception,
      stem: {
        tr: `${inline(setA)} ve ${inline(setB)} olmak üzere ${inline(list)} bağıntısı ${inline('A')} kümesinden ${inline('B')} kümesine bir fonksiyondur. Bu ifade doğru mudur?`,
        en: `Let ${inline(setA)} and ${inline(setB)}. The relation ${inline(list)} is a function from ${inline('A')} to ${inline('B')}. Is this statement true?`,
      },
      rationale: [
        {
          tr: `Fonksiyonda ${inline('A')} kümesinin her elemanının bir ve yalnız bir görüntüsü olmalıdır.`,
          en: `In a function every element of ${inline('A')} has one image and only one.`,
        },
        { tr: verdict.tr, en: verdict.en },
      ],
      hints: [
        {
          tr: `${inline('A')} kümesinin elemanlarını tek tek izle.`,
          en: `Follow the elements of ${inline('A')} one by one.`,
        },
        {
          tr: 'Görüntüsü olmayan ya da iki görüntüsü olan eleman var mı?',
          en: 'Is there one without an image, or one with two?',
        },
      ],
    };
  },
};

const linearFromPoints: QuestionTemplate = {
  key: 'function-linear-from-two-points',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 60,
  generate(random) {
    const slope = random.nonZeroInt(-5, 6);
    const intercept = random.nonZeroInt(-9, 9);
    const u = random.int(-3, 3);
    const v = u + random.int(2, 4);
    const w = v + random.int(1, 5);
    const f = (x: number) => slope * x + intercept;
    if (slope === 1 || u === 0 || v === 0 || f(u) === 0) return null;
    return {
      form: 'numeric',
      parameters: { u, atU: f(u), v, atV: f(v), w },
      stem: {
        tr: `${inline('f')} doğrusal fonksiyonu için ${inline(`f(${u}) = ${f(u)}`)} ve ${inline(`f(${v}) = ${f(v)}`)} olduğuna göre ${inline(`f(${w})`)} kaçtır?`,
        en: `For a linear function ${inline('f')} with ${inline(`f(${u}) = ${f(u)}`)} and ${inline(`f(${v}) = ${f(v)}`)}, what is ${inline(`f(${w})`)}?`,
      },
      answer: { value: f(w) },
      tolerance: 0,
      wrong: [
        { value: f(u) + f(v), misconception: 'function_values_added' },
        { value: (f(u) / u) * w, misconception: 'function_taken_as_proportional' },
        { value: f(v) + (w - v), misconception: 'function_slope_taken_as_one' },
        { value: slope * w, misconception: 'constant_term_left_out' },
        { value: slope, misconception: 'stopped_too_early' },
        { value: -slope * (w - v) + f(v), misconception: 'sign_slip' },
        { value: f(v) + slope, misconception: 'function_one_step_only' },
      ],
      rationale: [
        {
          tr: `Eğim, çıktı farkının girdi farkına oranıdır: ${inline(`a = \\frac{${f(v)} ${signed(-f(u))}}{${v} ${signed(-u)}} = ${slope}`)}.`,
          en: `The slope is the change of the output over that of the input: ${inline(`a = \\frac{${f(v)} ${signed(-f(u))}}{${v} ${signed(-u)}} = ${slope}`)}.`,
        },
        {
          tr: `${inline(`f(x) = ${term(slope, 'x')} + b`)} kuralında ${inline(`f(${u}) = ${f(u)}`)} kullanılırsa ${inline(`b = ${intercept}`)} bulunur.`,
          en: `With ${inline(`f(x) = ${term(slope, 'x')} + b`)} and ${inline(`f(${u}) = ${f(u)}`)} we get ${inline(`b = ${intercept}`)}.`,
        },
        {
          tr: `${inline(`f(${w}) = ${slope} \\cdot ${w} ${signed(intercept)} = ${f(w)}`)} olur.`,
          en: `So ${inline(`f(${w}) = ${slope} \\cdot ${w} ${signed(intercept)} = ${f(w)}`)}.`,
        },
      ],
      hints: [
        {
          tr: `Doğrusal fonksiyonun kuralı ${inline('f(x) = ax + b')} biçimindedir.`,
          en: `A linear function has the rule ${inline('f(x) = ax + b')}.`,
        },
        {
          tr: `Girdi ${inline(String(v - u))} artınca çıktı ne kadar değişiyor?`,
          en: `By how much does the output change when the input grows by ${inline(String(v - u))}?`,
        },
      ],
    };
  },
};

const shiftedInverse: QuestionTemplate = {
  key: 'function-shifted-inverse',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 85,
  generate(random) {
    // f(px + q) = ax + b; the inverse at m is px + q where ax + b = m
    const p = random.int(2, 4);
    const q = random.nonZeroInt(-7, 7);
    const a = random.int(2, 6);
    const b = random.nonZeroInt(-9, 9);
    const x = random.nonZeroInt(-4, 6);
    const m = a * x + b;
    const input = p * x + q;
    if (a === p || input === x || input === m || m === 0 || m === x) return null;
    const [inside, outside] = [polynomial([p, q]), polynomial([a, b])];
    return {
      form: 'single_choice',
      parameters: { p, q, a, b, m },
      stem: {
        tr: `${inline(`f(${inside}) = ${outside}`)} olduğuna göre ${inline(`f^{-1}(${m})`)} kaçtır?`,
        en: `Given ${inline(`f(${inside}) = ${outside}`)}, what is ${inline(`f^{-1}(${m})`)}?`,
      },
      answer: wholeOption(input),
      wrong: [
        { ...wholeOption(x), misconception: 'function_inner_expression_left_out' },
        { ...fractionOption(a * (m - q) + b * p, p), misconception: 'function_output_used_as_input' },
        { ...wholeOption(p * m + q), misconception: 'argument_not_matched' },
        { ...fractionOption(x - q, p), misconception: 'function_inner_expression_undone' },
        { ...wholeOption(p * x - q), misconception: 'sign_slip' },
        { ...wholeOption(a * m + b), misconception: 'function_output_used_as_input' },
      ],
      rationale: [
        {
          tr: `${inline(`f(${inside}) = ${outside}`)} eşitliği ${inline(`f^{-1}(${outside}) = ${inside}`)} demektir.`,
          en: `${inline(`f(${inside}) = ${outside}`)} means ${inline(`f^{-1}(${outside}) = ${inside}`)}.`,
        },
        {
          tr: `${inline(`${outside} = ${m}`)} ise ${inline(`x = ${x}`)}.`,
          en: `If ${inline(`${outside} = ${m}`)}, then ${inline(`x = ${x}`)}.`,
        },
        {
          tr: `${inline(`f^{-1}(${m}) = ${p} \\cdot ${bracketed(x)} ${signed(q)} = ${input}`)} olur.`,
          en: `So ${inline(`f^{-1}(${m}) = ${p} \\cdot ${bracketed(x)} ${signed(q)} = ${input}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Ters fonksiyonda girdi ile çıktı yer değiştirir.',
          en: 'In the inverse function input and output change places.',
        },
        {
          tr: `Eşitliği ${inline(`f^{-1}(${outside}) = ${inside}`)} biçiminde yaz.`,
          en: `Write the equation as ${inline(`f^{-1}(${outside}) = ${inside}`)}.`,
        },
        {
          tr: `${inline(outside)} ifadesinin ${inline(String(m))} olduğu ${inline('x')} değerini bul; istenen o değer değil, sağ yandır.`,
          en: `Find the ${inline('x')} for which ${inline(outside)} is ${inline(String(m))}; the right side is asked for, not that ${inline('x')}.`,
        },
      ],
    };
  },
};

export const functionReasoning: readonly QuestionTemplate[] = [relation, linearFromPoints, shiftedInverse];
