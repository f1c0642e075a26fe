/**
 * Options of common shapes: text as a textbook writes it, value so that equal options are noticed. An option whose
 * number cannot be written neatly gets NaN as value, by which the caller of the template leaves it out.
 */

import type { Bilingual } from '../../bilingual.ts';
import { decimal, fraction, inline, polynomial } from '../../math-notation.ts';
import type { OptionDraft } from '../../template.ts';

/** A whole number; anything else is left out. */
export function wholeOption(value: number): OptionDraft {
  return { text: inline(String(value)), value: Number.isInteger(value) ? value : Number.NaN };
}

/** Whole numerator over whole denominator, in lowest terms; left out when the denominator is 0. */
export function fractionOption(numerator: number, denominator: number): OptionDraft {
  return { text: inline(fraction(numerator, denominator)), value: numerator / denominator };
}

/** A solution set, written in ascending order; the empty set for no numbers. */
export function solutionSetOption(solutions: readonly number[]): OptionDraft {
  const ascending = [...new Set(solutions)].sort((a, b) => a - b);
  return {
    text: inline(ascending.length === 0 ? '\\varnothing' : `\\{${ascending.join(', ')}\\}`),
    value: ascending,
  };
}

/** A polynomial by its coefficients from the highest power down; always give lists of one length within a question. */
export function polynomialOption(coefficients: readonly number[], symbol = 'x'): OptionDraft {
  return { text: inline(polynomial(coefficients, symbol)), value: coefficients };
}

/** The number with its language's decimal sign, at most two decimals; left out when it needs more. */
export function decimalOption(value: number, unit: Bilingual | null = null): OptionDraft {
  const written = decimal(value, 2);
  return {
    text: {
      tr: unit === null ? inline(written.tr) : `${inline(written.tr)} ${unit.tr}`,
      en: unit === null ? inline(written.en) : `${inline(written.en)} ${unit.en}`,
    },
    value: isNeat(value) ? value : Number.NaN,
  };
}

/** A percentage between 0 and 100, with the sign where each language puts it; left out when it is not neat. */
export function percentOption(value: number): OptionDraft {
  const written = decimal(value, 2);
  return {
    text: { tr: inline(`\\%${written.tr}`), en: inline(`${written.en}\\%`) },
    value: isNeat(value) && value > 0 && value <= 100 ? value : Number.NaN,
  };
}

function isNeat(value: number): boolean {
  return Math.abs(value * 100 - Math.round(value * 100)) < 1e-7;
}
