/**
 * LaTeX for numbers and simple expressions as a textbook writes them: no `1x`, no `+ -3`, fractions in lowest terms,
 * and the decimal sign of the language.
 */
import type { Bilingual } from './bilingual.ts';

/** Inline maths. */
export function inline(latex: string): string {
  return `\\(${latex}\\)`;
}

/** `signed(-3)` is `- 3`, `signed(4)` is `+ 4`: for a term that follows another. */
export function signed(number: number): string {
  return number < 0 ? `- ${-number}` : `+ ${number}`;
}

/** `bracketed(-3)` is `(-3)`, `bracketed(4)` is `4`: for a number after a sign of operation or under a power. */
export function bracketed(number: number): string {
  return number < 0 ? `(${number})` : String(number);
}

/** `term(-1, 'x')` is `-x`, `term(3, 'x')` is `3x`, `term(0, 'x')` is empty. First term of an expression. */
export function term(coefficient: number, symbol: string): string {
  if (coefficient === 0) return '';
  if (coefficient === 1) return symbol;
  if (coefficient === -1) return `-${symbol}`;
  return `${coefficient}${symbol}`;
}

/** A term that follows another: `signedTerm(-1, 'x')` is `- x`. */
export function signedTerm(coefficient: number, symbol: string): string {
  if (coefficient === 0) return '';
  return coefficient < 0 ? `- ${term(-coefficient, symbol)}` : `+ ${term(coefficient, symbol)}`;
}

/** `polynomial([1, 0, -3])` is `x^{2} - 3`: coefficients from the highest power down. */
export function polynomial(coefficients: readonly number[], symbol = 'x'): string {
  const degree = coefficients.length - 1;
  let latex = '';
  coefficients.forEach((coefficient, index) => {
    if (coefficient === 0) return;
    const power = degree - index;
    const symbolPart = power === 0 ? '' : power === 1 ? symbol : `${symbol}^{${power}}`;
    if (latex === '') latex = power === 0 ? String(coefficient) : term(coefficient, symbolPart);
    else latex += power === 0 ? ` ${signed(coefficient)}` : ` ${signedTerm(coefficient, symbolPart)}`;
  });
  return latex === '' ? '0' : latex;
}

export function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** LaTeX of numerator / denominator in lowest terms; a whole number where it is one. The denominator is not 0. */
export function fraction(numerator: number, denominator: number): string {
  const divisor = greatestCommonDivisor(numerator, denominator) || 1;
  const sign = denominator < 0 ? -1 : 1;
  const top = (sign * numerator) / divisor;
  const bottom = (sign * denominator) / divisor;
  if (bottom === 1) return String(top);
  return top < 0 ? `-\\frac{${-top}}{${bottom}}` : `\\frac{${top}}{${bottom}}`;
}

/** A decimal as each language writes it in LaTeX: `2{,}5` in Turkish, `2.5` in English. At most `digits` decimals. */
export function decimal(number: number, digits = 3): Bilingual {
  const text = String(Number(number.toFixed(digits)));
  return { tr: text.replace('.', '{,}'), en: text };
}
