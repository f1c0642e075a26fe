/** Options as these strands write them. Each gives the text and the value that tells options apart. */

import type { Bilingual } from '../../bilingual.ts';
import { decimal, fraction, inline } from '../../math-notation.ts';
import type { OptionDraft } from '../../template.ts';
import { turkishNumberSuffix } from '../../turkish-number-suffix.ts';

export function wholeOption(value: number): OptionDraft {
  return { text: inline(String(value)), value };
}

/** Only a positive whole number is an option here; anything else is left out by its value. */
export function countOption(value: number): OptionDraft {
  return Number.isInteger(value) && value > 0 ? wholeOption(value) : { text: '', value: Number.NaN };
}

/** An angle in degrees; left out unless whole and between 0 and `below`. */
export function degreesOption(value: number, below = 360): OptionDraft {
  const isAngle = Number.isInteger(value) && value > 0 && value < below;
  return isAngle ? { text: inline(degrees(value)), value } : { text: '', value: Number.NaN };
}

/** A probability; left out unless strictly between 0 and 1. */
export function probabilityOption(numerator: number, denominator: number): OptionDraft {
  const value = numerator / denominator;
  return value > 0 && value < 1
    ? { text: inline(fraction(numerator, denominator)), value }
    : { text: '', value: Number.NaN };
}

/** A number with at most two decimals, with the decimal sign of each language; left out when it has more. */
export function decimalOption(value: number): OptionDraft {
  const hundredths = Math.round(value * 100);
  if (Math.abs(value * 100 - hundredths) > 1e-6) return { text: '', value: Number.NaN };
  return { text: inlineDecimal(value), value: hundredths / 100 };
}

/** A whole number of pi; left out unless positive and whole. */
export function piOption(factor: number): OptionDraft {
  if (!Number.isInteger(factor) || factor <= 0) return { text: '', value: Number.NaN };
  return { text: inline(factor === 1 ? '\\pi' : `${factor}\\pi`), value: factor };
}

export function inlineDecimal(value: number): Bilingual {
  const { tr, en } = decimal(value, 2);
  return { tr: inline(tr), en: inline(en) };
}

/** `degrees(40)` is 40 with the degree sign, for inside maths. */
export function degrees(value: number): string {
  return `${value}^{\\circ}`;
}

/** `dır` after a number, by its last spoken digits: 12'dir, 4,5'tir. At most two decimals. */
export function turkishIs(value: number): string {
  const [, decimals] = String(Number(value.toFixed(2))).split('.');
  return turkishNumberSuffix(decimals === undefined ? value : Number(decimals), 'copula');
}

export function factorial(number: number): number {
  let product = 1;
  for (let factor = 2; factor <= number; factor += 1) product *= factor;
  return product;
}

/** Number of ordered selections of `chosen` out of `all`; 0 when there are too few. */
export function permutations(all: number, chosen: number): number {
  return chosen > all ? 0 : factorial(all) / factorial(all - chosen);
}

/** Number of unordered selections of `chosen` out of `all`; 0 when there are too few. */
export function combinations(all: number, chosen: number): number {
  return permutations(all, chosen) / factorial(chosen);
}

/** LaTeX of a fraction as it arises, followed by its lowest terms where they differ: `4/6 = 2/3`. */
export function quotient(numerator: number, denominator: number): string {
  const raw = `\\frac{${numerator}}{${denominator}}`;
  const reduced = fraction(numerator, denominator);
  return raw === reduced ? raw : `${raw} = ${reduced}`;
}
