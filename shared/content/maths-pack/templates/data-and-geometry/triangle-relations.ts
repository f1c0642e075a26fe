import { createSketch, type SketchPoint } from '../../figure-drawing.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { angleIs, lengthIs } from './geometry-notation.ts';
import { countOption, degrees } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.002';

const canBeDrawn: QuestionTemplate = {
  key: 'triangle-can-be-drawn',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 30,
  generate(random) {
    const a = random.int(3, 18);
    const b = random.int(a, 22);
    const c = a + b + random.pick([-4, -2, -1, -1, 0, 1, 3]);
    if (c < b || a === c) return null;
    const isTrue = c < a + b;
    const [p = a, q = b, r = c] = random.shuffle([a, b, c]);
    const listed = [p, q, r].map((side) => inline(String(side)));
    const stem = random.pick([
      {
        tr: `Uzunlukları ${listed[0]} cm, ${listed[1]} cm ve ${listed[2]} cm olan üç çubuk uç uca birleştirilerek bir üçgen oluşturulabilir. Bu ifade doğru mudur?`,
        en: `Three sticks of ${listed[0]} cm, ${listed[1]} cm and ${listed[2]} cm can be joined end to end to form a triangle. Is this statement true?`,
      },
      {
        tr: `Kenar uzunlukları ${listed[0]} cm, ${listed[1]} cm ve ${listed[2]} cm olan bir üçgen çizilebilir. Bu ifade doğru mudur?`,
        en: `A triangle with sides of ${listed[0]} cm, ${listed[1]} cm and ${listed[2]} cm can be drawn. Is this statement true?`,
      },
    ]);
    return {
      form: 'true_false',
      parameters: { p, q, r },
      stem,
      isTrue,
      misconception: isTrue ? 'triangle_inequality_wrong_pair' : 'triangle_inequality_one_pair',
      rationale: [
        {
          tr: `Üçgende en uzun kenar, öbür iki kenarın toplamından kısa olmalıdır. En uzun kenar ${inline(String(c))} cm.`,
          en: `In a triangle the longest side must be shorter than the other two together. The longest is ${inline(String(c))} cm.`,
        },
        {
          tr: `Öbür ikisinin toplamı ${inline(`${a} + ${b} = ${a + b}`)} cm ve ${inline(`${c} ${isTrue ? '<' : c === a + b ? '=' : '>'} ${a + b}`)} olduğundan ifade ${isTrue ? 'doğrudur' : 'yanlıştır'}.`,
          en: `The other two add up to ${inline(`${a} + ${b} = ${a + b}`)} cm, and ${inline(`${c} ${isTrue ? '<' : c === a + b ? '=' : '>'} ${a + b}`)}, so the statement is ${isTrue ? 'true' : 'false'}.`,
        },
      ],
      hints: [
        {
          tr: 'Kenarları çubuk gibi düşün ve iki kısa çubuğu en uzununun uçlarına koy: ortada buluşup bir köşe yapabilirler mi?',
          en: 'Think of the sides as sticks and put the two shorter ones at the ends of the longest: can they meet and make a corner?',
        },
        {
          tr: 'En uzun kenarı, öbür iki kenarın toplamıyla karşılaştır.',
          en: 'Compare the longest side with the sum of the other two.',
        },
      ],
    };
  },
};

