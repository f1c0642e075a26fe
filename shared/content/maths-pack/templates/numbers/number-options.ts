/**
 * Options of the shapes that number questions need. An option that cannot be written neatly, or that no student could
 * believe (half a person, a negative length), gets NaN as value, by which `drawQuestion` leaves it out.
 */
import { fraction, inline } from '../../math-notation.ts';
import type { MisconceptionKey } from '../../misconceptions.ts';
import type { OptionDraft, WrongOption } from '../../template.ts';

/** An option together with the misconception that leads to it. */
export function wrongOption(misconception: MisconceptionKey, option: OptionDraft): WrongOption {
  return { ...option, misconception };
}

/** A whole number of either sign. */
export function wholeNumber(value: number): OptionDraft {
  return { text: inline(String(value)), value: Number.isInteger(value) ? value : Number.NaN };
}

/** A positive whole number: people, pages, days, lira. */
export function countNumber(value: number): OptionDraft {
  return { text: inline(String(value)), value: Number.isInteger(value) && value > 0 ? value : Number.NaN };
}

/** A quotient of whole numbers in lowest terms. */
export function quotient(numerator: number, denominator: number): OptionDraft {
  if (!Number.isInteger(numerator) || !Number.isInteger(denominator) || denominator === 0)
    return { text: '', value: Number.NaN };
  return { text: inline(fraction(numerator, denominator)), value: numerator / denominator };
}

/** A quotient that is a part of a whole: more than 0 and less than 1. */
export function properQuotient(numerator: number, denominator: number): OptionDraft {
  const option = quotient(numerator, denominator);
  return numerator / denominator > 0 && numerator / denominator < 1 ? option : { ...option, value: Number.NaN };
}

/** LaTeX of a root in simplest form: `rootText(2, 12)` is `4\sqrt{3}`. The radicand is a positive whole number. */
export function rootText(coefficient: number, radicand: number): string {
  let [outside, inside] = [coefficient, radicand];
  for (let factor = Math.floor(Math.sqrt(radicand)); factor > 1; factor -= 1) {
    if (radicand % (factor * factor) !== 0) continue;
    [outside, inside] = [coefficient * factor, radicand / (factor * factor)];
    break;
  }
  if (inside === 1 || outside === 0) return String(outside);
  return `${outside === 1 ? '' : outside === -1 ? '-' : outside}\\sqrt{${inside}}`;
}

/** A multiple of a square root in simplest form; its value is the real number. */
export function rootNumber(coefficient: number, radicand: number): OptionDraft {
  if (!Number.isInteger(coefficient) || !Number.isInteger(radicand) || radicand <= 0)
    return { text: '', value: Number.NaN };
  return { text: inline(rootText(coefficient, radicand)), value: coefficient * Math.sqrt(radicand) };
}

/** English for a multiple: `twice`, `3 times`. */
export function timesText(times: number): string {
  return times === 2 ? 'twice' : `${times} times`;
}

/** Known wrong answers that a student would type: positive, and with two decimals at most. */
export function neatWrongNumbers<T extends { readonly value: number }>(candidates: readonly T[]): T[] {
  return candidates.filter(({ value }) => value > 0 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-7);
}
