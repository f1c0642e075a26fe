/** LaTeX for points and lines of the coordinate plane. */
import { greatestCommonDivisor, signed, signedTerm, term } from '../../math-notation.ts';

export function pointLatex([x, y]: readonly [number, number]): string {
  return `(${x}, ${y})`;
}

/** `2x - 3`; the slope is not 0. */
export function linearForm(slope: number, constant: number): string {
  return constant === 0 ? term(slope, 'x') : `${term(slope, 'x')} ${signed(constant)}`;
}

/** Coefficients of a x + b y + c = 0 in lowest terms, the first that is not 0 positive. */
export function normalLine(a: number, b: number, c: number): readonly [number, number, number] {
  const divisor = greatestCommonDivisor(greatestCommonDivisor(a, b), c) || 1;
  const sign = a < 0 || (a === 0 && b < 0) ? -divisor : divisor;
  return [a / sign || 0, b / sign || 0, c / sign || 0];
}

/** `2x - 3y + 1 = 0`; a and b are not 0. */
export function lineEquation([a, b, c]: readonly [number, number, number]): string {
  return `${term(a, 'x')} ${signedTerm(b, 'y')} ${c === 0 ? '' : `${signed(c)} `}= 0`;
}
