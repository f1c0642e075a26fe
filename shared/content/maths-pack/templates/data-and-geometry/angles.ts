import { createSketch, onCircle, type SketchPoint } from '../../figure-drawing.ts';
import { inline, signed } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { angleIs } from './geometry-notation.ts';
import { countOption, degrees, degreesOption } from './option-drafts.ts';

const topicUid = 'TR.MAT.GEO.001';

const onStraightLine: QuestionTemplate = {
  key: 'angles-on-a-straight-line',
  revision: 1,
  topicUid,
  difficulty: 1,
  expectedSeconds: 35,
  generate(random) {
    const a = random.int(2, 6);
    const c = random.int(2, 6);
    const b = 5 * random.nonZeroInt(-6, 6);
    const d = 180 - b - (a + c) * random.int(10, 30);
    const x = (180 - b - d) / (a + c);
    const first = a * x + b;
    const second = c * x + d;
    if (d === 0 || Math.abs(d) > 60 || first < 40 || second < 40 || first === second) return null;
    const [left, right] = [`${a}x ${signed(b)}`, `${c}x ${signed(d)}`];
    const center: SketchPoint = [0, 0];
    const [start, end, ray] = [onCircle(center, 5, 180), onCircle(center, 5, 0), onCircle(center, 4, second)];
    const sketch = createSketch();
    sketch.line([start, end]);
    sketch.line([center, ray]);
    sketch.dot(center);
    sketch.angle(center, start, ray, plain(left));
    sketch.angle(center, end, ray, plain(right), 28);
    sketch.pointLabel(start, 'A', [-4, -1]);
    sketch.pointLabel(end, 'B', [4, -1]);
    sketch.pointLabel(ray, 'C', center);
    sketch.pointLabel(center, 'O', [0, 1]);
    return {
      form: 'single_choice',
      parameters: { a, b, c, d },
      stem: {
        tr: `Şekilde A, O ve B noktaları doğrusaldır. ${angleIs('AOC', `(${left})^{\\circ}`).tr} ve ${angleIs('COB', `(${right})^{\\circ}`).tr} olduğuna göre, ${inline('x')} kaçtır?`,
        en: `In the figure the points A, O and B lie on one line. Given ${angleIs('AOC', `(${left})^{\\circ}`).en} and ${angleIs('COB', `(${right})^{\\circ}`).en}, what is ${inline('x')}?`,
      },
      figure: sketch.finish({
        tr: `AB doğrusu üzerindeki O noktasından bir OC ışını çiziliyor. AOC açısı ${plain(left)} derece, COB açısı ${plain(right)} derecedir.`,
        en: `A ray OC starts at the point O of the line AB. Angle AOC is ${plain(left)} degrees, angle COB is ${plain(right)} degrees.`,
      }),
      answer: countOption(x),
      wrong: [
        { ...countOption((180 + b + d) / (a + c)), misconception: 'no_sign_change_across_equals' },
        { ...countOption((90 - b - d) / (a + c)), misconception: 'right_angle_for_straight' },
        { ...countOption((360 - b - d) / (a + c)), misconception: 'full_turn_for_straight' },
        { ...countOption((d - b) / (a - c)), misconception: 'adjacent_taken_as_equal' },
        { ...countOption(180 / (a + c)), misconception: 'constants_dropped' },
        { ...countOption(first), misconception: 'answered_other_quantity' },
        { ...countOption(second), misconception: 'answered_other_quantity' },
        { ...countOption(180 - b - d), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Doğru açı ${inline(degrees(180))} olduğundan ${inline(`(${left}) + (${right}) = 180`)}.`,
          en: `A straight angle has ${inline(degrees(180))}, so ${inline(`(${left}) + (${right}) = 180`)}.`,
        },
        {
          tr: `Benzer terimler toplanır: ${inline(`${a + c}x ${b + d === 0 ? '' : signed(b + d)} = 180`)}.`,
          en: `Collect like terms: ${inline(`${a + c}x ${b + d === 0 ? '' : signed(b + d)} = 180`)}.`,
        },
        {
          tr: `${inline(`${a + c}x = ${180 - b - d}`)} eşitliğinden ${inline(`x = ${x}`)} bulunur.`,
          en: `From ${inline(`${a + c}x = ${180 - b - d}`)} it follows that ${inline(`x = ${x}`)}.`,
        },
      ],
      hints: [
        {
          tr: 'Doğrusal üç noktanın oluşturduğu açı kaç derecedir?',
          en: 'How many degrees does the angle formed by three points on one line have?',
        },
        {
          tr: `${inline('AOC')} ve ${inline('COB')} açılarının toplamı için bir denklem kur.`,
          en: `Write an equation for the sum of the angles ${inline('AOC')} and ${inline('COB')}.`,
        },
      ],
    };
  },
};

const complementAndSupplement: QuestionTemplate = {
  key: 'angles-complement-and-supplement',
  revision: 1,
  topicUid,
  difficulty: 2,
  expectedSeconds: 55,
  generate(random) {
    const angle = random.int(15, 80);
    const k = random.int(2, 6);
    const d = 180 - angle - k * (90 - angle);
    if (d === 0 || Math.abs(d) > 100) return null;
    const size = inline(degrees(Math.abs(d)));
    const times = inline(String(k));
    const relation =
      d > 0
        ? { tr: `katından ${size} fazla`, en: `${size} more than ${times} times` }
        : { tr: `katından ${size} eksik`, en: `${size} less than ${times} times` };
    const asEquation = `180 - x = ${k}(90 - x) ${signed(d)}`;
    return {
      form: 'single_choice',
      parameters: { k, d },
      stem: {
        tr: `Bütünlerinin ölçüsü, tümlerinin ölçüsünün ${times} ${relation.tr} olan açı kaç derecedir?`,
        en: `The supplement of an angle is ${relation.en} its complement. How many degrees is the angle?`,
      },
      answer: degreesOption(angle, 181),
      wrong: [
        { ...degreesOption(90 - angle, 181), misconception: 'answered_other_quantity' },
        { ...degreesOption((90 * k - d - 180) / (k - 1), 90), misconception: 'more_and_less_swapped' },
        { ...degreesOption(180 - angle, 181), misconception: 'answered_other_quantity' },
        { ...degreesOption((90 * k + d - 180) / (k + 1), 90), misconception: 'no_sign_change_across_equals' },
        { ...degreesOption((90 * k - 180) / (k - 1), 90), misconception: 'constants_dropped' },
        { ...degreesOption((90 * k + d - 360) / (k - 1), 90), misconception: 'full_turn_for_straight' },
        { ...degreesOption(90 * k + d - 180, 181), misconception: 'stopped_too_early' },
        { ...degreesOption(angle / 2, 90), misconception: 'arithmetic_slip' },
      ],
      rationale: [
        {
          tr: `Açıya ${inline('x')} denirse tümleri ${inline('90 - x')}, bütünleri ${inline('180 - x')} olur.`,
          en: `Call the angle ${inline('x')}: its complement is ${inline('90 - x')}, its supplement ${inline('180 - x')}.`,
        },
        {
          tr: `Denklem: ${inline(asEquation)}.`,
          en: `Equation: ${inline(asEquation)}.`,
        },
        {
          tr: `Düzenlenirse ${inline(`${k === 2 ? '' : k - 1}x = ${(k - 1) * angle}`)}, buradan ${inline(`x = ${degrees(angle)}`)}.`,
          en: `Rearranged: ${inline(`${k === 2 ? '' : k - 1}x = ${(k - 1) * angle}`)}, so ${inline(`x = ${degrees(angle)}`)}.`,
        },
      ],
      hints: [
        {
          tr: `Tümler açıların toplamı ${inline(degrees(90))}, bütünler açıların toplamı ${inline(degrees(180))} olur.`,
          en: `Complementary angles add up to ${inline(degrees(90))}, supplementary ones to ${inline(degrees(180))}.`,
        },
        {
          tr: `Açıya ${inline('x')} de ve iki açıyı ${inline('x')} ile yaz.`,
          en: `Call the angle ${inline('x')} and write both other angles with ${inline('x')}.`,
        },
      ],
    };
  },
};

/** A label's text: the minus sign of print, and no LaTeX. */
function plain(expression: string): string {
  return expression.replaceAll('-', '−');
}

export const angles: readonly QuestionTemplate[] = [onStraightLine, complementAndSupplement];