const areaFromAltitudeFoot: QuestionTemplate = {
  key: 'triangle-area-from-altitude-foot',
  revision: 1,
  topicUid,
  difficulty: 3,
  expectedSeconds: 80,
  generate(random) {
    const m = random.int(1, 5);
    const n = random.int(1, 5);
    const k = random.int(1, 4);
    if (m === n || m / n > 3.1 || n / m > 3.1) return null;
    const p = m * m * k;
    const q = n * n * k;
    const h = m * n * k;
    const base = p + q;
    const area = (base * h) / 2;
    if (!Number.isInteger(area)) return null;
    const [cornerB, cornerC, cornerA, foot]: [SketchPoint, SketchPoint, SketchPoint, SketchPoint] = [
      [0, 0],
      [base, 0],
      [p, h],
      [p, 0],
    ];
    const sketch = createSketch();
    sketch.polygon([cornerA, cornerB, cornerC]);
    sketch.line([cornerA, foot], true);
    sketch.rightAngle(cornerA, cornerB, cornerC);
    sketch.rightAngle(foot, cornerA, cornerC);
    sketch.pointLabel(cornerA, 'A', [p, 0]);
    sketch.pointLabel(cornerB, 'B', [base / 2, h / 3]);
    sketch.pointLabel(cornerC, 'C', [base / 2, h / 3]);
    sketch.pointLabel(foot, 'H', cornerA);
    sketch.sideLabel(cornerB, foot, String(p), cornerA);
    sketch.sideLabel(foot, cornerC, String(q), cornerA);
    return {
      form: 'single_choice',
      parameters: { p, q },
      stem: {
        tr: `ABC üçgeninde ${angleIs('BAC', degrees(90)).tr}, ${inline('[AH] \\perp [BC]')}, ${lengthIs('BH', p).tr} ve ${lengthIs('HC', q).tr} veriliyor. Buna göre, ABC üçgeninin alanı kaç santimetrekaredir?`,
        en: `In triangle ABC, ${angleIs('BAC', degrees(90)).en}, AH is perpendicular to BC, ${lengthIs('BH', p).en} and ${lengthIs('HC', q).en}. How many square centimetres is the area of triangle ABC?`,
      },
      figure: sketch.finish({
        tr: `A köşesinde dik açısı olan ABC üçgeni. A'dan BC'ye inen yüksekliğin ayağı H; BH ${p} cm, HC ${q} cm.`,
        en: `Triangle ABC with a right angle at A. The altitude from A meets BC at H; BH is ${p} cm, HC is ${q} cm.`,
      }),
      answer: countOption(area),
      wrong: [
        { ...countOption(base * h), misconception: 'half_forgotten' },
        { ...countOption((base * base) / 4), misconception: 'altitude_taken_as_mean' },
        { ...countOption(h), misconception: 'stopped_too_early' },
        { ...countOption((base * p * q) / 2), misconception: 'root_not_taken_for_altitude' },
        { ...countOption((base * Math.abs(q - p)) / 2), misconception: 'altitude_taken_as_difference' },
        { ...countOption((p * q) / 2), misconception: 'parts_taken_as_legs' },
        { ...countOption(p * q), misconception: 'parts_taken_as_legs' },
      ],
      rationale: [
        {
          tr: `Öklid bağıntısı: ${inline(`|AH|^{2} = |BH| \\cdot |HC| = ${p} \\cdot ${q} = ${p * q}`)}.`,
          en: `Altitude theorem: ${inline(`AH^{2} = BH \\cdot HC = ${p} \\cdot ${q} = ${p * q}`)}.`,
        },
        { tr: `Buradan ${lengthIs('AH', h).tr}.`, en: `So ${lengthIs('AH', h).en}.` },
        {
          tr: `Alan: ${inline(`\\frac{|BC| \\cdot |AH|}{2} = \\frac{${base} \\cdot ${h}}{2} = ${area}`)}.`,
          en: `Area: ${inline(`\\frac{BC \\cdot AH}{2} = \\frac{${base} \\cdot ${h}}{2} = ${area}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Tabanın tamamı belli; alan için yükseklik gerekiyor.',
          en: 'The whole base is known; the area needs the height.',
        },
        {
          tr: 'Yükseklik, dik üçgeni birbirine benzeyen iki küçük üçgene ayırır.',
          en: 'The altitude splits the right triangle into two similar smaller ones.',
        },
        {
          tr: `Öklid bağıntısını kullan: ${inline('h^{2} = p \\cdot q')}.`,
          en: `Use the altitude theorem: ${inline('h^{2} = p \\cdot q')}.`,
        },
      ],
    };
  },
};

export const triangleRelations: readonly QuestionTemplate[] = [canBeDrawn, areaFromAltitudeFoot];
