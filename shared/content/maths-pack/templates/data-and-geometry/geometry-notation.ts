/** Angles and lengths as the textbooks of each language write them. */

import type { Bilingual } from '../../bilingual.ts';
import { inline } from '../../math-notation.ts';

/** An angle with its measure, LaTeX such as `40^{\circ}`. */
export function angleIs(points: string, measure: string): Bilingual {
  return {
    tr: inline(`m(\\widehat{${points}}) = ${measure}`),
    en: inline(`\\angle ${points} = ${measure}`),
  };
}

/** The length of a segment named by its ends. */
export function lengthName(ends: string): Bilingual {
  return { tr: inline(`|${ends}|`), en: inline(ends) };
}

/** A length in centimetres. */
export function lengthIs(ends: string, length: number | string): Bilingual {
  return { tr: `${inline(`|${ends}| = ${length}`)} cm`, en: `${inline(`${ends} = ${length}`)} cm` };
}
