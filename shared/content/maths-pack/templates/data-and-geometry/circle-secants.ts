import { createSketch, onCircle, type SketchPoint } from '../../figure-drawing.ts';
import { inline } from '../../math-notation.ts';
import type { QuestionTemplate } from '../../template.ts';
import { lengthIs, lengthName } from './geometry-notation.ts';
import { countOption } from './option-drafts.ts';

interface TwoSecants {
  readonly pa: number;
  readonly ab: number;
  readonly pc: number;
  readonly pd: number;
  readonly cd: number;
  readonly radius: number;
  readonly centerDistance: number;
  /** Directions of the two secants against the line from P to the centre, in degrees. */
  readonly up: number;
  readonly down: number;
}

/** Whole lengths whose true drawing is readable: parts of like length and secants well apart. */
const drawables: readonly TwoSecants[] = listDrawables();

function listDrawables(): TwoSecants[] {
  const found: TwoSecants[] = [];
  for (let pa = 2; pa <= 14; pa += 1) {
    for (let ab = 3; ab <= 20; ab += 1) {
      for (let pc = 2; pc <= 14; pc += 1) {
        const secants = toDrawable(pa, ab, pc);
        if (secants !== null) found.push(secants);
      }
    }
  }
  return found;
}

function toDrawable(pa: number, ab: number, pc: number): TwoSecants | null {
  const power = pa * (pa + ab);
  const pd = power / pc;
  const cd = pd - pc;
  if (!Number.isInteger(pd) || cd < 3 || pa === pc || cd > 2.2 * ab || ab > 2.2 * cd) return null;
  if (pa > 2 * ab || pc > 2 * cd || pa < 0.28 * ab || pc < 0.28 * cd) return null;
  const radius = 0.64 * Math.max(ab, cd);
  const centerDistance = Math.sqrt(radius ** 2 + power);
  const slope = (chord: number) =>
    (Math.asin(Math.sqrt(radius ** 2 - (chord / 2) ** 2) / centerDistance) * 180) / Math.PI;
  const [up, down] = [slope(ab), -slope(cd)];
  return up - down < 26 ? null : { pa, ab, pc, pd, cd, radius, centerDistance, up, down };
}

const twoSecants: QuestionTemplate = {
  key: 'circle-two-secants',
  revision: 1,
  topicUid: 'TR.MAT.GEO.004',
  difficulty: 3,
  expectedSeconds: 70,
  generate(random) {
    const { pa, ab, pc, pd, cd, radius, centerDistance, up, down } = random.pick(drawables);
    const power = pa * (pa + ab);
    const outside: SketchPoint = [0, 0];
    const center: SketchPoint = [centerDistance, 0];
    const [a, b] = [onCircle(outside, pa, up), onCircle(outside, pa + ab, up)];
    const [c, d] = [onCircle(outside, pc, down), onCircle(outside, pd, down)];
    const sketch = createSketch();
    sketch.circle(center, radius);
    sketch.line([outside, b]);
    sketch.line([outside, d]);
    for (const point of [a, b, c, d]) sketch.dot(point);
    sketch.pointLabel(outside, 'P', center);
    sketch.pointLabel(b, 'B', outside);
    sketch.pointLabel(d, 'D', outside);
    sketch.pointLabel(a, 'A', [a[0] + 0.3, a[1] - 1]);
    sketch.pointLabel(c, 'C', [c[0] + 0.3, c[1] + 1]);
    sketch.sideLabel(outside, a, String(pa), c);
    sketch.sideLabel(a, b, String(ab), c);
    sketch.sideLabel(outside, c, String(pc), a);
    sketch.sideLabel(c, d, 'x', a);
    return {
      form: 'single_choice',
      parameters: { pa, ab, pc },
      stem: {
        tr: `P noktasından çizilen iki doğrudan biri çemberi A ve B, öbürü C ve D noktalarında kesiyor. ${lengthIs('PA', pa).tr}, ${lengthIs('AB', ab).tr} ve ${lengthIs('PC', pc).tr} olduğuna göre, ${lengthName('CD').tr} kaç santimetredir?`,
        en: `Two lines through P meet a circle, one at A and B, the other at C and D. Given ${lengthIs('PA', pa).en}, ${lengthIs('AB', ab).en} and ${lengthIs('PC', pc).en}, how many centimetres is ${lengthName('CD').en}?`,
      },
      figure: sketch.finish({
        tr: `Çemberin dışındaki P noktasından çıkan iki kesen: biri A ve B'den, öbürü C ve D'den geçiyor. PA ${pa} cm, AB ${ab} cm, PC ${pc} cm, CD x ile gösteriliyor.`,
        en: `Two secants from a point P outside a circle: one through A and B, the other through C and D. PA is ${pa} cm, AB is ${ab} cm, PC is ${pc} cm, CD is marked x.`,
      }),
      answer: countOption(cd),
      wrong: [
        { ...countOption((pa * ab) / pc), misconception: 'secant_parts_multiplied' },
        { ...countOption(pd), misconception: 'answered_other_quantity' },
        { ...countOption(pa + ab - pc), misconception: 'secants_taken_as_equal' },
        { ...countOption((ab * pc) / pa), misconception: 'secants_in_proportion' },
        { ...countOption(ab), misconception: 'secants_taken_as_equal' },
        { ...countOption(pa + ab + pc), misconception: 'lengths_added' },
        { ...countOption(power - pc), misconception: 'stopped_too_early' },
      ],
      rationale: [
        {
          tr: `Kuvvet bağıntısı: ${inline('|PA| \\cdot |PB| = |PC| \\cdot |PD|')}; burada ${lengthIs('PB', `${pa} + ${ab} = ${pa + ab}`).tr}.`,
          en: `Power of the point P: ${inline('PA \\cdot PB = PC \\cdot PD')}, where ${lengthIs('PB', `${pa} + ${ab} = ${pa + ab}`).en}.`,
        },
        {
          tr: `${inline(`${pa} \\cdot ${pa + ab} = ${pc} \\cdot |PD|`)} eşitliğinden ${lengthIs('PD', pd).tr}.`,
          en: `From ${inline(`${pa} \\cdot ${pa + ab} = ${pc} \\cdot PD`)} follows ${lengthIs('PD', pd).en}.`,
        },
        {
          tr: `Buradan ${lengthIs('CD', `${pd} - ${pc} = ${cd}`).tr}.`,
          en: `So ${lengthIs('CD', `${pd} - ${pc} = ${cd}`).en}.`,
        },
      ],
      hints: [
        {
          tr: 'Çemberin dışındaki bir noktanın çembere göre kuvveti, çizilen kesene bağlı değildir.',
          en: 'The power of a point outside a circle does not depend on the secant drawn.',
        },
        {
          tr: 'Bağıntıda P noktasından ölçülen uzunluklar çarpılır: yakın nokta ile uzak nokta.',
          en: 'The relation multiplies lengths measured from P: to the near point and to the far point.',
        },
      ],
    };
  },
};

export const circleSecants: readonly QuestionTemplate[] = [twoSecants];
