/**
 * A number with what is still right around it: `3.14`, `3,14`, `1822:5` (5 either way), `1..5` (from 1 to 5). Null for
 * anything else.
 */
export function numberRange(written: string): { readonly value: number; readonly tolerance: number } | null {
  const text = written.trim();
  const [low, high, ...more] = text.split('..').map(readNumber);
  if (low === undefined || more.length > 0) return null;
  if (high !== undefined) {
    if (low === null || high === null || high < low) return null;
    return { value: rounded((low + high) / 2), tolerance: rounded((high - low) / 2) };
  }
  const [value, tolerance = 0, ...rest] = text.split(':').map(readNumber);
  if (value === undefined || value === null || tolerance === null || tolerance < 0 || rest.length > 0) return null;
  return { value, tolerance };
}

/** Point or comma before the decimals; null when the text is no finite number. */
export function readNumber(written: string): number | null {
  const text = written.trim();
  if (!/^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?$/i.test(text)) return null;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

/** The middle of 3.141 and 3.142 is 3.1415 and not 3.1414999999999997. */
function rounded(number: number): number {
  return Number(number.toPrecision(12));
}
